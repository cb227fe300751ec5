/* The store: one SQLite file, every write one named step that can be undone. The only door to the data.
 *
 * Reading a place without a file reads an empty book; the first step that is committed makes the file (directory 0700, file 0600).
 * All functions run on one thread. Results live in the arena handed in. */
#ifndef BOWLINE_STORE_H
#define BOWLINE_STORE_H

#include "bowline/filter.h"
#include "bowline/logline.h"
#include "bowline/money.h"
#include "bowline/person.h"
#include "bowline/review.h"
#include "bowline/setting.h"

struct bl_store; /* opaque */

struct bl_store_options {
    struct bl_now now; /* the clock; see bl_store_set_now */
    uint64_t seed;     /* 0, or a seed for repeatable uids */
    int busy_ms;       /* how long to wait for another writer; 0 = 5000 */
};
enum bl_status bl_store_open(const char *path, const struct bl_store_options *options, struct bl_store **out,
                             struct bl_error *err) BL_NODISCARD;
void bl_store_close(struct bl_store *store); /* NULL is fine; an open step is rolled back */
void bl_store_free(struct bl_store **store); /* for BL_AUTO */
void bl_store_set_now(struct bl_store *store, struct bl_now now);
struct bl_now bl_store_now(const struct bl_store *store);
const char *bl_store_path(const struct bl_store *store);
bool bl_store_exists(const struct bl_store *store); /* is there a file yet */
/* The schema the file had when opening it brought it up to date (a snapshot of it lies beside it then), else 0. */
int bl_store_upgraded(const struct bl_store *store);
/* A number that changes whenever another connection committed (PRAGMA data_version), or another file came to stand under the name; 0 without a file. Cheap. */
int64_t bl_store_version(struct bl_store *store);
/* How many people there are in the book; from the totals, not by counting. */
enum bl_status bl_store_count(struct bl_store *store, int64_t *people, struct bl_error *err) BL_NODISCARD;

/* ---- steps ---------------------------------------------------------------------------------------------------------- */

/* Begins a step: takes the write lock. dry: everything is done and rolled back at commit. Steps do not nest. */
enum bl_status bl_step_begin(struct bl_store *store, bool dry, struct bl_error *err) BL_NODISCARD;
/* Names the step and commits it; *id (may be NULL) gets its number, 0 when it was dry or changed nothing (then no step is recorded).
 * Drops the redo tail. On failure everything is rolled back. */
enum bl_status bl_step_commit(struct bl_store *store, const char *name, int64_t *id, struct bl_error *err) BL_NODISCARD;
void bl_step_rollback(struct bl_store *store); /* harmless when none is open */
bool bl_step_open(const struct bl_store *store);

struct bl_step_row {
    int64_t id;
    const char *name;
    int64_t at_ms;
    bool undone;             /* can be redone */
    int64_t takes, taken_by; /* the earlier step it takes back, and the later one that took it back (takeback.h); 0: none */
};
/* Newest first: those that can be redone, then those that can be undone. */
enum bl_status bl_step_list(struct bl_store *store, int64_t limit, struct bl_arena *arena, struct bl_step_row **rows, size_t *n,
                            struct bl_error *err) BL_NODISCARD;
/* Takes back the last `count` steps / brings them again; rows are those done, in the order they were done. Fewer than count is no error; none is
 * BL_REFUSED ("nothing to undo"). */
enum bl_status bl_undo(struct bl_store *store, int64_t count, struct bl_arena *arena, struct bl_step_row **rows, size_t *n,
                       struct bl_error *err) BL_NODISCARD;
enum bl_status bl_redo(struct bl_store *store, int64_t count, struct bl_arena *arena, struct bl_step_row **rows, size_t *n,
                       struct bl_error *err) BL_NODISCARD;

/* While `stop` says true, calls that read give up with BL_INTERRUPTED; it is asked often (within a millisecond, a sort of very many rows aside) and must be quick. NULL ends
 * it. Only reading calls may be made meanwhile, and those that write much and say how far they are: undo, redo, bl_step_take_back, bl_forget. Stopped, they leave the file as it
 * was; what bl_forget leaves stands with it. */
void bl_store_watch(struct bl_store *store, bool (*stop)(void *data), void *data);
/* How far such a call is, to be read from within `stop`. */
struct bl_work {
    const char *what;    /* people, snapshot, book, saving; NULL: nothing of that kind is under way */
    int64_t at, of;      /* so many of these, or the how-manieth; of 0: they are not counted */
    int64_t done, total; /* in parts that take about the same time each */
};
struct bl_work bl_store_work(const struct bl_store *store);

