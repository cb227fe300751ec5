/* Shared within src/store only: the open file, its prepared statements, and the one place where writes happen. */
#ifndef BL_STORE_INTERNAL_H
#define BL_STORE_INTERNAL_H

#include "bowline/care.h"
#include "bowline/text.h"

#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include "sql_gen.h"

#define BL__APPLICATION_ID 0x424f5731 /* "BOW1" */

struct bl_store {
    sqlite3 *db;
    char *path;
    bool exists;       /* a real file is open, not the empty book in memory */
    bool scratch;      /* a file of our own making that nobody keeps: no snapshots of it */
    bool still;        /* the file is read as it lies, without the two beside it: nothing can be written */
    int epoch;         /* how often another file came to stand under the name */
    int upgraded_from; /* the schema it had, when opening brought it up to date; else 0 */
    bool too_old;      /* opening failed because it could not be brought up to date */
    struct bl_now now;
    struct bl_entropy entropy;
    int busy_ms;
    sqlite3_stmt *stmt[BL_SQL_COUNT];
    sqlite3_session *session; /* not NULL while a step is open */
    bool step, dry, bulk;
    int parts;                   /* parts of the open step already written */
    int64_t step_id;             /* of the open step once a part was written, else 0 */
    char *indexes;               /* what makes the indexes again that are down while a file is filled; NULL: they stand */
    struct bl__touched *touched; /* imports that filters named, see touched.h; and which was the last */
    int64_t last_import;
    const struct bl_ids *picked; /* whom bl_picked() of the SQL means; NULL = everybody */
    struct {
        bool (*stop)(void *data);
        void *data;
        bool late;         /* it is too late to stop: only to be looked at */
    } watch;               /* bl_store_watch */
    struct bl_work work;   /* bl_store_work */
    bool no_room;          /* a write failed because the disk is full */
    struct bl__past *past; /* past.c: the book is read as of a day; NULL = of the present */
};

/* The prepared statement, reset and with no bindings; NULL on failure (err filled). Prepared on first use. */
sqlite3_stmt *bl__stmt(struct bl_store *store, enum bl_sql sql, struct bl_error *err) BL_NODISCARD;
/* Binding by name (":id"); a name the statement lacks is a programming error (assert). NULL text binds NULL; BL_NO_DAY binds NULL. Text is not copied: it must live until the step. */
void bl__bind_int(sqlite3_stmt *stmt, const char *name, int64_t value);
void bl__bind_day(sqlite3_stmt *stmt, const char *name, bl_day day);
void bl__bind_text(sqlite3_stmt *stmt, const char *name, const char *value);
void bl__bind_uid(sqlite3_stmt *stmt, const char *name, const struct bl_uuid *uid);
/* The same by position, BL_AT(ENTRY_INSERT, DAY), for the statements an import runs once for each row: looking up twenty names took it a tenth of its time. */
void bl__put_int(sqlite3_stmt *stmt, int at, int64_t value);
void bl__put_day(sqlite3_stmt *stmt, int at, bl_day day);
void bl__put_text(sqlite3_stmt *stmt, int at, const char *value);
void bl__put_uid(sqlite3_stmt *stmt, int at, const struct bl_uuid *uid);
/* watch.c: around calls of several statements, so that all of them see the file at one moment (and lock it once). *ours: whether there is something to end;
 * inside a step or a hold there is not. */
enum bl_status bl__read_begin(struct bl_store *store, bool *ours, struct bl_error *err) BL_NODISCARD;
void bl__read_end(struct bl_store *store, bool ours);
/* A long write is so far: whoever watches is asked whether it should go on (BL_INTERRUPTED: no). bl__work_done: it is at its end. bl__work_for: what is done in another file
 * is watched as this one is. */
