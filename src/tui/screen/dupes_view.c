/* Two people side by side, drawn: what speaks for their being one, and field by field what would stay. What stands is bright, what does not is dim; a sign between the
 * two says the same without colour: ◂ the left one's, ▸ the right one's, + both, = they agree. */
#include "tui/screen/screens.h"

#include "tui/screen/pen.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { NARROW = 56, ROOMY = 12, GAP = 4, LABEL = 15, LABEL_SHORT = 9 };

struct columns {
    int label, width, left, sign, right;
};

static struct columns columns_of(const struct area *area) {
    struct columns c = {.label = area->cols >= NARROW ? LABEL : LABEL_SHORT};
    c.width = (area->cols - c.label - GAP - 1) / 2;
    c.left = c.label;
    c.sign = c.left + c.width + 1;
    c.right = c.left + c.width + GAP;
    return c;
}

/* What stands when the left one is kept: −1 the left one's, 1 the right one's, 0 both or the same. */
static int stands(const struct bl_merge_field *f, int chosen) {
    if (f->how == BL_MERGE_FILLED) return 1;
    if (f->how == BL_MERGE_KEPT) return chosen == 2 ? 1 : -1;
    if (f->how == BL_MERGE_SAME && !f->second) return -1;
    return 0;
}

static const char *sign_of(const struct bl_merge_field *f, int chosen) {
    int side = stands(f, chosen);
    if (side) return side < 0 ? "◂" : "▸";
    if (f->how == BL_MERGE_JOINED || f->how == BL_MERGE_TAKEN) return chosen == 2 ? "▸+" : "+";
    return "=";
}

static void draw_value(struct area line, int col, int width, const char *text, bool bright, bool bold) {
    struct style style = STYLE_OF(bright ? ROLE_TEXT : ROLE_DIM, bright && bold ? STYLE_BOLD : 0);
    put_in(line, 0, col, width, false, text ? style : STYLE(ROLE_DIM), text ? text : "—");
}

/* The names of fields as people say them. */
static const char *field_label(const char *name, bool narrow) {
    static const struct {
        const char *name, *label, *brief;
    } labels[] = {{"email", "e-mail", "e-mail"},       {"url", "profile", "url"},       {"first_contact", "first contact", "since"},
                  {"referred_by", "brought by", "by"}, {"snooze", "snoozed", "snooze"}, {"company", "company", "firm"}};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(labels[i].name, name) == 0) return narrow ? labels[i].brief : labels[i].label;
    return name;
}

static void draw_field(struct area line, const struct bl_merge_field *f, int chosen, bool here) {
    struct columns c = columns_of(&line);
    int side = stands(f, chosen);
    put(line, 0, 0, STYLE(ROLE_KEY), here ? "▌" : " ");
    put_in(line, 0, 1, c.label - 2, false, STYLE(f->choice ? ROLE_TEXT : ROLE_DIM), field_label(f->name, c.label == LABEL_SHORT));
    if (!f->first && !f->second && f->result) { /* a note that neither has, made of what does not stand any more */
        put_in(line, 0, c.left, line.cols - c.left - 1, false, STYLE(ROLE_DIM), f->result);
        if (here) restyle(line, 0, 0, line.cols, STYLE_REVERSE);
        return;
    }
    draw_value(line, c.left, c.width, f->first, side <= 0, f->choice && side < 0);
    put(line, 0, c.sign, STYLE_OF(f->choice ? ROLE_KEY : ROLE_DIM, f->choice ? STYLE_BOLD : 0), sign_of(f, chosen));
    draw_value(line, c.right, c.width, f->second, side >= 0, f->choice && side > 0);
    if (here) restyle(line, 0, 0, line.cols, STYLE_REVERSE);
}

static void draw_label(struct area line, const struct columns *c, const char *label) {
    put_in(line, 0, 1, c->label - 2, false, STYLE(ROLE_DIM), label);
}

/* Journey i of one of the two, in their order; NULL: there are no more. */
static const struct bl_journey *journey_of(const struct bl_merge *m, int64_t person, int i) {
    for (size_t k = 0; k < m->journey_count; k++)
        if (m->journeys[k].person == person && i-- == 0) return &m->journeys[k];
    return NULL;
}

