/* People as JSON: the promise of DESIGN section 3.1, written in one place for every command. */
#ifndef BOWLINE_EXPORT_H
#define BOWLINE_EXPORT_H

#include "bowline/care.h"
#include "bowline/import.h"
#include "bowline/json.h"
#include "bowline/map.h"
#include "bowline/store.h"
#include "bowline/today.h"

void bl_json_person(struct bl_json *json, const struct bl_person *person); /* needs a full row */
void bl_json_talk(struct bl_json *json, const struct bl_talk *talk);
void bl_json_promise(struct bl_json *json, const struct bl_promise *promise, bl_day today);
void bl_json_entry(struct bl_json *json, const struct bl_entry *entry);
void bl_json_review(struct bl_json *json, const struct bl_review *review);
void bl_json_today(struct bl_json *json, const struct bl_today *today, bool people);
void bl_json_map(struct bl_json *json, const struct bl_map *map);
/* What a finished review keeps (struct bl_finished): both tracks as bl_json_review writes them. */
void bl_json_snapshot(struct bl_buf *out, const struct bl_review *stage, const struct bl_review *moment);
/* A finished review; whole: with the figures it kept. */
void bl_json_finished(struct bl_json *json, const struct bl_finished *review, bool whole);
void bl_json_payment(struct bl_json *json, const struct bl_payment *payment);
void bl_json_import(struct bl_json *json, const struct bl_import_report *report, double seconds);

/* People out, in one of the formats csv, json, jsonl (the complete records, data/jsonl.md) and vcard (4.0). Read at one moment of the file, one person at a time. */
struct bl_export_options {
    const char *format;
    bool safe;                      /* csv: guard cells that a spreadsheet would run */
    const struct bl_filter *filter; /* NULL = everybody; for jsonl everything */
    int64_t *without;               /* NULL, or: csv: how many people have a referrer or pay, which a list of people cannot carry */
};
/* Unknown format: BL_USAGE. *people (may be NULL): how many went out. */
enum bl_status bl_export(struct bl_store *store, const struct bl_export_options *options, bl_sink sink, void *to, int64_t *people,
                         struct bl_error *err) BL_NODISCARD;
const char *bl_export_format(size_t n); /* n-th; NULL after the last */

#endif