/* ---- reading -------------------------------------------------------------------------------------------------------- */

/* One person, all fields. BL_NOT_FOUND. */
enum bl_status bl_store_person(struct bl_store *store, int64_t id, struct bl_arena *arena, struct bl_person *out,
                               struct bl_error *err) BL_NODISCARD;
/* Fills what rows of a list leave out: addresses, own fields, tags, the referrer's name. On failure the rows are filled in part. */
enum bl_status bl_store_people(struct bl_store *store, struct bl_person *rows, size_t n, struct bl_arena *arena,
                               struct bl_error *err) BL_NODISCARD;

/* WHO (DESIGN section 3): id, e-mail, name or unique part. BL_OK: *n = 1. BL_AMBIGUOUS: the candidates, best first, at most 20. BL_NOT_FOUND: n = 0, and the
 * nearest names in the hint. Rows are list rows. */
enum bl_status bl_store_who(struct bl_store *store, const char *who, struct bl_arena *arena, struct bl_person **out, size_t *n,
                            struct bl_error *err) BL_NODISCARD;
/* People whose name or company has words beginning as `part` has them, best first: for completion. */
enum bl_status bl_store_complete(struct bl_store *store, const char *part, size_t limit, struct bl_arena *arena, struct bl_person **out,
                                 size_t *n, struct bl_error *err) BL_NODISCARD;

/* A window over an ordered, filtered list, by keyset: rows after (or before) an anchor row. */
struct bl_list_query {
    const struct bl_filter *filter; /* NULL = everybody */
    struct bl_sort sort[4];
    size_t sorts;     /* 0 = by name; ties always go by name, then id */
    int64_t anchor;   /* person id the window lies next to; 0 = the beginning (or the end when backwards) */
    bool backwards;   /* rows before the anchor, still given in list order */
    bool from_anchor; /* the anchor itself is the first (last) row */
    size_t limit;     /* 0 = all */
    int64_t budget;   /* how many rows of the table may be looked at, 0 = no limit */
};
struct bl_list_page {
    struct bl_person *rows;
    size_t n;
    bool more;      /* rows may follow beyond those given */
    int64_t resume; /* budget ran out: anchor to go on from (a row that need not match), else 0 */
};
enum bl_status bl_store_list(struct bl_store *store, const struct bl_list_query *query, struct bl_arena *arena, struct bl_list_page *out,
                             struct bl_error *err) BL_NODISCARD;
/* Counts matches in pieces: looks at people with id > *after, `budget` of them, adds to *count; *after becomes -1 at the end. No filter: at once. */
enum bl_status bl_store_count_piece(struct bl_store *store, const struct bl_filter *filter, int64_t budget, int64_t *after, int64_t *count,
                                    struct bl_error *err) BL_NODISCARD;
/* The people a filter matches of whom most is known, the latest first contact first: whom one is likely to have talked with. In pieces, as counting: looks at people with
 * id > *after, `budget` of them, keeps the best `most` in `best` (room for that many; *n are there), adds to *count; *after becomes -1 at the end, when `best` is in order. */
struct bl_promising {
    int64_t id;
    bl_day since; /* of the first contact, or BL_NO_DAY */
    int known;    /* how many of company, title, address and note */
};
struct bl_promising_list {
    struct bl_promising *best;
    size_t n, most;
    int64_t count; /* all who match */
};
enum bl_status bl_store_promising(struct bl_store *store, const struct bl_filter *filter, int64_t budget, int64_t *after,
                                  struct bl_promising_list *list, struct bl_error *err) BL_NODISCARD;
/* Ids of everybody who matches, ascending (bulk writes). */
enum bl_status bl_store_select(struct bl_store *store, const struct bl_filter *filter, struct bl_arena *arena, struct bl_ids *out,
                               struct bl_error *err) BL_NODISCARD;
/* Names of the custom fields there are; kinds of talk (built-in, then own); tags there are. */
enum bl_status bl_store_custom_fields(struct bl_store *store, struct bl_arena *arena, struct bl_strs *out,
                                      struct bl_error *err) BL_NODISCARD;
