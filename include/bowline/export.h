/* People as JSON: the promise of DESIGN section 3.1, written in one place for every command. */
#ifndef BOWLINE_EXPORT_H
#define BOWLINE_EXPORT_H

#include "bowline/import.h"
#include "bowline/json.h"

void bl_json_person(struct bl_json *json, const struct bl_person *person); /* needs a full row */
void bl_json_talk(struct bl_json *json, const struct bl_talk *talk);
void bl_json_promise(struct bl_json *json, const struct bl_promise *promise, bl_day today);
void bl_json_entry(struct bl_json *json, const struct bl_entry *entry);
void bl_json_review(struct bl_json *json, const struct bl_review *review);
/* What a finished review keeps (struct bl_finished): both tracks as bl_json_review writes them. */
void bl_json_snapshot(struct bl_buf *out, const struct bl_review *stage, const struct bl_review *moment);
void bl_json_import(struct bl_json *json, const struct bl_import_report *report, double seconds);

#endif
