/* Shared within src/store only: the open file, its prepared statements, and the one place where writes happen. */
#ifndef BL_STORE_INTERNAL_H
#define BL_STORE_INTERNAL_H

#include "bowline/store.h"
#include "bowline/text.h"

#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include "sql_gen.h"

#define BL__APPLICATION_ID 0x424f5731 /* "BOW1" */

struct bl_store {
    sqlite3 *db;
    char *path;
    bool exists;                 /* a real file is open, not the empty book in memory */
    struct bl_now now;
    struct bl_entropy entropy;
    int busy_ms;
    sqlite3_stmt *stmt[BL_SQL_COUNT];
    sqlite3_session *session;    /* not NULL while a step is open */
    bool step, dry, bulk;
    int parts;                   /* parts of the open step already written */
    int64_t step_id;             /* of the open step once a part was written, else 0 */
};

/* The prepared statement, reset and with no bindings; NULL on failure (err filled). Prepared on first use. */
sqlite3_stmt *bl__stmt(struct bl_store *store, enum bl_sql sql, struct bl_error *err) BL_NODISCARD;
/* Binding by name (":id"); a name the statement lacks is a programming error (assert). NULL text binds NULL; BL_NO_DAY binds NULL. Text is not copied: it must live until the step. */
void bl__bind_int(sqlite3_stmt *stmt, const char *name, int64_t value);
void bl__bind_day(sqlite3_stmt *stmt, const char *name, bl_day day);
void bl__bind_text(sqlite3_stmt *stmt, const char *name, const char *value);
void bl__bind_uid(sqlite3_stmt *stmt, const char *name, const struct bl_uuid *uid);
/* One row: BL_OK with *row true or false (then the statement is reset); anything else fills err. */
enum bl_status bl__row(struct bl_store *store, sqlite3_stmt *stmt, bool *row, struct bl_error *err) BL_NODISCARD;
/* Runs a statement that gives no rows, and resets it. */
enum bl_status bl__run(struct bl_store *store, sqlite3_stmt *stmt, struct bl_error *err) BL_NODISCARD;
/* Columns. Text is copied into the arena (NULL for NULL); a NULL day is BL_NO_DAY. */
bl_day bl__col_day(sqlite3_stmt *stmt, int col);
const char *bl__col_text(sqlite3_stmt *stmt, int col, struct bl_arena *arena);
struct bl_uuid bl__col_uid(sqlite3_stmt *stmt, int col);
/* The error of the connection, in words, as a status: busy, disk full, read-only, corrupt, … */
enum bl_status bl__sqlite_error(struct bl_store *store, const char *doing, struct bl_error *err);
/* Runs SQL without parameters (migrations, pragmas, transaction control). */
enum bl_status bl__exec(struct bl_store *store, const char *sql, const char *doing, struct bl_error *err) BL_NODISCARD;
/* Is a step open for writing? BL_FAILED otherwise: every write begins with this. */
enum bl_status bl__writing(struct bl_store *store, struct bl_error *err) BL_NODISCARD;
struct bl_uuid bl__new_uid(struct bl_store *store);

/* Columns of a list row in the order of bl__person_row; every SELECT of people names these: see person.sql. */
#define bl__person_columns bl__sql[BL_SQL_PERSON_COLUMNS] /* "p.id, p.uid, p.name, …" for `FROM person p LEFT JOIN promise n ON n.id = p.next_id` */
enum { BL__COL_ID = 0, BL__COL_NAME_KEY = 31, BL__COL_COMPANY_KEY = 32, BL__PERSON_COLUMN_COUNT = 33 };
enum bl_status bl__person_row(sqlite3_stmt *stmt, struct bl_arena *arena, struct bl_person *out, struct bl_error *err) BL_NODISCARD;
/* Rebuilds the derived half of a person's row (search text, standing from its entries, last talk, next promise) and of the entries. */
enum bl_status bl__person_refresh(struct bl_store *store, int64_t person, struct bl_error *err) BL_NODISCARD;

#endif