enum bl_status bl_store_kinds(struct bl_store *store, struct bl_arena *arena, struct bl_strs *out, struct bl_error *err) BL_NODISCARD;
enum bl_status bl_store_tags(struct bl_store *store, struct bl_arena *arena, struct bl_strs *out, struct bl_error *err) BL_NODISCARD;

/* Conversations of a person, newest first; promises (open ones first by due day, then done ones newest first); entries in book order, voided ones included.
 * limit 0 = all. */
enum bl_status bl_store_talks(struct bl_store *store, int64_t person, size_t limit, struct bl_arena *arena, struct bl_talk **rows,
                              size_t *n, struct bl_error *err) BL_NODISCARD;
enum bl_status bl_store_promises(struct bl_store *store, int64_t person, bool open_only, struct bl_arena *arena, struct bl_promise **rows,
                                 size_t *n, struct bl_error *err) BL_NODISCARD;
enum bl_status bl_store_entries(struct bl_store *store, int64_t person, struct bl_arena *arena, struct bl_entry **rows, size_t *n,
                                struct bl_error *err) BL_NODISCARD;

/* Who was talked with on which day of a span, notes aside: each person once a day, the latest day first; span: from, to; at most `limit` rows (0 = all). */
struct bl_spoke {
    bl_day day;
    int64_t person;
    const char *name;
};
enum bl_status bl_store_spoke(struct bl_store *store, const bl_day span[2], size_t limit, struct bl_arena *arena, struct bl_spoke **rows,
                              size_t *n, struct bl_error *err) BL_NODISCARD;

/* What was said and written down: full text over conversations with their quotes, promises and notes on people. Words by prefix, all of them in one text; "…" a
 * phrase. At most `limit` of each (0 = all): conversations the newest first, promises the open ones first, notes by name. */
struct bl_noted {
    int64_t person;
    const char *name, *note;
};
struct bl_heard {
    struct bl_talk *talks;
    struct bl_promise *promises;
    struct bl_noted *notes;
    size_t talk_count, promise_count, note_count;
};
enum bl_status bl_store_said(struct bl_store *store, const char *words, size_t limit, struct bl_arena *arena, struct bl_heard *out,
                             struct bl_error *err) BL_NODISCARD;

/* R1 to R12 of the week that holds as_of (milestones: R1 and R2). id_limit: ids per list (0 = all). */
enum bl_status bl_store_review(struct bl_store *store, enum bl_lens lens, bl_day as_of, size_t id_limit, struct bl_arena *arena,
                               struct bl_review *out, struct bl_error *err) BL_NODISCARD;
/* Who stands behind each of its figures: review->who. */
enum bl_status bl_store_review_who(struct bl_store *store, struct bl_review *review, size_t id_limit, struct bl_arena *arena,
                                   struct bl_error *err) BL_NODISCARD;
/* People now in a state, for home and the counts of lists; counts per state at the end of a day, from the totals. */
enum bl_status bl_store_stock(struct bl_store *store, enum bl_lens lens, bl_day as_of, int64_t counts[BL_STATES + 1],
                              struct bl_error *err) BL_NODISCARD;
/* R1 alone: opening, in, out and closing per state of the week that holds as_of, as in struct bl_review. From the totals, however many moved. */
enum bl_status bl_store_week(struct bl_store *store, enum bl_lens lens, bl_day as_of, struct bl_stock states[BL_STATES + 1],
                             struct bl_error *err) BL_NODISCARD;
/* The same of any days, both included. */
enum bl_status bl_store_span(struct bl_store *store, enum bl_lens lens, bl_day from, bl_day to, struct bl_stock states[BL_STATES + 1],
                             struct bl_error *err) BL_NODISCARD;
/* The lines that ask for action. */
struct bl_asks {
    int64_t people, in_play;
    int64_t overdue; /* open promises due before today */
    int64_t due_today;
    int64_t no_next; /* active people in play without an open promise */
    int64_t quiet;   /* active people in play nobody talked with for longer than the limit (today.h) */
    int64_t gaps;    /* active people in play who passed over a moment their stage expects (map.h) */
};
enum bl_status bl_store_asks(struct bl_store *store, struct bl_asks *out, struct bl_error *err) BL_NODISCARD;

/* Payments of a person in book order, and what they pay now. */
enum bl_status bl_store_payments(struct bl_store *store, int64_t person, struct bl_arena *arena, struct bl_payment **rows, size_t *n,
                                 struct bl_money *now, struct bl_error *err) BL_NODISCARD;