enum { BL__WORK_BYTES = 300 /* of a change set are a part of the work, as step_work has it */ };
enum bl_status bl__work(struct bl_store *store, struct bl_work work, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__work_on(struct bl_store *store, int64_t parts, struct bl_error *err) BL_NODISCARD; /* some parts further */
enum bl_status bl__work_saving(struct bl_store *store,
                               struct bl_error *err) BL_NODISCARD; /* before COMMIT: the last moment at which it can be stopped */
bool bl__work_stops(const struct bl_store *store);                 /* is it to be stopped? */
void bl__work_done(struct bl_store *store);
void bl__work_for(const struct bl_store *store, struct bl_store *other);
/* One row: BL_OK with *row true or false (then the statement is reset); anything else fills err. */
enum bl_status bl__row(struct bl_store *store, sqlite3_stmt *stmt, bool *row, struct bl_error *err) BL_NODISCARD;
/* Runs a statement that gives no rows, and resets it. */
enum bl_status bl__run(struct bl_store *store, sqlite3_stmt *stmt, struct bl_error *err) BL_NODISCARD;
/* The same by name: of all, of one row (:id), of a run of them (:lo to :hi). */
enum bl_status bl__run_one(struct bl_store *store, enum bl_sql sql, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__run_for(struct bl_store *store, enum bl_sql sql, int64_t id, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__run_range(struct bl_store *store, enum bl_sql sql, int64_t lo, int64_t hi, struct bl_error *err) BL_NODISCARD;
/* Triggers on or off for this connection; SQLite then prepares every statement anew, so once for a run of people, not for each. */
void bl__triggers(struct bl_store *store, bool on);
/* Columns. Text is copied into the arena (NULL for NULL); a NULL day is BL_NO_DAY. */
bl_day bl__col_day(sqlite3_stmt *stmt, int col);
const char *bl__col_text(sqlite3_stmt *stmt, int col, struct bl_arena *arena);
struct bl_uuid bl__col_uid(sqlite3_stmt *stmt, int col);
/* Rows of unknown number, growing in an arena. Zeroed rows; NULL when memory is out (err filled). */
struct bl__rows {
    void *at;
    size_t n, cap, size;
    struct bl_arena *arena;
};
void *bl__rows_add(struct bl__rows *rows, struct bl_error *err) BL_NODISCARD;
/* All rows of a bound statement (NULL: err is filled already), each read into a zeroed slot; the statement is reset. */
typedef enum bl_status (*bl__reader)(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot, struct bl_error *err);
enum bl_status bl__collect(struct bl_store *store, sqlite3_stmt *stmt, bl__reader read, struct bl__rows *rows,
                           struct bl_error *err) BL_NODISCARD;
/* The error of the connection, in words, as a status: busy, disk full, read-only, corrupt, … */
enum bl_status bl__sqlite_error(struct bl_store *store, const char *doing, struct bl_error *err);
/* Runs SQL without parameters (migrations, pragmas, transaction control). */
enum bl_status bl__exec(struct bl_store *store, const char *sql, const char *doing, struct bl_error *err) BL_NODISCARD;
/* Is a step open for writing? BL_FAILED otherwise: every write begins with this. */
enum bl_status bl__writing(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
struct bl_uuid bl__new_uid(struct bl_store *store);

/* store.c: makes the real file where there is none yet. migrate.c: brings an open file up to date. list.c: registers the SQL functions that filters use. */
enum bl_status bl__make_directories(const char *path, struct bl_error *err) BL_NODISCARD; /* those above path, 0700 */
/* Opens a file that is only a stage of something else: no snapshot is taken of it, not even before it is brought up to date. */
enum bl_status bl__open_scratch(const char *path, const struct bl_store_options *options, struct bl_store **out,
                                struct bl_error *err) BL_NODISCARD;
/* Before a write: is the open file still the one of its name? Goes over to another that stands there now; BL_FAILED when none does. */
enum bl_status bl__stay(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
/* The same file once more, for reading only; as empty as this one where there is none yet. */
enum bl_status bl__open_beside(const struct bl_store *store, struct bl_store **out, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__materialise(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__migrate(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__functions(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
/* migrate.c: one number of a pragma or a query. codec.c: bl_out, bl_in and bl_picked, for the lines of dump.sql. */
enum bl_status bl__pragma_number(struct bl_store *store, const char *sql, int64_t *out, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__codec(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
int64_t bl__hand_bit(const char *name, size_t n); /* the bit of by_hand for a field, 0 for what has none */

/* step.c: the transaction and its journal. A part is a change set, or (table not NULL) a run of ids. */
struct bl__part {
    void *changes;
    int size;
    const char *table;
    int64_t lo, hi;
};
enum bl_status bl__begin(struct bl_store *store, struct bl_error *err) BL_NODISCARD;        /* BEGIN IMMEDIATE */
void bl__end(struct bl_store *store);                                                       /* forgets the open step, transaction aside */
enum bl_status bl__session_open(struct bl_store *store, struct bl_error *err) BL_NODISCARD; /* records all journalled tables from here on */
enum bl_status bl__part_write(struct bl_store *store, const struct bl__part *part, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__part_flush(struct bl_store *store, struct bl_error *err) BL_NODISCARD; /* what the session holds becomes a part */

/* undo.c: one step undone, whichever it is, inside a transaction; what a run of entries counts for, added (1) or taken out (-1) at once. */
enum bl_status bl__step_row(sqlite3_stmt *stmt, struct bl_arena *arena, void *slot,
                            struct bl_error *err) BL_NODISCARD; /* a bl__reader of step_columns */
enum bl_status bl__step_work(struct bl_store *store, int64_t step, bool redo, struct bl_work *out, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__undo_one(struct bl_store *store, int64_t step, struct bl_error *err) BL_NODISCARD;
/* What a step of an older schema brought back is made as it would be now. Does an address differ in nothing but its key from the one a change set means? */
enum bl_status bl__mend_old(struct bl_store *store, int64_t step, struct bl_error *err) BL_NODISCARD;
bool bl__only_key_differs(sqlite3_changeset_iter *iter);
enum bl_status bl__count_entries(struct bl_store *store, int sign, int64_t lo, int64_t hi, struct bl_error *err) BL_NODISCARD;

/* Columns of a list row in the order of bl__person_row; every SELECT of people names these: see person.sql. */
#define bl__person_columns                                                                                                                 \
    bl__sql[BL_SQL_PERSON_COLUMNS] /* "p.id, p.uid, p.name, …" for `FROM person p LEFT JOIN promise n ON n.id = p.next_id` */
enum { BL__COL_ID = 0, BL__COL_NAME_KEY = 31, BL__COL_COMPANY_KEY = 32, BL__COL_PLAYED_ON = 33, BL__PERSON_COLUMN_COUNT = 34 };
enum bl_status bl__person_row(sqlite3_stmt *stmt, struct bl_arena *arena, struct bl_person *out, struct bl_error *err) BL_NODISCARD;

/* load.c: a list row by id; the name alone; rows of a statement over talk_columns (which it resets), one row of promise_columns; entries of a person in book order,
 * all or only those that hold. BL_NOT_FOUND for nobody. */
enum bl_status bl__person_brief(struct bl_store *store, int64_t id, struct bl_arena *arena, struct bl_person *out,
                                struct bl_error *err) BL_NODISCARD;
/* All rows of one text column; resets the statement. */
enum bl_status bl__texts(struct bl_store *store, sqlite3_stmt *stmt, struct bl_arena *arena, struct bl_strs *out,
                         struct bl_error *err) BL_NODISCARD;
enum bl_status bl__person_name(struct bl_store *store, int64_t id, struct bl_arena *arena, const char **name,
                               struct bl_error *err) BL_NODISCARD;
enum bl_status bl__talk_rows(struct bl_store *store, sqlite3_stmt *stmt, struct bl_arena *arena, struct bl_talk **out, size_t *n,
                             struct bl_error *err) BL_NODISCARD;
enum bl_status bl__promise_row(sqlite3_stmt *stmt, struct bl_arena *arena, struct bl_promise *out, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__promise_rows(struct bl_store *store, sqlite3_stmt *stmt, struct bl_arena *arena, struct bl_promise **out, size_t *n,
                                struct bl_error *err) BL_NODISCARD;
enum bl_status bl__entries(struct bl_store *store, bool holding, int64_t person, struct bl_arena *arena, struct bl__rows *out,
                           struct bl_error *err) BL_NODISCARD;

/* refresh.c: rebuilds what is derived: the standing and the entries' from and to; last talk; next promise; search text. */
enum bl_status bl__refresh_book(struct bl_store *store, int64_t person, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__refresh_all(struct bl_store *store, struct bl_error *err) BL_NODISCARD; /* the books of everybody */
/* The derived half of one entry, written. weeks.c: the trails that differ when weeks begin on another day (leads of date.h), inside a step. */
enum bl_status bl__write_derived(struct bl_store *store, const struct bl_entry *entry, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__weeks_follow(struct bl_store *store, int before, int after, struct bl_error *err) BL_NODISCARD;
/* money.c: what follows from payments along the entries of a person, which are replayed. */
enum bl_status bl__refresh_money(struct bl_store *store, int64_t person, struct bl_entry *entries, size_t n,
                                 struct bl_error *err) BL_NODISCARD;
enum bl_status bl__refresh_talks(struct bl_store *store, int64_t person, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__refresh_promises(struct bl_store *store, int64_t person, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__refresh_find(struct bl_store *store, int64_t person, struct bl_error *err) BL_NODISCARD;
/* dump.c: all four; the person after *id, by id; the totals and the full text made anew, inside a transaction. */
enum bl_status bl__rebuild_totals(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__rebuild_search(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__refresh_person(struct bl_store *store, int64_t person, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__next_person(struct bl_store *store, int64_t *id, bool *found, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__into_play(struct bl_store *store, int64_t person, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__comes_into_play(struct bl_store *store, int64_t person, bool *came, struct bl_error *err) BL_NODISCARD;
/* From which day they are in play, as what was done with them says. */
enum bl_status bl__refresh_played(struct bl_store *store, int64_t person, struct bl_error *err) BL_NODISCARD;
/* What a search looks at and the moments behind them, as the row has it; the same by replay; are two entries the same in all that is derived? */
enum bl_status bl__find_kept(struct bl_store *store, int64_t person, struct bl_arena *arena, const char **find, unsigned *visited,
                             struct bl_error *err) BL_NODISCARD;
/* What the entries say was paid when somebody left, taken out of them before it is replayed (bl_money_replay fills it in); NULL when memory is out. */
int64_t *bl__paid_apart(struct bl_entry *entries, size_t n, struct bl_arena *arena) BL_NODISCARD;
/* Where somebody stands, under the names of the columns. */
void bl__bind_standing(sqlite3_stmt *stmt, const struct bl_standing *at);
unsigned bl__behind(const struct bl_entry *entries, size_t n, const struct bl_standing *at);
bool bl__same_derived(const struct bl_entry *a, const struct bl_entry *b);
void bl__find_text(struct bl_buf *find, const char *company, const char *title, struct bl_strs emails, struct bl_strs tags);

/* setting.c: a setting in days, BL_NO_DAYS when it was not set. */
enum bl_status bl__setting_days(struct bl_store *store, const char *key, int *days, struct bl_error *err) BL_NODISCARD;

/* person.c: one address more (one that is there already adds nothing), one tag more or less, a custom field (value NULL removes it); the day of a fact: BL_NO_DAY is today,
 * the future is refused. */
enum bl_status bl__handle_add(struct bl_store *store, int64_t person, enum bl_handle_kind kind, const char *value,
                              struct bl_error *err) BL_NODISCARD;
enum bl_status bl__tag_set(struct bl_store *store, int64_t person, const char *name, bool there, struct bl_error *err) BL_NODISCARD;
/* A statement that writes what one row says of a person, with all of it bound but what is only its own (:by_hand, …); the texts live in the arena. NULL: err says why. */
sqlite3_stmt *bl__person_facts(struct bl_store *store, enum bl_sql sql, const struct bl_person *p, struct bl_arena *arena,
                               struct bl_error *err) BL_NODISCARD;
enum bl_status bl__custom_set(struct bl_store *store, int64_t person, const char *name, const char *value,
                              struct bl_error *err) BL_NODISCARD;
enum bl_status bl__fact_day(const struct bl_store *store, bl_day asked, bl_day *day, struct bl_error *err) BL_NODISCARD;

/* promise.c: one promise more; the person's next step follows and they come into play. */
struct bl__promise {
    int64_t person, talk;
    const char *text;
    bl_day due, made_on;
    bool theirs;
};
enum bl_status bl__promise_insert(struct bl_store *store, const struct bl__promise *promise, int64_t *id,
                                  struct bl_error *err) BL_NODISCARD;

/* entry.c: writes an entry as it is; opens the journey on `day` when it began later (*moved = day then, else untouched). */
enum bl_status bl__entry_insert(struct bl_store *store, const struct bl_entry *entry, int64_t *id, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__open_by(struct bl_store *store, int64_t person, bl_day day, bl_day *moved, struct bl_error *err) BL_NODISCARD;

#endif
