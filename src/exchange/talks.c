/* Files whose rows are conversations: which column says what of them, and rows that are one conversation each. What lies ahead is no conversation yet: it is told,
 * not promised in the user's name, and becomes one when the file is imported again after the day. */
#include "exchange/job.h"

#include <stdio.h>
#include <string.h>

enum { AHEAD = 730 };

static const char *const role_words[BL__ROLES] = {[BL__ROLE_THREAD] = "conversation",
                                                  [BL__ROLE_FROM] = "who says it",
                                                  [BL__ROLE_FROM_URL] = "their page",
                                                  [BL__ROLE_TO] = "to whom",
                                                  [BL__ROLE_TO_URLS] = "their pages",
                                                  [BL__ROLE_DATE] = "day",
                                                  [BL__ROLE_END] = "minutes",
                                                  [BL__ROLE_SUBJECT] = "text",
                                                  [BL__ROLE_TEXT] = "text",
                                                  [BL__ROLE_FOLDER] = "spam is skipped",
                                                  [BL__ROLE_DRAFT] = "drafts are skipped",
                                                  [BL__ROLE_ATTACHED] = "text",
                                                  [BL__ROLE_DIRECTION] = "who wrote",
                                                  [BL__ROLE_PLACE] = "call or meeting",
                                                  [BL__ROLE_CANCELED] = "did it take place",
                                                  [BL__ROLE_MISSED] = "did it take place",
                                                  [BL__ROLE_EVENT] = "known again by",
                                                  [BL__ROLE_QUESTION] = "text",
                                                  [BL__ROLE_ANSWER] = "text"};

/* ---- columns -------------------------------------------------------------------------------------------------------------------- */

static bool mapped_by_hand(const struct bl__plan *plan) {
    for (size_t i = 0; i < plan->n; i++)
        if (plan->at[i].wished) return true;
    return false;
}

static void find_cells(struct bl__plan *plan, struct bl__cells *cells, bool alone) {
    if (alone) plan->used_n = 0;
    for (size_t i = 0; i < plan->n; i++) {
        enum bl__role role = bl__preset_role(plan->preset, plan->at[i].key);
        if (alone) plan->at[i].field = BL_IF_SKIP, plan->at[i].reason = "not used";
        if (!role || cells->n[role] == 10) continue;
        cells->at[role][cells->n[role]++] = i;
        if (plan->at[i].field != BL_IF_SKIP) continue;
        plan->at[i].field = BL_IF_CUSTOM;
        plan->at[i].custom = role_words[role];
        plan->at[i].reason = plan->preset->name;
    }
}

enum bl_status bl__talks_open(struct bl_import *job, const struct bl_import_options *options, struct bl_error *err) {
    struct bl__plan *plan = &job->look.plan;
    struct bl__talking *talking = &job->talking;
    enum bl__talks kind = plan->preset ? plan->preset->talks : BL__TALKS_NONE;
    bool alone = kind == BL__TALKS_MESSAGES || kind == BL__TALKS_INVITATIONS;
    if (options->me && kind != BL__TALKS_MESSAGES) {
        enum bl_status status = bl_fail(err, BL_USAGE, "--me says whose messages a file holds; %.200s has none", options->path);
        bl_hint(err, "leave it out");
        return status;
    }
    if (!kind || (alone && mapped_by_hand(plan))) return BL_OK;
    talking->kind = kind;
    talking->local_day = options->local_day;
    if (options->me && !(talking->me = bl_arena_str(&job->arena, options->me))) return bl_nomem(err);
    find_cells(plan, &talking->cells, alone);
    job->report.fixed = alone;
    job->report.conversations = true;
    return BL_OK;
}

const struct bl__cell *bl__talk_cell(const struct bl__talking *talking, const struct bl__row *row, enum bl__role role, size_t nth) {
    static const struct bl__cell none = {.s = ""};
    if (nth >= talking->cells.n[role]) return &none;
    size_t column = talking->cells.at[role][nth];
    return column < row->n ? &row->at[column] : &none;
}

/* ---- cells ------------------------------------------------------------------------------------------------------------------------ */

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

int bl__clock_read(const char *s, size_t n) {
    size_t i = 0;
    while (i < n && s[i] != ':') i++;
    if (i + 2 >= n || !i || !digit(s[i - 1]) || !digit(s[i + 1]) || !digit(s[i + 2])) return -1;
    int hours = s[i - 1] - '0' + (i > 1 && digit(s[i - 2]) ? (s[i - 2] - '0') * 10 : 0);
    int minutes = (s[i + 1] - '0') * 10 + s[i + 2] - '0', seconds = 0;
    i += 3;
    if (i + 2 < n && s[i] == ':' && digit(s[i + 1]) && digit(s[i + 2])) {
        seconds = (s[i + 1] - '0') * 10 + s[i + 2] - '0';
        i += 3;
    }
    while (i < n && s[i] == ' ') i++;
    bool pm = i + 1 < n && (s[i] | 0x20) == 'p' && (s[i + 1] | 0x20) == 'm',
         am = i + 1 < n && (s[i] | 0x20) == 'a' && (s[i + 1] | 0x20) == 'm';
    if ((am || pm) && hours == 12) hours = 0;
    if (pm) hours += 12;
    return hours < 24 && minutes < 60 && seconds < 61 ? hours * 3600 + minutes * 60 + seconds : -1;
}