/* Settings with their values in force, in the order of the table; one of them by key. */
enum bl_status bl_setting_list(struct bl_store *store, struct bl_arena *arena, struct bl_setting **out, size_t *n,
                               struct bl_error *err) BL_NODISCARD;
enum bl_status bl_setting_get(struct bl_store *store, const char *key, struct bl_arena *arena, struct bl_setting *out,
                              struct bl_error *err) BL_NODISCARD;

/* When weeks begin in this file, as a lead (date.h): the setting first-day. */
enum bl_status bl_store_lead(struct bl_store *store, int *lead, struct bl_error *err) BL_NODISCARD;

/* A review that was finished: what the figures said, and what was promised to be done until the next. */
#define BL_REVIEW_PROMISES 3
struct bl_finished {
    int64_t id;
    bl_day as_of, from; /* from: the first day of its week, as weeks began then; ignored by bl_review_finish */
    int64_t at_ms, last_entry;
    const char *figures;     /* JSON: {"stage":REVIEW,"moment":REVIEW}, see bl_json_snapshot */
    struct bl_strs promises; /* up to three */
    const char *improve;     /* one thing to do better, or NULL */
    int64_t late_entries;    /* recorded since, for days up to as_of: they restate it */
    int kept;                /* which promises were kept, as the next review said: bits; −1 = nobody has said yet */
};
/* Newest first; id 0 = all, else that one or BL_NOT_FOUND; limit 0 = all. */
enum bl_status bl_review_list(struct bl_store *store, int64_t id, size_t limit, struct bl_arena *arena, struct bl_finished **rows,
                              size_t *n, struct bl_error *err) BL_NODISCARD;
enum bl_status bl_review_last(struct bl_store *store, struct bl_arena *arena, struct bl_finished *out, bool *there,
                              struct bl_error *err) BL_NODISCARD;
/* R1 as that review said it, by state; only stage and moment. What the book says now differs where late entries restated it. */
enum bl_status bl_review_then(struct bl_store *store, int64_t id, enum bl_lens lens, struct bl_stock states[BL_STATES + 1],
                              struct bl_error *err) BL_NODISCARD;

/* ---- writing (inside a step) ------------------------------------------------------------------------------------------- */

/* Adds a person and opens the journey on `day` at the states given (0 = awareness / connect). */
struct bl_add {
    struct bl_person_edit edit; /* name needed, or first or last name */
    int stage, moment;
    bl_day day;   /* BL_NO_DAY or 0 = today; a future day is refused (so for every day of a fact below) */
    bool by_hand; /* in play from the start */
    const char *why;
};
enum bl_status bl_person_add(struct bl_store *store, const struct bl_add *add, int64_t *id, struct bl_error *err) BL_NODISCARD;
enum bl_status bl_person_change(struct bl_store *store, int64_t id, const struct bl_person_edit *edit, struct bl_error *err) BL_NODISCARD;
/* Adds and removes tags; *changed says whether anything did. */
enum bl_status bl_person_tag(struct bl_store *store, int64_t id, struct bl_strs add, struct bl_strs remove, bool *changed,
                             struct bl_error *err) BL_NODISCARD;

/* Comes into play: "I know them, ask me about them" (DESIGN section 1). Who is already stays so: *changed is false. */
enum bl_status bl_person_play(struct bl_store *store, int64_t id, bool *changed, struct bl_error *err) BL_NODISCARD;

/* Records one entry of the book. act MOVE on a parked person resumes; PARK, CLOSE, REOPEN (of a parked person: RESUME) as in journey.md section 3. */
struct bl_record {
    enum bl_act act;
    int stage, moment, side;
    bl_day day; /* BL_NO_DAY = today */
    bl_day until;
    const char *why;
};
struct bl_recorded {
    int64_t entry;
    struct bl_standing before, after; /* standing at the end of everything, before and after */
    struct bl_entry as;               /* the entry with its from and to */
    bool late, nothing;               /* later entries follow; it made no move */
    bl_day opening_moved;             /* the opening moved back to this day, or BL_NO_DAY */
};
enum bl_status bl_entry_record(struct bl_store *store, int64_t person, const struct bl_record *record, struct bl_recorded *out,
                               struct bl_error *err) BL_NODISCARD;

/* Takes an entry out of the book by a new one (act VOID, on the same day) and replays the rest; out->entry is the new one, out->as the old. Refused: the first
 * opening, what is void already, and where later entries would become impossible (they are named). */