/* Lines of journeys: those of the two stand side by side. */
static int journey_rows(const struct bl_merge *m) {
    int n = 0;
    while (journey_of(m, m->first.id, n) || journey_of(m, m->second.id, n)) n++;
    return n;
}

/* "selection since 2 Nov" in the column of whose it is. */
static void draw_journey(struct area line, const struct bl_journey *j, bool left, bl_day today) {
    struct columns c = columns_of(&line);
    char day[BL_DATE_SIZE];
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    if (!j) return;
    bl_buf_addf(&text, "%s%s%s%s since %s", j->stays ? "" : "out: ", bl_track_label(BL_STAGE, j->stage), j->status ? ", " : "",
                j->status ? bl_status_name(j->status) : "", bl_day_short(j->from, today, day));
    if (j->stays && j->becomes > 1) bl_buf_addf(&text, " · cycle %d", j->becomes);
    put_in(line, 0, left ? c.left : c.right, c.width, false, STYLE(j->stays ? ROLE_TEXT : ROLE_WARN), bl_buf_text(&text));
}

static void draw_journeys(struct area line, const struct bl_merge *m, int i, bl_day today) {
    struct columns c = columns_of(&line);
    draw_label(line, &c, i ? "" : journey_rows(m) > 1 ? "journeys" : "journey");
    draw_journey(line, journey_of(m, m->first.id, i), true, today);
    draw_journey(line, journey_of(m, m->second.id, i), false, today);
}

/* What is paid a month: of each, and bright what stands afterwards. */
static void draw_revenue(struct area line, const struct bl_merge *m) {
    struct columns c = columns_of(&line);
    const struct bl_person *of[] = {&m->first, &m->second};
    draw_label(line, &c, "revenue");
    for (int i = 0; i < 2; i++) {
        char money[BL_MONEY_SIZE], text[BL_MONEY_SIZE + 16] = "";
        bool set = of[i]->mrr != BL_NO_MONEY;
        if (set) snprintf(text, sizeof text, "%s a month", bl_money_text(of[i]->mrr, money));
        draw_value(line, i ? c.right : c.left, c.width, set ? text : NULL, of[i]->mrr == m->mrr, false);
    }
    bool left = m->first.mrr == m->mrr, right = m->second.mrr == m->mrr;
    put(line, 0, c.sign, STYLE(ROLE_DIM), left && right ? "=" : left ? "◂" : right ? "▸" : "+");
}

/* The next promise of each; all of them go on. */
static void draw_next(struct area line, const struct bl_merge *m, bl_day today) {
    struct columns c = columns_of(&line);
    const struct bl_person *of[] = {&m->first, &m->second};
    draw_label(line, &c, "promised");
    for (int i = 0; i < 2; i++) {
        const struct bl_next *next = &of[i]->next;
        char day[BL_DATE_SIZE];
        BL_AUTO(bl_buf) struct bl_buf text = {0};
        if (next->id) bl_buf_addf(&text, "%s%s", next->theirs ? "by them: " : "", next->text);
        if (next->id && next->due != BL_NO_DAY) bl_buf_addf(&text, ", due %s", bl_day_short(next->due, today, day));
        draw_value(line, i ? c.right : c.left, c.width, next->id ? bl_buf_text(&text) : NULL, true, false);
    }
    if (m->first.next.id && m->second.next.id) put(line, 0, c.sign, STYLE(ROLE_DIM), "+");
}

static void draw_talks(struct area line, const struct bl_merge *m) {
    struct columns c = columns_of(&line);
    char text[48];
    draw_label(line, &c, "said");
    const struct bl_person *of[] = {&m->first, &m->second};
    for (int i = 0; i < 2; i++)
        put_in(line, 0, i ? c.right : c.left, c.width, false, STYLE(of[i]->talks ? ROLE_TEXT : ROLE_DIM),
               of[i]->talks ? counted(text, of[i]->talks, "conversation", "conversations") : "nothing yet");
    if (m->first.talks && m->second.talks) put(line, 0, c.sign, STYLE(ROLE_DIM), "+");
}

