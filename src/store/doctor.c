/* The doctor: looks at everything, mends what follows from something else, and looks once more, so that what it says at the end was seen and not hoped for.
 *
 * People's rows are mended as one step: the undo journal compares rows when it takes a step back, so a repair behind its back would make older steps impossible. Totals, full text
 * and indexes are not journalled and are rebuilt as they are. Nothing that a user typed is ever changed. */
#include "store/doctor.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SHOWN = 20 };

static const char *const check_names[BL__CHECKS] = {"file",    "keys",   "indexes", "search",    "book",  "totals",
                                                    "balance", "people", "journal", "snapshots", "rights"};

enum bl_status bl__found(struct bl__exam *exam, enum bl__check check, bool mendable, struct bl_error *err, const char *fmt, ...) {
    if (exam->count[check]++ >= SHOWN) {
        exam->mendable[check] = exam->mendable[check] && mendable;
        return BL_OK;
    }
    if (exam->count[check] == 1 || !mendable) exam->mendable[check] = mendable;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    va_list ap;
    va_start(ap, fmt);
    bl_buf_vaddf(&text, fmt, ap);
    va_end(ap);
    struct bl_finding *found = text.failed ? NULL : bl__rows_add(&exam->findings, err);
    const char *kept = found ? bl_arena_str(exam->arena, bl_buf_text(&text)) : NULL;
    if (!kept) return bl_nomem(err);
    *found = (struct bl_finding){.check = check_names[check], .text = kept, .mendable = mendable};
    return BL_OK;
}

enum bl_status bl__exam_person(struct bl__exam *exam, int64_t id, struct bl_error *err) {
    const int64_t *at = exam->people.at;
    if (exam->people.n && at[exam->people.n - 1] == id) return BL_OK;
    int64_t *slot = bl__rows_add(&exam->people, err);
    if (!slot) return err->status;
    *slot = id;
    return BL_OK;
}

static enum bl_status count(struct bl__exam *exam, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(exam->store, BL_SQL_DOCTOR_LAST, err);
    bool row = false;
    if (!stmt) return err->status;
    enum bl_status status = bl__row(exam->store, stmt, &row, err);
    if (status == BL_OK && row) {
        exam->seen.entries = sqlite3_column_int64(stmt, 1);
        exam->seen.steps = sqlite3_column_int64(stmt, 2);
    }
    sqlite3_reset(stmt);
    return status;
}

static enum bl_status tell_rest(struct bl__exam *exam, struct bl_error *err) {
    for (int check = 0; check < BL__CHECKS; check++) {
        int64_t more = exam->count[check] - SHOWN;
        if (more <= 0) continue;
        struct bl_finding *found = bl__rows_add(&exam->findings, err);
        const char *text = found ? bl_arena_printf(exam->arena, "and %lld more of this kind", (long long)more) : NULL;
        if (!text) return bl_nomem(err);
        *found = (struct bl_finding){.check = check_names[check], .text = text, .mendable = exam->mendable[check]};
    }
    return BL_OK;
}

/* At one moment of the file: another program may go on writing. */
static enum bl_status examine_book(struct bl__exam *exam, struct bl_error *err) {
    enum bl_status status = bl_store_hold(exam->store, err);
    if (status != BL_OK) return status;
    status = count(exam, err);
    if (status == BL_OK) status = bl_store_lead(exam->store, &exam->lead, err);
    if (status == BL_OK) status = bl__exam_people(exam, err);
    if (status == BL_OK) status = bl__exam_totals(exam, err);
    if (status == BL_OK) status = bl__exam_balance(exam, err);
    if (status == BL_OK) status = bl__exam_journal(exam, err);
    bl_store_release(exam->store);
    return status;
}

/* One look at all of it. The book is only replayed from a file whose pages are whole: what a broken page answers proves nothing. */
static enum bl_status examine(struct bl_store *store, struct bl_arena *arena, struct bl__exam *exam, struct bl_error *err) {
    *exam = (struct bl__exam){.store = store, .arena = arena};
    exam->findings = (struct bl__rows){.size = sizeof(struct bl_finding), .arena = arena};
    exam->people = (struct bl__rows){.size = sizeof(int64_t), .arena = arena};
    exam->objects = (struct bl__rows){.size = sizeof(char *), .arena = arena};
    enum bl_status status = bl__exam_file(exam, err);
    bool whole = exam->count[BL__CHECK_FILE] == 0;
    if (status == BL_OK && whole) status = examine_book(exam, err);
    if (status == BL_OK && whole) status = bl__exam_search(exam, err);
    if (status == BL_OK) status = bl__exam_beside(exam, err);
    return status == BL_OK ? tell_rest(exam, err) : status;
}

/* ---- mending ---------------------------------------------------------------------------------------------------------------------- */

