/* Shared by backup.c, restore.c, forget.c and the doctor: copies of the file and where they stand. */
#ifndef BL_STORE_BACKUP_H
#define BL_STORE_BACKUP_H

#include "store/internal.h"

/* Copies all pages of one connection into another, in one transaction of each. `name` is what errors call the target. */
enum bl_status bl__copy_pages(sqlite3 *from, sqlite3 *to, int busy_ms, const char *name, struct bl_error *err) BL_NODISCARD;
const char *bl__base_name(const char *path);
char *bl__snapshot_dir(const char *db, struct bl_arena *arena) BL_NODISCARD; /* NULL: no memory */
/* Unfinished copies that a kill left beside the file. */
enum bl_status bl__leftovers(const char *db, struct bl_arena *arena, struct bl_strs *out, struct bl_error *err) BL_NODISCARD;
/* Opens a file to read it as it lies, without the two beside it; false when it cannot be, then *db is NULL or to be closed. */
bool bl__open_still(const char *path, sqlite3 **db) BL_NODISCARD;

#endif