static void draw_names(struct area line, const struct bl_dupe *dupe) {
    struct columns c = columns_of(&line);
    const struct bl_person *of[] = {&dupe->first, &dupe->second};
    for (int i = 0; i < 2; i++) {
        char id[24];
        int col = i ? c.right : c.left;
        snprintf(id, sizeof id, " #%" PRId64, of[i]->id);
        int room = c.width - bl_text_cells(id);
        int end = put_in(line, 0, col, room > 4 ? room : c.width, false, STYLE_OF(ROLE_TITLE, STYLE_BOLD), of[i]->name);
        if (room > 4) put(line, 0, end, STYLE(ROLE_DIM), id);
    }
}

/* What the field under the cursor offers. */
static void draw_hint(const struct app *app, struct area line, const struct bl_merge_field *f, int chosen) {
    char key[16];
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    keymap_label(&app->keys, ACT_OTHER_VALUE, app->unicode, key);
    if (f->how == BL_MERGE_KEPT)
        bl_buf_addf(&text, "“%s” stays, “%s” goes into the note; %s turns it round", chosen == 2 ? f->second : f->first,
                    chosen == 2 ? f->first : f->second, key);
    else if (f->choice)
        bl_buf_addf(&text, "both stay, %s first; %s turns it round", chosen == 2 ? "the right one's" : "the left one's", key);
    else
        bl_buf_str(&text, f->how == BL_MERGE_FILLED ? "fills what is empty" : f->second ? "nothing to choose here" : "stays as it is");
    put_in(line, 0, 1, line.cols - 2, false, STYLE(ROLE_DIM), bl_buf_text(&text));
}

/* Below the fields and journeys: what they have besides. */
enum more { MORE_REVENUE, MORE_NEXT, MORE_SAID, MORES };

static bool has_more(const struct bl_merge *m, enum more more) {
    if (more == MORE_REVENUE) return m->first.mrr != BL_NO_MONEY || m->second.mrr != BL_NO_MONEY;
    return more != MORE_NEXT || m->first.next.id || m->second.next.id;
}

static int mores(const struct bl_merge *m, enum more rows[MORES]) {
    int n = 0;
    for (enum more more = MORE_REVENUE; more < MORES; more++)
        if (has_more(m, more)) rows[n++] = more;
    return n;
}

static void draw_more(const struct app *app, struct area line, const struct bl_merge *m, enum more more) {
    switch (more) {
    case MORE_REVENUE: draw_revenue(line, m); break;
    case MORE_NEXT: draw_next(line, m, app->now.today); break;
    default: draw_talks(line, m); break;
    }
}

/* The lines of a pair, from `top` on. */
static void draw_lines(const struct app *app, struct area area) {
    const struct dupes_page *page = &app->dupes;
    const struct bl_merge *m = &page->pair->merge;
    int n = (int)(m->field_count < DUPES_FIELDS ? m->field_count : DUPES_FIELDS), journeys = journey_rows(m);
    enum more more[MORES];
    int all = n + journeys + mores(m, more);
    int top = page->field >= area.rows ? page->field - area.rows + 1 : 0;
    if (page->field == n - 1 && all > area.rows) top = all - area.rows < page->field ? all - area.rows : page->field;
    if (page->field == 0 || top < 0) top = 0;
    for (int row = 0; row < area.rows && top + row < all; row++) {
        int i = top + row;
        struct area line = area_sub(area, row, 0, 1, area.cols);
        if (i < n)
            draw_field(line, &m->fields[i], page->chosen[i], i == page->field);
        else if (i < n + journeys)
            draw_journeys(line, m, i - n, app->now.today);
        else
            draw_more(app, line, m, more[i - n - journeys]);
    }
}

static void draw_refused(const struct app *app, struct area area) {
    const struct pair_data *pair = app->dupes.pair;
    struct pen pen = {.area = area};
    pen_wrap(&pen, 1, STYLE(ROLE_WARN), pair->refused);
    if (*pair->way_out) pen_wrap(&pen, 1, STYLE(ROLE_DIM), pair->way_out);
}

