/* Shared by bulk.c, match.c and fill.c: the state of a bulk step. */
#ifndef BL_STORE_BULK_H
#define BL_STORE_BULK_H

#include "store/internal.h"
#include "store/known.h"
#include "store/lean.h"

struct bl__said; /* said.c */
struct bl_bulk {
    struct bl_store *store;
    bool noted; /* somebody new has a note */
    int64_t inserted, person_lo, person_hi, entry_lo, entry_hi;
    int64_t fills;                              /* people filled so far */
    int64_t opened[BL_TRACKS][BL_RANK_MAX + 1]; /* openings by track and rank, for the totals */
    struct bl_buf name_key, company_key;        /* of the row at hand */
    struct bl_buf find, key;
    struct bl_buf note; /* of the row at hand and the person's own, when it is a new text */
    int64_t base;       /* people there before */
    bool replace;       /* a value that differs takes the place of what is known */
    bool lean;          /* fingerprints in memory stand in for the indexes */
    struct bl__known known;
    uint32_t met; /* fingerprint of the name that was last found to be somebody's, or 0 */
    struct bl__lean indexes;
    struct bl__known uids; /* of everybody; learnt when the first row has one */
    bool uids_known;
    int64_t talks, talk_lo, talk_hi; /* conversations inserted */
    struct bl__said *said;           /* messages being gathered, or NULL */
};
/* The keys of a row into the two buffers. */
enum bl_status bl__bulk_keys(struct bl_bulk *bulk, const struct bl_person_edit *row, struct bl_error *err) BL_NODISCARD;
/* Between these two the session records; now and then what is recorded goes to the journal. */
enum bl_status bl__bulk_record(struct bl_bulk *bulk, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__bulk_recorded(struct bl_bulk *bulk, struct bl_error *err) BL_NODISCARD;

/* match.c: the addresses of a kind; the key of one (in bulk->key, NULL on failure); what is known of a new person; going over to memory, and back. */
const struct bl_strs *bl__bulk_handles(const struct bl_person_edit *row, int kind);
const char *bl__bulk_key(struct bl_bulk *bulk, int kind, const char *value, struct bl_error *err);
enum bl_status bl__bulk_know_name(struct bl_bulk *bulk, int64_t person, struct bl_error *err) BL_NODISCARD;
/* The name or the company of somebody known is another one. */
enum bl_status bl__bulk_know_again(struct bl_bulk *bulk, int64_t person, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__bulk_know_handle(struct bl_bulk *bulk, int64_t person, int kind, const char *key, struct bl_error *err) BL_NODISCARD;
/* Whose uid it is, 0 = nobody's; one more. */
enum bl_status bl__bulk_uid_owner(struct bl_bulk *bulk, const struct bl_uuid *uid, int64_t *id, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__bulk_know_uid(struct bl_bulk *bulk, const struct bl_uuid *uid, int64_t person, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__bulk_lean(struct bl_bulk *bulk, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__bulk_reindex(struct bl_bulk *bulk, struct bl_error *err) BL_NODISCARD;

/* said.c: the full text of the conversations inserted; the end of what was gathered (NULL is fine). */
enum bl_status bl__said_full_text(struct bl_bulk *bulk, struct bl_error *err) BL_NODISCARD;
void bl__said_free(struct bl__said *said);

#endif
