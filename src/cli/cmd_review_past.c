/* Reviews that were finished: --finish keeps one with its promises, --past lists them, and one of them can be held against what the book says now. */
#include "cli/review.h"

#include <string.h>

static enum bl_status snapshot(struct call *call, bl_day as_of, struct bl_buf *out, struct bl_error *err) {
    struct bl_review both[BL_TRACKS];
    for (int lens = 0; lens < BL_TRACKS; lens++) {
        enum bl_status status = bl_store_review(call->store, (enum bl_lens)lens, as_of, REVIEW_IDS, &call->arena, &both[lens], err);
        if (status != BL_OK) return status;
    }
    bl_json_snapshot(out, &both[0], &both[1]);
    return out->failed ? bl_nomem(err) : BL_OK;
}

static enum bl_status read_words(struct call *call, struct bl_finished *review, struct bl_error *err) {
    enum bl_status status = opt_all(&call->args, "promise", &call->arena, &review->promises, err);
    if (status != BL_OK) return status;
    if (review->promises.n > BL_REVIEW_PROMISES) { /* before a file is made for it */
        bl_fail(err, BL_USAGE, "a review ends in at most %d promises, not %zu", BL_REVIEW_PROMISES, review->promises.n);
        bl_hint(err, "what matters most this week? leave the rest out");
        return BL_USAGE;
    }
    for (size_t i = 0; i < review->promises.n; i++)
        if (!review->promises.at[i][strspn(review->promises.at[i], " \t\n")]) return bl_fail(err, BL_USAGE, "--promise is empty");
    review->improve = opt_value(&call->args, "improve");
    return BL_OK;
}

static void told(struct call *call, const struct bl_finished *review) {
    char word[16], day[BL_DATE_SIZE], week[BL_DATE_SIZE];
    out_fmt(&call->out, "%s#%lld  %s, as of %s\n", label("review", word), (long long)review->id, bl_week_name(review->from, week),
            bl_day_long(review->as_of, day));
    for (size_t i = 0; i < review->promises.n; i++) {
        const char *sign = review->kept < 0 ? "" : (review->kept & 1 << i) == 0 ? "not kept: " : call->env->utf8 ? "✓ " : "kept: ";
        out_fmt(&call->out, "%s%s%s\n", label("promise", word), sign, call_text(call, review->promises.at[i]));
    }
    if (review->improve) out_fmt(&call->out, "%s%s\n", label("improve", word), call_text(call, review->improve));
}

/* --kept N: of what the last review promised. What is said once can be said again. */
static enum bl_status keep_last(struct call *call, struct bl_error *err) {
    struct bl_strs numbers;
    struct bl_finished last;
    bool there = false;
    unsigned kept = 0;
    enum bl_status status = opt_all(&call->args, "kept", &call->arena, &numbers, err);
    if (status != BL_OK || !numbers.n) return status;
    status = bl_review_last(call->store, &call->arena, &last, &there, err);
    for (size_t i = 0; status == BL_OK && i < numbers.n; i++) {
        int64_t number = 0;
        status = value_count("the number of a promise", numbers.at[i], 1, &number, err);
        if (status == BL_OK && (!there || number > (int64_t)last.promises.n)) {
            bl_fail(err, BL_NOT_FOUND, "the last review has no promise number %lld", (long long)number);
            bl_hint(err, "bowline review --past shows them");
            return BL_NOT_FOUND;
        }
        if (status == BL_OK) kept |= 1u << (number - 1);
    }
    return status == BL_OK ? bl_review_kept(call->store, last.id, kept, err) : status;
}

/* A second review of one week is not made in silence: it is said, and where it promises nothing itself, what the first one promised and nobody has kept goes on, so that the
 * next review does not open with nothing. */
static enum bl_status follow(struct call *call, struct bl_finished *review, struct bl_error *err) {
    struct bl_finished last;
    bool there = false;
    char day[BL_DATE_SIZE], week[BL_DATE_SIZE];
    enum bl_status status = bl_review_last(call->store, &call->arena, &last, &there, err);
    if (status != BL_OK || !there || last.from != review->from) return status;
    bool goes_on = !review->promises.n && !review->improve;
    if (goes_on) {
        for (size_t i = 0; i < last.promises.n; i++)
            if (last.kept < 0 || (last.kept & 1 << i) == 0) last.promises.at[review->promises.n++] = last.promises.at[i];
        review->promises.at = last.promises.at;
        review->improve = last.improve;
    }
    call_say(call, "%s was reviewed already, on %s (#%lld); this is another one%s\n", bl_week_name(review->from, week),
             bl_day_long(last.as_of, day), (long long)last.id,
             goes_on && (review->promises.n || review->improve) ? ", and what the first one promised goes on" : "");
    return BL_OK;
}