static void draw_pair(const struct app *app, struct area body) {
    const struct dupes_page *page = &app->dupes;
    const struct pair_data *pair = page->pair;
    bool roomy = body.rows >= ROOMY;
    struct pen pen = {.area = body, .line = roomy ? 1 : 0};
    pen_wrap_most(&pen, 1, STYLE(pair->dupe.against ? ROLE_WARN : ROLE_TEXT), pair->dupe.words, roomy ? 2 : 1);
    int row = pen.line + roomy, left = body.rows - row - 1;
    draw_names(area_sub(body, row++, 0, 1, body.cols), &pair->dupe);
    if (roomy) hline(body, row++, STYLE(ROLE_LINE));
    if (pair->refused) {
        draw_refused(app, area_sub(body, row, 0, body.rows - row, body.cols));
        return;
    }
    left = body.rows - row - (roomy ? 2 : 0);
    if (left > 0) draw_lines(app, area_sub(body, row, 0, left, body.cols));
    size_t i = (size_t)page->field;
    if (roomy && i < pair->merge.field_count && i < DUPES_FIELDS)
        draw_hint(app, area_sub(body, body.rows - 1, 0, 1, body.cols), &pair->merge.fields[i], page->chosen[i]);
}

static void draw_looking(struct area body, const struct bl_dupes_seen *seen) {
    int width = body.cols - 12;
    put(body, 1, 1, STYLE(ROLE_TEXT), "looking for people who may be one …");
    if (!seen) return;
    if (width > 4) {
        bar(body, 2, 1, width, STYLE(ROLE_GOOD), seen->permille, 1000);
        putf(body, 2, width + 2, STYLE(ROLE_DIM), "%3d %%", seen->permille / 10);
    }
    char text[48];
    put(body, 3, 1, STYLE(ROLE_DIM), counted(text, (int64_t)seen->pairs, "pair so far", "pairs so far"));
}

static void draw_none(const struct app *app, struct area body) {
    const struct dupes_data *seen = app->dupes.seen;
    char one[16], two[16], text[48];
    bool some = seen && seen->seen.pairs > 0;
    put(body, 1, 1, STYLE(ROLE_GOOD),
        some              ? "That was the last pair."
        : app->dupes.step ? "Nobody of the import looks like somebody else."
                          : "Nobody here looks like somebody else.");
    if (some)
        putf(body, 2, 1, STYLE(ROLE_DIM), "%s goes back, %s leaves; what was left for later is here again the next time",
             keymap_label(&app->keys, ACT_EARLIER, app->unicode, one), keymap_label(&app->keys, ACT_ESCAPE, app->unicode, two));
    else
        putf(body, 2, 1, STYLE(ROLE_DIM), "%s leaves; in People %s merges any two you mark",
             keymap_label(&app->keys, ACT_ESCAPE, app->unicode, one), keymap_label(&app->keys, ACT_MERGE, app->unicode, two));
    if (seen && seen->seen.more)
        putf(body, 3, 1, STYLE(ROLE_DIM), "%s, weaker ones, were not kept: settle these first",
             counted(text, seen->seen.more, "more pair", "more pairs"));
    if (seen && seen->seen.crowds)
        putf(body, 4, 1, STYLE(ROLE_DIM), "of %" PRId64 " people who share something with many only some pairs are shown",
             seen->seen.crowded);
}

void dupes_view(const struct app *app, struct area all) {
    const struct dupes_page *page = &app->dupes;
    char right[64] = "";
    bool looking = !page->single && !(page->seen && page->seen->done);
    if (looking)
        snprintf(right, sizeof right, "looking");
    else if (!page->single && page->pair && page->pair->there)
        snprintf(right, sizeof right, "%zu of %zu", page->at + 1, page->seen->seen.pairs);
    struct area body = app_frame(app, all, page->step ? "One person or two? · of the import" : "One person or two?", right);
    if (looking)
        draw_looking(body, page->seen ? &page->seen->seen : NULL);
    else if (page->pair && page->pair->there)
        draw_pair(app, body);
    else if (page->pair)
        draw_none(app, body);
}