/* The few entities that stand in messages. */
static size_t entity(const char *s, size_t n, char *out) {
    static const struct {
        const char *word;
        char c;
    } known[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&nbsp;", ' '}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (bl__ascii_starts(s, n, known[i].word)) {
            *out = known[i].c;
            return strlen(known[i].word);
        }
    return 0;
}

/* A tag of HTML: what a reader would have seen as the end of a line becomes one. */
static size_t tag(const char *s, size_t n, struct bl_buf *out) {
    const char *end = n > 1 && ((s[1] | 0x20) >= 'a') && ((s[1] | 0x20) <= 'z') ? memchr(s, '>', n)
                      : n > 2 && s[1] == '/'                                    ? memchr(s, '>', n)
                                                                                : NULL;
    if (!end) return 0;
    bool line =
        bl__ascii_starts(s, n, "<br") || bl__ascii_starts(s, n, "</p") || bl__ascii_starts(s, n, "</div") || bl__ascii_starts(s, n, "</li");
    if (line && out->len && out->data[out->len - 1] != '\n') bl_buf_chr(out, '\n');
    return (size_t)(end - s) + 1;
}

void bl__talk_plain(struct bl_buf *out, const char *s, size_t n) {
    static const char *const signs[] = {"<p", "<br", "<div", "<span"};
    bool html = false;
    bl_text_trim(&s, &n);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) html |= n && memmem(s, n, signs[i], strlen(signs[i])) != NULL;
    size_t from = out->len;
    for (size_t i = 0, step; i < n; i += step) {
        char c = s[i];
        step = html && c == '<' ? tag(s + i, n - i, out) : 0;
        if (step) continue;
        step = html && c == '&' ? entity(s + i, n - i, &c) : 0;
        if (!step) step = 1;
        if (c == '\r') {
            if (i + 1 < n && s[i + 1] == '\n') continue;
            c = '\n';
        }
        if (c) bl_buf_chr(out, c);
    }
    while (out->len > from && (out->data[out->len - 1] == '\n' || out->data[out->len - 1] == ' ')) bl_buf_cut(out, out->len - 1);
}

static bool yes(const struct bl__cell *cell) {
    return bl__ascii_is(cell->s, cell->n, "true") || bl__ascii_is(cell->s, cell->n, "yes") || bl__ascii_is(cell->s, cell->n, "1");
}

/* ---- events ------------------------------------------------------------------------------------------------------------------------- */

static bool by_wire(const struct bl__cell *place) {
    static const char *const words[] = {"://", "zoom", "meet", "teams", "webex", "phone", "call", "skype", "whatsapp"};
    BL_AUTO(bl_buf) struct bl_buf low = {0};
    if (!place->n || digit(*place->s) || *place->s == '+') return true;
    bl_text_fold(&low, place->s, place->n);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(bl_buf_text(&low), words[i]) || (i == 0 && memmem(place->s, place->n, words[0], 3))) return true;
    return false;
}

static void event_text(const struct bl__talking *talking, const struct bl__row *row, struct bl_buf *text) {
    const struct bl__cell *what = bl__talk_cell(talking, row, BL__ROLE_SUBJECT, 0), *notes = bl__talk_cell(talking, row, BL__ROLE_TEXT, 0);
    bl__talk_plain(text, what->s, what->n);
    for (size_t i = 0; i < talking->cells.n[BL__ROLE_ANSWER]; i++) {
        const struct bl__cell *asked = bl__talk_cell(talking, row, BL__ROLE_QUESTION, i),
                              *answer = bl__talk_cell(talking, row, BL__ROLE_ANSWER, i);
        if (!answer->n) continue;
        if (text->len) bl_buf_chr(text, '\n');
        bl__talk_plain(text, asked->s, asked->n);
        bl_buf_str(text, asked->n ? ": " : "");
        bl__talk_plain(text, answer->s, answer->n);
    }
    if (notes->n && text->len) bl_buf_chr(text, '\n');
    bl__talk_plain(text, notes->s, notes->n);
}

