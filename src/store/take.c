/* Taking back one earlier step while later ones stay, as a step of its own: undo of it brings everything back to the byte.
 *
 * An import of any size goes, but for what later steps touched. Of people it brought: somebody touched at all stays whole, with what the import filled, and is named. Of people who
 * were there: each field, address, tag, entry goes back, unless a later step changed that very one. Any other step goes where no later one touched the same facts, else it
 * is refused and the steps in the way are named; half a step is never taken back. */
#include "store/take.h"
#include "store/lean.h"

#include <stdlib.h>

static const char *const words[BL_KEPT_WHYS] = {
    "edited", "tagged",    "talked to", "moved", "promised", "paid", "snoozed", "referred somebody", "their book needs it",
    "merged", "told apart"};

const char *bl_kept_word(enum bl_kept_why why) {
    for (int i = 0; i < BL_KEPT_WHYS; i++)
        if ((unsigned)why == 1u << i) return words[i];
    return "changed";
}

enum bl_status bl__take_flush(struct bl__take *take, struct bl_error *err) {
    struct bl_store *store = take->store;
    enum bl_status status = bl__part_flush(store, err);
    if (store->session) sqlite3session_delete(store->session);
    store->session = NULL;
    return status == BL_OK ? bl__session_open(store, err) : status;
}

/* ---- may it be? ------------------------------------------------------------------------------------------------------------------------ */

struct state {
    struct bl_step_row row;
    int64_t later;
};

static enum bl_status look_up(struct bl_store *store, int64_t id, struct bl_arena *arena, struct state *out, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_TAKE_STEP, err);
    bool found = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    enum bl_status status = bl__row(store, stmt, &found, err);
    if (status == BL_OK && found) status = bl__step_row(stmt, arena, &out->row, err);
    if (status == BL_OK && found) out->later = sqlite3_column_int64(stmt, 6);
    sqlite3_reset(stmt);
    if (status != BL_OK || found) return status;
    bl_fail(err, BL_NOT_FOUND, "there is no step #%lld", (long long)id);
    bl_hint(err, "their numbers: bowline undo --list");
    return BL_NOT_FOUND;
}

static enum bl_status possible(const struct bl_step_row *row, struct bl_error *err) {
    if (row->undone) {
        bl_fail(err, BL_REFUSED, "step #%lld is undone already", (long long)row->id);
        bl_hint(err, "bowline redo brings it back");
        return BL_REFUSED;
    }
    if (!row->taken_by) return BL_OK;
    bl_fail(err, BL_REFUSED, "step #%lld was taken back already, by step #%lld", (long long)row->id, (long long)row->taken_by);
    bl_hint(err, "bowline undo --step %lld brings it back", (long long)row->taken_by);
    return BL_REFUSED;
}

/* The steps in the way of one that is no import, newest first: taken back in this order, they leave it free. */
static enum bl_status in_the_way(struct bl__take *take, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf steps = {0};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    bl__marks_settle(&take->way);
    for (size_t i = take->way.n, told = 0; i-- > 0 && told < 5; told++) {
        struct state state;
        enum bl_status status = look_up(take->store, (int64_t)take->way.at[i].key, &arena, &state, err);
        if (status != BL_OK) return status;
        bl_buf_addf(&steps, "%s#%lld (%s)", told ? ", " : "", (long long)state.row.id, state.row.name);
    }
    if (take->way.n > 5) bl_buf_addf(&steps, " and %zu more", take->way.n - 5);
    bl_fail(err, BL_REFUSED, "step #%lld cannot go by itself: changed later by %s", (long long)take->step, bl_buf_text(&steps));
    bl_hint(err, "bowline undo --step %lld first", (long long)take->way.at[take->way.n - 1].key);
    return BL_REFUSED;
}

/* ---- the last step is simply undone ---------------------------------------------------------------------------------------------------------- */

static enum bl_status undo_last(struct bl_store *store, bool dry, struct bl_taken *out, struct bl_error *err) {
    int64_t before = 0, after = 0;
    enum bl_status status = bl_store_count(store, &before, err);
    if (status == BL_OK) status = bl__begin(store, err);
    if (status != BL_OK) return status;
    status = bl__undo_one(store, out->was.id, err);
    if (status == BL_OK) status = bl_store_count(store, &after, err);
    if (status == BL_OK && !dry) status = bl__work_saving(store, err);
    if (status == BL_OK && !dry) status = bl__exec(store, "COMMIT", "save", err);
    if (status != BL_OK || dry) bl_step_rollback(store);
    out->undone = true;
    out->gone = before > after ? before - after : 0;
    return status;
}

/* ---- the new step ---------------------------------------------------------------------------------------------------------------------------- */

/* Who has what is kept of somebody: they themselves, or whom they were merged into since; 0: they were forgotten. */
static enum bl_status holder_of(struct bl_store *store, int64_t id, struct bl_arena *arena, int64_t *holder, struct bl_error *err) {
    const char *name = NULL;
    enum bl_status status = bl__person_name(store, id, arena, &name, err);
    *holder = status == BL_OK ? id : 0;
    if (status != BL_NOT_FOUND) return status;
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_MERGED_INTO, err);
    bool found = false;
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", id);
    status = bl__row(store, stmt, &found, err);
    if (status == BL_OK && found) *holder = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return status;
}

