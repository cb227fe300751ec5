/* Day first or month first is decided once, by all values of the column: one that can only be read one way votes for it, and most votes win. A column that has both is
 * told with its lines, and what does not fit is left out: a day is never turned round to make it fit. As many of one as of the other decide nothing.
 *
 * The first rows seldom have all votes, so the whole file is looked through before anything is imported. Only files that can be read twice; of a pipe the
 * first rows decide. */
#include "exchange/job.h"

#include <string.h>

/* The day somebody was met first, and the days of conversations; a program writes all days of a file in one order. */
bool bl__dates_stand_in(const struct bl__plan *plan, size_t column) {
    if (plan->at[column].field == BL_IF_FIRST_CONTACT || plan->at[column].birthday) return true;
    enum bl__role role = plan->preset ? bl__preset_role(plan->preset, plan->at[column].key) : BL__ROLE_NONE;
    return role == BL__ROLE_DATE && !plan->at[column].wished;
}

void bl__votes_add(struct bl__votes *votes, size_t column, int64_t line, const char *s, size_t n) {
    bl__value_bare(&s, &n);
    enum bl__order order = bl__date_votes(s, n);
    if (!order) order = bl__birthday_votes(s, n);
    if (!order) return;
    if (!votes->of[BL__DMY].n && !votes->of[BL__MDY].n) votes->column = column;
    struct bl__vote *vote = &votes->of[order];
    if (vote->n < BL__VOTE_LINES) vote->lines[vote->n] = line;
    if (!vote->n) {
        size_t k = n < sizeof vote->sample ? n : sizeof vote->sample - 1;
        while (k && k < n && ((unsigned char)s[k] & 0xC0) == 0x80) k--;
        memcpy(vote->sample, s, k);
        vote->sample[k] = '\0';
    }
    vote->n++;
}

enum bl__order bl__votes_order(const struct bl__votes *votes) {
    int64_t dmy = votes->of[BL__DMY].n, mdy = votes->of[BL__MDY].n;
    return dmy == mdy ? BL__ORDER_NONE : dmy > mdy ? BL__DMY : BL__MDY;
}

static void put_vote(struct bl_buf *out, const struct bl__vote *vote, const char *what) {
    bl_buf_addf(out, "%s in line %lld (\xE2\x80\x9C%s\xE2\x80\x9D)", what, (long long)vote->lines[0], vote->sample);
    int64_t shown = vote->n < BL__VOTE_LINES ? vote->n : BL__VOTE_LINES;
    for (int64_t i = 1; i < shown; i++) bl_buf_addf(out, ", %lld", (long long)vote->lines[i]);
    if (vote->n > shown) bl_buf_addf(out, " and %lld more", (long long)(vote->n - shown));
}

const char *bl__votes_text(const struct bl__votes *votes, const char *column, struct bl_arena *arena) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    if (!votes->of[BL__DMY].n || !votes->of[BL__MDY].n) return NULL;
    enum bl__order order = bl__votes_order(votes);
    bl_buf_addf(&text, "%s: days are written both ways, ", column);
    put_vote(&text, &votes->of[BL__DMY], "day first");
    put_vote(&text, &votes->of[BL__MDY], "; month first");
    bl_buf_str(&text, order == BL__DMY   ? ": read as day first, like most"
                      : order == BL__MDY ? ": read as month first, like most"
                                         : ": which it is cannot be told");
    return text.failed ? NULL : bl_arena_str(arena, text.data);
}

/* ---- the whole file --------------------------------------------------------------------------------------------------------- */

static enum bl_status scan(struct bl__source *source, struct bl__look *look, struct bl_error *err) {
    BL_AUTO(bl__csv) struct bl__csv *csv = NULL;
    struct bl__votes votes = {0};
    enum bl_status status = bl__csv_open(source, look->delimiter, look->data_at, look->data_line, &csv, err);
    if (status) return status;
    if (look->rejects) bl__csv_reasons(csv);
    bl__csv_width(csv, look->plan.n);
    for (bool end = false; !end;) {
        struct bl__row row;
        status = bl__csv_next(csv, &row, &end, err);
        if (status) return status;
        for (size_t c = 0; !end && !row.bad && c < row.n && c < look->plan.n; c++)
            if (bl__dates_stand_in(&look->plan, c)) bl__votes_add(&votes, c, row.line, row.at[c].s, row.at[c].n);
    }
    look->plan.votes = votes;
    look->plan.order = bl__votes_order(&votes);
    return BL_OK;
}

enum bl_status bl__scan_order(int fd, int64_t offset, const char *encoding, struct bl__look *look, struct bl_error *err) {
    struct bl__source source;
    size_t mark = 0;
    enum bl_status status = bl__source_open(&source, fd, offset, err);
    if (status) return status;
    status = bl__source_head(&source, err);
    if (!status) status = bl__decoder_open(&source.decoder, encoding, source.raw, source.raw_n, &mark, err);
    if (!status) status = bl__source_decode(&source, mark, err);
    if (!status) status = scan(&source, look, err);
    bl__source_close(&source);
    return status;
}