enum bl_status bl_entry_void(struct bl_store *store, int64_t entry, const char *why, struct bl_recorded *out,
                             struct bl_error *err) BL_NODISCARD;

enum bl_status bl_promise_add(struct bl_store *store, int64_t person, const char *text, bl_day due, bool theirs, int64_t *id,
                              struct bl_error *err) BL_NODISCARD;
/* Marks it kept on `day` (BL_NO_DAY = today). Already done: BL_REFUSED. */
enum bl_status bl_promise_done(struct bl_store *store, int64_t id, bl_day day, struct bl_promise *out, struct bl_arena *arena,
                               struct bl_error *err) BL_NODISCARD;
/* The same, but it was not kept: it is let go of. A day before it was made counts as that day. */
enum bl_status bl_promise_drop(struct bl_store *store, int64_t id, bl_day day, struct bl_promise *out, struct bl_arena *arena,
                               struct bl_error *err) BL_NODISCARD;
/* Drops every open promise of a person, yours and theirs. *rows: which those were. */
enum bl_status bl_promises_drop(struct bl_store *store, int64_t person, bl_day day, struct bl_arena *arena, struct bl_promise **rows,
                                size_t *n, struct bl_error *err) BL_NODISCARD;

/* Logs one conversation, everything a log line can say, in the step that is open. */
struct bl_log {
    struct bl_ids people; /* at least one; promises go to the first */
    const char *kind;     /* NULL = talk */
    int minutes;
    bl_day day; /* BL_NO_DAY = today */
    const char *text;
    struct bl_strs quotes, tags;
    const struct bl_said_promise *promises;
    size_t promise_count;
    int stage, moment; /* move everybody taking part; 0 = no */
};
struct bl_logged_person {
    int64_t id;
    const char *name;
    bl_day last_talk_before;             /* BL_NO_DAY = this is the first */
    int64_t open_before, overdue_before; /* promises of both sides */
    int64_t theirs_before;               /* how many of the open ones are theirs */
    const char *overdue_text;            /* the longest overdue, or NULL */
    bl_day overdue_due;
    bool moved;
    struct bl_recorded move; /* when stage or moment were named */
    bool has_next;           /* has an open promise now */
    bl_day opening_moved;    /* or BL_NO_DAY */
};
struct bl_logged {
    int64_t talk;
    bl_day day;
    struct bl_logged_person *people;
    size_t people_count;
    struct bl_ids promises; /* ids in the order of the line */
};
enum bl_status bl_talk_log(struct bl_store *store, const struct bl_log *log, struct bl_arena *arena, struct bl_logged *out,
                           struct bl_error *err) BL_NODISCARD;

/* Records one payment (person, day, kind, and the amounts of that kind; day BL_NO_DAY = today) and replays what follows; *opening_moved as in bl_recorded.
 * What the rules of money.h forbid is BL_REFUSED: then the step has to be rolled back. */
enum bl_status bl_payment_record(struct bl_store *store, const struct bl_payment *payment, struct bl_payment *out, bl_day *opening_moved,
                                 struct bl_error *err) BL_NODISCARD;
/* Sets a setting; a new first-day makes the trails of the book anew where they differ. value NULL goes back to what it is by itself. Unknown keys and values that do not fit are BL_USAGE. */
enum bl_status bl_setting_put(struct bl_store *store, const char *key, const char *value, struct bl_error *err) BL_NODISCARD;
/* Keeps a finished review: as_of, figures, promises (at most three, else BL_USAGE) and improve are taken from `review`. */
enum bl_status bl_review_finish(struct bl_store *store, const struct bl_finished *review, int64_t *id, struct bl_error *err) BL_NODISCARD;

/* Says which promises of a finished review were kept: bit i for promise i. */
enum bl_status bl_review_kept(struct bl_store *store, int64_t id, unsigned kept, struct bl_error *err) BL_NODISCARD;

/* A text kept outside the undo journal: the composer's draft, one per name. text NULL removes it. Commits by itself. */
enum bl_status bl_draft_save(struct bl_store *store, const char *name, const char *text, struct bl_error *err) BL_NODISCARD;
enum bl_status bl_draft_load(struct bl_store *store, const char *name, struct bl_arena *arena, const char **text,
                             struct bl_error *err) BL_NODISCARD;