static enum bl_status mend_people(struct bl__exam *exam, int64_t *step, struct bl_error *err) {
    struct bl_store *store = exam->store;
    const int64_t *ids = exam->people.at;
    if (!exam->people.n && !exam->keys) return BL_OK;
    enum bl_status status = bl_step_begin(store, false, err);
    if (status == BL_OK) status = bl__run_one(store, BL_SQL_DOCTOR_KEYS_MEND, err);
    if (status == BL_OK) status = bl__run_one(store, BL_SQL_DOCTOR_HANDLES_MEND, err);
    for (size_t i = 0; i < exam->people.n && status == BL_OK; i++) {
        status = bl__refresh_person(store, ids[i], err);
        if (status == BL_REFUSED) status = BL_OK; /* a history that cannot be replayed was told; the others are mended */
    }
    char name[64];
    snprintf(name, sizeof name, "doctor: %zu %s derived anew", exam->people.n, exam->people.n == 1 ? "person" : "people");
    if (status == BL_OK) return bl_step_commit(store, name, step, err);
    bl_step_rollback(store);
    return status;
}

static enum bl_status mend_totals(struct bl_store *store, struct bl_error *err) {
    enum bl_status status = bl__begin(store, err);
    if (status == BL_OK) status = bl__rebuild_totals(store, err);
    if (status == BL_OK) return bl__exec(store, "COMMIT", "mend the totals", err);
    bl_step_rollback(store);
    return status;
}

/* A step that cannot be taken back bars the way to all before it. */
static enum bl_status mend_journal(struct bl__exam *exam, struct bl_error *err) {
    if (!exam->bad_step) return BL_OK;
    return bl__run_for(exam->store, BL_SQL_DOCTOR_DROP_STEPS, exam->bad_step, err);
}

static enum bl_status mend_beside(struct bl__exam *exam, struct bl_error *err) {
    struct bl_strs left = {0};
    if (exam->rights && chmod(exam->store->path, 0600) != 0)
        return bl_fail(err, BL_FAILED, "cannot change the rights of %s", exam->store->path);
    enum bl_status status = bl__leftovers(exam->store->path, exam->arena, &left, err);
    for (size_t i = 0; i < left.n && status == BL_OK; i++) unlink(left.at[i]);
    return status;
}

static enum bl_status mend(struct bl__exam *exam, int64_t *step, struct bl_error *err) {
    struct bl_store *store = exam->store;
    const char *const *objects = exam->objects.at;
    enum bl_status status = BL_OK;
    for (size_t i = 0; i < exam->objects.n && status == BL_OK; i++) status = bl__exec(store, objects[i], "make what is missing", err);
    if (status == BL_OK && exam->indexes) status = bl__exec(store, "REINDEX", "rebuild the indexes", err);
    if (status == BL_OK && exam->search) status = bl__rebuild_search(store, err);
    if (status == BL_OK) status = mend_journal(exam, err);
    if (status == BL_OK) status = mend_people(exam, step, err);
    /* After the people: their entries write totals by trigger. */
    if (status == BL_OK && (exam->totals || exam->people.n || exam->objects.n)) status = mend_totals(store, err);
    return status == BL_OK ? mend_beside(exam, err) : status;
}

/* ---- the call ---------------------------------------------------------------------------------------------------------------------- */

static bool still_there(const struct bl__exam *after, const struct bl_finding *finding) {
    const struct bl_finding *at = after->findings.at;
    for (size_t i = 0; i < after->findings.n; i++)
        if (strcmp(at[i].check, finding->check) == 0 && strcmp(at[i].text, finding->text) == 0) return true;
    return false;
}

/* What was found first, marked as mended where the second look does not find it; then what only the second look saw. */
static enum bl_status lay_together(struct bl__exam *before, const struct bl__exam *after, struct bl_error *err) {
    struct bl_finding *first = before->findings.at;
    for (size_t i = 0; i < before->findings.n; i++) first[i].mended = !still_there(after, &first[i]);
    const struct bl_finding *second = after->findings.at;
    for (size_t i = 0; i < after->findings.n; i++) {
        if (still_there(before, &second[i])) continue;
        struct bl_finding *slot = bl__rows_add(&before->findings, err);
        if (!slot) return err->status;
        *slot = second[i];
    }
    return BL_OK;
}

enum bl_status bl_doctor(struct bl_store *store, bool mending, struct bl_arena *arena, struct bl_diagnosis *out, struct bl_error *err) {
    struct bl__exam exam, again;
    int64_t step = 0;
    bool sound = false;
    enum bl_status status = store->step ? bl_fail(err, BL_FAILED, "a step is open already") : examine(store, arena, &exam, err);
    if (status != BL_OK) return status;
    sound = exam.findings.n == 0;
    if (mending && !sound) {
        status = mend(&exam, &step, err);
        if (status == BL_OK) status = examine(store, arena, &again, err);
        if (status == BL_OK) status = lay_together(&exam, &again, err);
        if (status != BL_OK) return status;
        sound = again.findings.n == 0;
        exam.seen = again.seen;
    }
    *out = exam.seen;
    out->at = exam.findings.at;
    out->n = exam.findings.n;
    out->sound = sound;
    out->step = step;
    return BL_OK;
}