static int64_t event_key(const struct bl_import *job, const struct bl__row *row) {
    const struct bl__talking *talking = &job->talking;
    const struct bl__cell *event = bl__talk_cell(talking, row, BL__ROLE_EVENT, 0), *date = bl__talk_cell(talking, row, BL__ROLE_DATE, 0);
    BL_AUTO(bl_buf) struct bl_buf email = {0};
    char day[32];
    if (job->values.emails.n) bl_handle_key(&email, BL_EMAIL, job->values.emails.at[0]);
    (void)snprintf(day, sizeof day, "%d %d", talking->day, bl__clock_read(date->s, date->n));
    const char *const texts[] = {"event", bl_buf_text(&email), event->n ? event->s : day};
    return bl_said_key(texts, 3);
}

/* Who it was with, and when: each event that lies ahead is told by itself. */
static void tell_ahead(struct bl_import *job, const struct bl__row *row, size_t column) {
    char day[BL_DATE_SIZE], text[200];
    const char *name = job->values.edit.name ? job->values.edit.name : "";
    (void)snprintf(text, sizeof text, "%.60s, %s", name, bl_day_iso(job->talking.day, day));
    bl__notes_add(&job->notes, BL__NOTE_AHEAD, column, row->line, text, strlen(text));
}

void bl__event_read(struct bl_import *job, const struct bl__row *row) {
    struct bl__talking *talking = &job->talking;
    const struct bl__cell *date = bl__talk_cell(talking, row, BL__ROLE_DATE, 0), *end = bl__talk_cell(talking, row, BL__ROLE_END, 0);
    talking->has = false;
    if (!date->n) return;
    size_t column = talking->cells.at[BL__ROLE_DATE][0];
    /* The two digits of a year may be of one to come: events lie ahead, too. */
    talking->day = bl__date_day(date->s, date->n, job->look.plan.order, job->values.today + AHEAD);
    bool canceled = yes(bl__talk_cell(talking, row, BL__ROLE_CANCELED, 0)), missed = yes(bl__talk_cell(talking, row, BL__ROLE_MISSED, 0));
    if (talking->day == BL_NO_DAY) {
        bl__notes_add(&job->notes, bl__date_note(date->s, date->n, job->look.plan.order), column, row->line, date->s, date->n);
    } else if (canceled || missed) {
        bl__notes_add(&job->notes, canceled ? BL__NOTE_CANCELED : BL__NOTE_MISSED, column, row->line, date->s, date->n);
    } else if (talking->day >= job->values.today) {
        tell_ahead(job, row, column);
    } else {
        int from = bl__clock_read(date->s, date->n), to = bl__clock_read(end->s, end->n);
        talking->minutes = from >= 0 && to >= 0 ? (to - from + 86400) % 86400 / 60 : 0;
        talking->what = by_wire(bl__talk_cell(talking, row, BL__ROLE_PLACE, 0)) ? "call" : "meeting";
        talking->key = event_key(job, row);
        talking->play = talking->has = true;
        bl_buf_cut(&talking->text, 0);
        event_text(talking, row, &talking->text);
    }
}

/* ---- invitations ---------------------------------------------------------------------------------------------------------------------- */

static int64_t invitation_key(const struct bl_import *job, const struct bl__row *row, bool outgoing) {
    const struct bl__talking *talking = &job->talking;
    const struct bl__cell *date = bl__talk_cell(talking, row, BL__ROLE_DATE, 0);
    BL_AUTO(bl_buf) struct bl_buf who = {0};
    char when[32];
    if (job->values.urls.n) bl_handle_key(&who, BL_URL, job->values.urls.at[0]);
    if (!who.len) bl_text_fold(&who, job->values.edit.name, strlen(job->values.edit.name));
    (void)snprintf(when, sizeof when, "%d %d", talking->day, bl__clock_read(date->s, date->n));
    const char *const texts[] = {"invitation", bl_buf_text(&who), when, outgoing ? "out" : "in"};
    return bl_said_key(texts, 4);
}

static void invitation_text(struct bl_import *job, const struct bl__row *row, bool outgoing) {
    struct bl__talking *talking = &job->talking;
    const struct bl__cell *said = bl__talk_cell(talking, row, BL__ROLE_TEXT, 0), *date = bl__talk_cell(talking, row, BL__ROLE_DATE, 0);
    talking->has = false;
    if (!said->n) return;
    size_t column = talking->cells.n[BL__ROLE_DATE] ? talking->cells.at[BL__ROLE_DATE][0] : 0;
    talking->day = bl__date_day(date->s, date->n, job->look.plan.order, job->values.today);
    if (talking->day == BL_NO_DAY || talking->day > job->values.today) {
        enum bl__note_kind kind = talking->day == BL_NO_DAY ? bl__date_note(date->s, date->n, job->look.plan.order) : BL__NOTE_FUTURE;
        bl__notes_add(&job->notes, kind, column, row->line, date->s, date->n);
        return;
    }
    talking->has = true;
    talking->play = outgoing;
    talking->minutes = 0;
    talking->what = "message";
    talking->key = invitation_key(job, row, outgoing);
    bl_buf_cut(&talking->text, 0);
    bl_buf_addf(&talking->text, "%.200s: ", outgoing ? "me" : job->values.edit.name);
    bl__talk_plain(&talking->text, said->s, said->n);
}