/* How a list is to be read, as the user said it once: `list` is the fingerprint of a header (or preset:KEY), `what` one of map stage delimiter encoding date_order. */
struct bl_reading {
    const char *list, *what, *key, *value; /* key: the column, or column=word of a stage; "" for what holds for the whole list */
    bl_day said;
};
/* All there is, by list, what and key. Few: one for each thing ever said. */
enum bl_status bl_reading_list(struct bl_store *store, struct bl_arena *arena, struct bl_reading **rows, size_t *n,
                               struct bl_error *err) BL_NODISCARD;
/* Inside a step (bl_bulk_reading: inside a bulk step): said today. The same value again leaves the day as it was; value NULL takes it out. *changed may be NULL. */
enum bl_status bl_reading_put(struct bl_store *store, const struct bl_reading *reading, bool *changed, struct bl_error *err) BL_NODISCARD;

/* ---- bulk (import) --------------------------------------------------------------------------------------------------------
 * One step for any number of rows: inserted rows are journalled as id ranges, changed rows by change set, so memory stays bounded.
 * Between begin and commit no other write may be made on this store. */
struct bl_bulk; /* opaque */
/* A dry one takes no lock, others may write meanwhile, this store too: it is of the moment of its begin, and what it would write is read from bl_bulk_store. */
enum bl_status bl_bulk_begin(struct bl_store *store, bool dry, struct bl_bulk **out, struct bl_error *err) BL_NODISCARD;
/* The store in which the people of the step are read: the one it was begun on, or that of the rehearsal. Borrowed. */
struct bl_store *bl_bulk_store(const struct bl_bulk *bulk);
/* From here on a value of a row takes the place of one that differs, but for fields set by hand (by_hand). */
void bl_bulk_replace(struct bl_bulk *bulk, bool on);
enum bl_status bl_bulk_reading(struct bl_bulk *bulk, const struct bl_reading *reading, bool *changed, struct bl_error *err) BL_NODISCARD;
struct bl_bulk_match {
    int64_t id; /* 0 = nobody */
    int by;     /* enum bl_handle_kind, or 0 for name and company */
    bool maybe; /* same name, but an identifier or the company differs: not taken as the same */
};
/* Who is this row? By its uid, if it has one; by URL, e-mail, phone; else equal name and company where no identifier contradicts. Two identifiers naming two people: the first found in the order
 * e-mail, URL, phone. Sees rows inserted earlier in the same bulk. */
enum bl_status bl_bulk_match(struct bl_bulk *bulk, const struct bl_person_edit *row, struct bl_bulk_match *out,
                             struct bl_error *err) BL_NODISCARD;
/* A new person, not in play, whose journey opens today at stage and moment (0 = awareness, connect). */
enum bl_status bl_bulk_insert(struct bl_bulk *bulk, const struct bl_person_edit *row, int stage, int moment, int64_t *id,
                              struct bl_error *err) BL_NODISCARD;
/* A person just inserted rests: parked until a day, or closed as lost, disqualified or churned, today. What the book forbids is left out: they stay active. */
enum bl_status bl_bulk_rest(struct bl_bulk *bulk, int64_t id, int side, bl_day until, struct bl_error *err) BL_NODISCARD;
/* Fills blanks of a person from a row; differing values are kept and told. */
struct bl_bulk_filled {
    bool changed;
    unsigned replaced; /* bits as below: of the conflicts, those where the row's value took the place of what was known */
    unsigned filled,
        conflicts; /* bits: 1 << enum bl_import_field of import.h order: name company title source note email phone url first_contact tag custom stage moment */
};
enum bl_status bl_bulk_fill(struct bl_bulk *bulk, int64_t id, const struct bl_person_edit *row, struct bl_bulk_filled *out,
                            struct bl_error *err) BL_NODISCARD;
/* A live journey goes forward to stage and moment (0 = stays), never back; parked and closed ones stay as they are. */
enum bl_status bl_bulk_forward(struct bl_bulk *bulk, int64_t id, int stage, int moment, bool *moved, struct bl_error *err) BL_NODISCARD;
/* Ends it: indexes, full text, totals; the step's number as in bl_step_commit. bulk is freed whatever happens. */
enum bl_status bl_bulk_commit(struct bl_bulk *bulk, const char *name, int64_t *step, struct bl_error *err) BL_NODISCARD;
void bl_bulk_rollback(struct bl_bulk *bulk); /* NULL is fine */

#endif
