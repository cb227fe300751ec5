/* Taking an entry out of the book: first only what would follow from it, then in earnest, as a step with a name. */
#include "term/perform.h"

/* “the move of 2026-11-20: education → selection”; as the name of a step like that of the command line. */
static void name_entry(struct bl_buf *out, const struct bl_entry *entry, const char *who) {
    char day[BL_DATE_SIZE];
    bl_buf_addf(out, "%sthe %s of %s%s%s: ", who ? "void " : "", bl_act_name(entry->act), bl_day_iso(entry->day, day), who ? " of " : "",
                who ? who : "");
    bl_book_words(out, entry);
}

static void say_after(struct bl_buf *out, const char *who, const struct bl_recorded *recorded) {
    const struct bl_standing *a = &recorded->after, *b = &recorded->before;
    bool same = a->status == b->status && a->stage == b->stage && a->moment == b->moment && a->stage_since == b->stage_since &&
                a->moment_since == b->moment_since;
    if (same) {
        bl_buf_addf(out, "%s stands where they do now; only the history changes.", who);
        return;
    }
    bl_buf_addf(out, "%s would stand in %s and %s", who, bl_track_label(BL_STAGE, a->stage), bl_track_label(BL_MOMENT, a->moment));
    if (a->status != BL_ACTIVE) bl_buf_addf(out, ", %s", bl_status_name(a->status));
    bl_buf_addf(out, ", not in %s and %s", bl_track_label(BL_STAGE, b->stage), bl_track_label(BL_MOMENT, b->moment));
    if (b->status != BL_ACTIVE) bl_buf_addf(out, ", %s", bl_status_name(b->status));
    bl_buf_str(out, ".");
}

static enum bl_status take_out(struct performer *performer, const struct effect *effect, bool dry, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    BL_AUTO(bl_buf) struct bl_buf name = {0};
    struct bl_person person;
    struct bl_recorded recorded;
    enum bl_status status = bl_step_begin(performer->store, dry, err);
    if (status != BL_OK) return status;
    status = bl_store_person(performer->store, effect->ids.at[0], &arena, &person, err);
    if (status == BL_OK) status = bl_entry_void(performer->store, effect->ids.at[1], effect->text, &recorded, err);
    if (status == BL_OK) {
        bl_buf_cut(&performer->text, 0);
        bl_buf_cut(&performer->more, 0);
        name_entry(&name, &recorded.as, person.name);
        if (dry) {
            name_entry(&performer->text, &recorded.as, NULL);
            bl_buf_str(&performer->text, "\n");
            say_after(&performer->text, person.name, &recorded);
        } else
            bl_buf_str(&performer->text, bl_buf_text(&name));
        status = bl_step_commit(performer->store, bl_buf_text(&name), NULL, err);
    }
    if (status != BL_OK) bl_step_rollback(performer->store);
    return status;
}

bool perform_void(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    enum bl_status status = effect->ids.n == 2 ? BL_OK : bl_fail(&err, BL_USAGE, "no entry was named");
    if (status == BL_OK && performer->import.import) status = bl_fail(&err, BL_BUSY, "an import is running");
    if (status == BL_OK) status = take_out(performer, effect, effect->flag, &err);
    if (status != BL_OK) return perform_failed(performer, effect, &err, out);
    if (!effect->flag) return perform_stepped(performer, effect, effect->ids.at[0], out);
    *out = (struct msg){.kind = MSG_FOLLOWS, .of = effect->kind, .serial = effect->serial, .text = bl_buf_text(&performer->text)};
    return true;
}