enum bl__verdict bl__invitation_read(struct bl_import *job, const struct bl__row *row) {
    struct bl__talking *talking = &job->talking;
    struct bl__values *v = &job->values;
    const struct bl__cell *direction = bl__talk_cell(talking, row, BL__ROLE_DIRECTION, 0);
    bool outgoing = bl__ascii_is(direction->s, direction->n, "OUTGOING");
    const struct bl__cell *name = bl__talk_cell(talking, row, outgoing ? BL__ROLE_TO : BL__ROLE_FROM, 0);
    const struct bl__cell *page = bl__talk_cell(talking, row, outgoing ? BL__ROLE_TO_URLS : BL__ROLE_FROM_URL, 0);
    talking->has = false;
    enum bl__verdict verdict =
        bl__values_read(v, &job->look.plan, row, job->source.nul); /* no column of it is a person's: only what is wrong with the row */
    if (verdict == BL__REJECTED || v->failed) return verdict;
    if (!outgoing && !bl__ascii_is(direction->s, direction->n, "INCOMING")) {
        bl_buf_cut(&v->reason, 0);
        bl_buf_addf(&v->reason, "“%.40s” is neither INCOMING nor OUTGOING", direction->s);
        return BL__REJECTED;
    }
    const char *s = name->s;
    size_t n = name->n;
    bl__value_bare(&s, &n);
    if (n) v->edit.name = bl__values_text(v, s, n);
    bl__value_urls(v, talking->cells.n[BL__ROLE_FROM_URL] ? talking->cells.at[BL__ROLE_FROM_URL][0] : 0, row->line, page->s, page->n);
    if (v->tag && v->tags.n) v->tags.n = 0; /* it was given once already */
    verdict = bl__values_done(v, &job->look.plan, row);
    if (verdict == BL__USABLE) invitation_text(job, row, outgoing);
    return verdict;
}

/* ---- to the person ---------------------------------------------------------------------------------------------------------------------- */

enum bl_status bl__talk_give(struct bl_import *job, int64_t person, bool *added, struct bl_error *err) {
    struct bl__talking *talking = &job->talking;
    bool played = false;
    *added = false;
    if (!talking->has) return BL_OK;
    if (talking->text.failed) return bl_nomem(err);
    struct bl_bulk_talk talk = {.person = person,
                                .key = talking->key,
                                .day = talking->day,
                                .kind = talking->what,
                                .minutes = talking->minutes,
                                .text = bl_buf_text(&talking->text),
                                .play = talking->play};
    enum bl_status status = bl_bulk_talk(job->bulk, &talk, added, &played, err);
    job->report.talks += *added;
    job->report.played += played;
    return status;
}

static bool say(struct bl_import *job, const char **facts, const char *text) {
    if (text) facts[job->report.facts.n++] = text;
    return text;
}

static const char *plural(int64_t n, const char *one, const char *many) {
    return n == 1 ? one : many;
}

bool bl__talks_facts(struct bl_import *job, const char **facts) {
    struct bl_import_report *r = &job->report;
    struct bl_arena *arena = &job->arena;
    if (!r->conversations) return true;
    bool good = !r->me || say(job, facts, bl_arena_printf(arena, "you are %s", r->me));
    const char *longer = r->talks_longer ? bl_arena_printf(arena, ", %lld more made longer", (long long)r->talks_longer) : "";
    good = good && longer &&
           say(job, facts,
               bl_arena_printf(arena, "%lld %s%s; %lld new %s", (long long)r->talks, plural(r->talks, "conversation", "conversations"),
                               longer, (long long)r->people_made, plural(r->people_made, "person", "people")));
    if (good && r->played)
        good = say(job, facts,
                   bl_arena_printf(arena, "%lld %s into play: %s", (long long)r->played, plural(r->played, "person comes", "people come"),
                                   r->me ? "you wrote to them, not only they to you" : "you talked to them"));
    bool staged = r->opens || r->forward;
    if (good && r->talks)
        good = say(job, facts,
                   bl_arena_str(arena, staged ? "no moment is set by it: bowline move WHO --moment one_to_one"
                                              : "nobody is moved by it: bowline move WHO --moment one_to_one"));
    return good;
}

void bl__talks_close(struct bl__talking *talking) {
    bl_buf_free(&talking->text);
    bl_buf_free(&talking->thread);
    bl_buf_free(&talking->plain);
    bl_arena_free(&talking->arena);
}