enum bl_status review_finish(struct call *call, bl_day as_of, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf figures = {0};
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_finished review = {.as_of = as_of, .kept = -1};
    int lead = 0;
    struct bl_json json;
    char week[BL_DATE_SIZE];
    int64_t step = 0;
    enum bl_status status = read_words(call, &review, err);
    if (status == BL_OK) status = opt_value(&call->args, "kept") ? call_write_there(call, err) : call_write(call, err);
    if (status == BL_OK) status = keep_last(call, err);
    if (status == BL_OK) status = snapshot(call, as_of, &figures, err);
    if (status == BL_OK) status = bl_store_lead(call->store, &lead, err);
    review.figures = bl_buf_text(&figures);
    review.from = bl_week_start(as_of, lead);
    if (status == BL_OK) status = follow(call, &review, err);
    if (status == BL_OK) status = bl_review_finish(call->store, &review, &review.id, err);
    const char *name = bl_arena_printf(&call->arena, "finish the review of %s", bl_week_name(review.from, week));
    if (status == BL_OK) status = name ? call_commit(call, name, &step, err) : bl_nomem(err);
    if (status != BL_OK) return status;
    if (call->json) {
        bl_json_open(&json, &out);
        bl_json_finished(&json, &review, false);
        return json_put(call, &out, err);
    }
    if (call->quiet) return BL_OK;
    told(call, &review);
    call_undo_line(call, step);
    return BL_OK;
}

/* ---- past ones ------------------------------------------------------------------------------------------------------------------- */

static enum bl_status list_past(struct call *call, const struct bl_finished *rows, size_t n, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    if (call->json) {
        bl_json_open(&json, &out);
        bl_json_array(&json);
        for (size_t i = 0; i < n; i++) {
            bl_json_line(&json);
            bl_json_finished(&json, &rows[i], false);
        }
        bl_json_end(&json, ']');
        return json_put(call, &out, err);
    }
    if (!n) call_say(call, "no review was finished yet; one ends with: %s review --finish --promise TEXT\n", call_self(call));
    for (size_t i = 0; i < n; i++) {
        if (i) out_str(&call->out, "\n");
        told(call, &rows[i]);
    }
    return BL_OK;
}

/* Where the book says something else today than it did then. */
static enum bl_status restated(struct call *call, const struct bl_finished *review, struct bl_error *err) {
    char word[16];
    int told_of = 0;
    for (int lens = 0; lens < BL_TRACKS; lens++) {
        struct bl_stock then[BL_STATES + 1], now[BL_STATES + 1];
        enum bl_status status = bl_review_then(call->store, review->id, (enum bl_lens)lens, then, err);
        if (status == BL_OK) status = bl_store_span(call->store, (enum bl_lens)lens, review->from, review->as_of, now, err);
        if (status != BL_OK) return status;
        for (int s = 1; s < BL_STATES; s++) {
            const struct bl_stock *a = &then[s], *b = &now[s];
            if (a->open == b->open && a->in == b->in && a->out == b->out && a->close == b->close) continue;
            out_fmt(&call->out, "%s%s %s: %lld/%lld/%lld/%lld then, %lld/%lld/%lld/%lld now (open/in/out/close)\n",
                    label(told_of++ ? "" : "restated", word), bl_lens_name((enum bl_lens)lens), bl_track_label((enum bl_track)lens, s),
                    (long long)a->open, (long long)a->in, (long long)a->out, (long long)a->close, (long long)b->open, (long long)b->in,
                    (long long)b->out, (long long)b->close);
        }
    }
    if (!told_of) out_fmt(&call->out, "%sthe book says the same today\n", label("stands", word));
    return BL_OK;
}

static enum bl_status show_past(struct call *call, const struct bl_finished *review, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    if (call->json) {
        bl_json_open(&json, &out);
        bl_json_finished(&json, review, true);
        return json_put(call, &out, err);
    }
    told(call, review);
    return restated(call, review, err);
}

enum bl_status review_past(struct call *call, struct bl_error *err) {
    struct bl_finished *rows = NULL;
    int64_t id = 0;
    size_t n = 0;
    enum bl_status status = BL_OK;
    if (call->args.words.n > 1) return bl_fail(err, BL_USAGE, "review --past takes one number at most");
    if (call->args.words.n) status = value_count("the number of a review", call->args.words.at[0], 1, &id, err);
    if (status == BL_OK) status = call_open(call, err);
    if (status == BL_OK) status = bl_review_list(call->store, id, 0, &call->arena, &rows, &n, err);
    if (status != BL_OK) return status;
    return id ? show_past(call, &rows[0], err) : list_past(call, rows, n, err);
}