/* Who keeps something, each once. */
static enum bl_status holders(struct bl__take *take, struct bl__marks *out, struct bl_error *err) {
    const struct bl__marks *both[] = {&take->held, &take->kept};
    enum bl_status status = BL_OK;
    for (int b = 0; b < 2; b++)
        for (size_t i = 0; i < both[b]->n && status == BL_OK; i++) {
            const struct bl__mark *mark = &both[b]->at[i];
            int64_t holder = 0;
            status = holder_of(take->store, (int64_t)mark->key, take->arena, &holder, err);
            if (status != BL_OK || !holder) continue;
            uint64_t why = holder == (int64_t)mark->key ? mark->bits : BL_KEPT_MERGED;
            status = bl__mark(out, (uint64_t)holder, why, 0, err);
        }
    bl__marks_settle(out);
    return status;
}

static enum bl_status name_kept(struct bl__take *take, struct bl_taken *out, struct bl_error *err) {
    struct bl__marks marks = {0};
    bl__marks_settle(&take->held);
    enum bl_status status = holders(take, &marks, err);
    struct bl_kept *kept = status == BL_OK ? bl_arena_array(take->arena, marks.n + 1, sizeof *kept) : NULL;
    if (status == BL_OK && !kept) status = bl_nomem(err);
    for (size_t i = 0; i < marks.n && status == BL_OK; i++) {
        kept[i] = (struct bl_kept){.id = (int64_t)marks.at[i].key, .why = (unsigned)marks.at[i].bits};
        status = bl__person_name(take->store, kept[i].id, take->arena, &kept[i].name, err);
    }
    if (status == BL_OK) out->kept = kept, out->kept_count = marks.n;
    bl__marks_free(&marks);
    return status;
}

static enum bl_status mark_step(struct bl__take *take, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(take->store, BL_SQL_TAKE_MARK, err);
    if (!stmt) return err->status;
    bl__bind_int(stmt, ":id", take->store->step_id);
    bl__bind_int(stmt, ":takes", take->step);
    return bl__run(take->store, stmt, err);
}

/* The facts go back; where that changed when weeks begin, what hangs on weeks follows. */
static enum bl_status turn(struct bl__take *take, struct bl_error *err) {
    int before = 0, after = 0;
    enum bl_status status = bl_store_lead(take->store, &before, err);
    if (status == BL_OK) status = bl__take_turn(take, err);
    if (status == BL_OK) status = bl__mend_old(take->store, take->step, err);
    if (status == BL_OK) status = bl_store_lead(take->store, &after, err);
    return status == BL_OK && before != after ? bl__weeks_follow(take->store, before, after, err) : status;
}

static enum bl_status carry_out(struct bl__take *take, struct bl_taken *out, struct bl_error *err) {
    struct bl_work work = {0};
    enum bl_status status = bl__step_work(take->store, take->step, false, &work, err);
    if (status == BL_OK) status = bl__work(take->store, work, err);
    if (status == BL_OK) status = bl__take_look(take, err);
    if (status == BL_OK) status = turn(take, err);
    if (status == BL_OK && take->way.n && !take->bulk) return in_the_way(take, err);
    if (status == BL_OK) status = bl__take_talks(take, err);
    if (status == BL_OK) status = bl__take_people(take, err);
    if (status == BL_OK) status = name_kept(take, out, err);
    out->gone = take->gone;
    for (size_t i = 0; i < take->turned.n; i++) out->back += !bl__take_in_run(take, (int64_t)take->turned.at[i].key);
    if (status != BL_OK || take->store->parts) return status == BL_OK ? mark_step(take, err) : status;
    return bl_fail(err, BL_REFUSED, "nothing of step #%lld is left to take back: later steps touched all of it", (long long)take->step);
}

static enum bl_status new_step(struct bl__take *take, bool dry, struct bl_taken *out, struct bl_error *err) {
    struct bl_store *store = take->store;
    BL_AUTO(bl_buf) struct bl_buf name = {0};
    enum bl_status status = bl_step_begin(store, dry, err);
    if (status != BL_OK) return status;
    status = carry_out(take, out, err);
    bl_buf_addf(&name, "take back %s", out->was.name);
    if (out->kept_count) bl_buf_addf(&name, ", %zu kept", out->kept_count);
    if (status == BL_OK && name.failed) status = bl_nomem(err);
    if (status == BL_OK) status = bl__work_saving(store, err);
    if (status == BL_OK) return bl_step_commit(store, bl_buf_text(&name), &out->step, err);
    bl_step_rollback(store);
    return status;
}

enum bl_status bl_step_take_back(struct bl_store *store, int64_t id, bool dry, struct bl_arena *arena, struct bl_taken *out,
                                 struct bl_error *err) {
    struct bl__take take = {.store = store, .arena = arena, .step = id};
    struct bl_taken taken = {0};
    struct state state = {0};
    enum bl_status status = look_up(store, id, arena, &state, err);
    if (status == BL_OK) status = possible(&state.row, err);
    if (status != BL_OK) return status;
    taken.was = state.row;
    bl__lean_savepoints(store, true);
    status = state.later ? new_step(&take, dry, &taken, err) : undo_last(store, dry, &taken, err);
    bl__lean_savepoints(store, false);
    bl__work_done(store);
    struct bl__marks *all[] = {&take.owners, &take.people, &take.rows, &take.kept, &take.held,
                               &take.stuck,  &take.turned, &take.way,  &take.talks};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) bl__marks_free(all[i]);
    if (status == BL_OK) *out = taken;
    return status;
}
