/* Journeys in a bulk step. Triggers are off while rows come in, but an entry on top of a journey moves totals in ways no count of openings can stand for: for this one
 * write they are on, and the session records it, so that undo takes it back like any other entry. */
#include "store/rehearse.h"
#include "store/today.h"

/* The entry as core places it on top of the journey; *possible says whether it may stand there. */
static enum bl_status place(struct bl_bulk *bulk, const struct bl_entry *add, struct bl_entry *placed, bool *possible,
                            struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl__rows rows;
    struct bl_late late;
    struct bl_error refusal = {0};
    enum bl_status status = bl__entries(bulk->store, true, add->person, &arena, &rows, err);
    if (status != BL_OK) return status;
    struct bl_entry *scratch = bl_arena_array(&arena, rows.n + 2, sizeof *scratch);
    if (!scratch) return bl_nomem(err);
    status = bl_book_try(rows.at, rows.n, add, scratch, &late, &refusal);
    *possible = status == BL_OK && late.open_to == BL_NO_DAY && (late.moved_stage || late.moved_moment);
    if (status == BL_NOMEM) return bl_nomem(err);
    *placed = *possible ? scratch[late.where] : *add;
    return BL_OK;
}

static enum bl_status write(struct bl_bulk *bulk, struct bl_entry *entry, struct bl_error *err) {
    struct bl_store *store = bulk->store;
    enum bl_status status = bl__bulk_record(bulk, err);
    if (status != BL_OK) return status;
    bl__triggers(store, true);
    status = bl__entry_insert(store, entry, &entry->id, err);
    if (status == BL_OK) status = bl__refresh_book(store, entry->person, err);
    bl__triggers(store, false);
    return status == BL_OK ? bl__bulk_recorded(bulk, err) : status;
}

enum bl_status bl_bulk_forward(struct bl_bulk *bulk, int64_t id, int stage, int moment, bool *moved, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_person p;
    struct bl_entry entry;
    bool possible = false;
    unsigned visited = 0;
    enum bl_status status = bl__rehearse_journey(bulk, id, err);
    if (status == BL_OK) status = bl_store_person(bulk->store, id, &arena, &p, err);
    if (status == BL_OK) status = bl__visited(bulk->store, id, &visited, err);
    if (status != BL_OK) return status;
    struct bl_entry add = {
        .person = id, .day = bulk->store->now.today, .act = BL_ACT_MOVE, .until = BL_NO_DAY, .recorded_ms = bulk->store->now.ms};
    /* Where they have been in this cycle they were led back from since: the user knew better than the file. */
    if (stage > p.at.stage && stage > p.at.furthest_stage) add.stage = stage;
    if (moment > p.at.moment && !(visited >> moment)) add.moment = moment;
    if (p.at.status == BL_ACTIVE && (add.stage || add.moment)) status = place(bulk, &add, &entry, &possible, err);
    if (status == BL_OK && possible) status = write(bulk, &entry, err);
    if (status == BL_OK) *moved = possible;
    return status;
}
