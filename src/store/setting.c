/* Settings of the file: read with what stands in for those nobody set; written inside a step, so that undo brings the old figures back. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

static enum bl_status look_up(struct bl_store *store, struct bl_setting *setting, struct bl_arena *arena, struct bl_error *err) {
    sqlite3_stmt *stmt = bl__stmt(store, BL_SQL_SETTING_GET, err);
    bool row = false;
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":key", setting->key);
    enum bl_status status = bl__row(store, stmt, &row, err);
    if (status != BL_OK || !row) return status;
    const char *value = bl__col_text(stmt, 0, arena);
    sqlite3_reset(stmt);
    if (!value) return bl_nomem(err);
    setting->value = value;
    setting->set = true;
    return BL_OK;
}

enum bl_status bl_setting_list(struct bl_store *store, struct bl_arena *arena, struct bl_setting **out, size_t *n, struct bl_error *err) {
    struct bl__rows rows = {.size = sizeof(struct bl_setting), .arena = arena};
    struct bl_setting setting;
    for (size_t i = 0; bl_setting_at(i, &setting); i++) {
        enum bl_status status = look_up(store, &setting, arena, err);
        if (status != BL_OK) return status;
        struct bl_setting *slot = bl__rows_add(&rows, err);
        if (!slot) return err->status;
        *slot = setting;
    }
    *out = rows.at;
    *n = rows.n;
    return BL_OK;
}

enum bl_status bl_setting_get(struct bl_store *store, const char *key, struct bl_arena *arena, struct bl_setting *out,
                              struct bl_error *err) {
    struct bl_setting setting;
    for (size_t i = 0; bl_setting_at(i, &setting); i++) {
        if (strcmp(setting.key, key) != 0) continue;
        enum bl_status status = look_up(store, &setting, arena, err);
        if (status == BL_OK) *out = setting;
        return status;
    }
    const char *kept = NULL;
    return bl_setting_check(key, "", arena, &kept, err); /* says which there are */
}

enum bl_status bl_setting_put(struct bl_store *store, const char *key, const char *value, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_setting setting;
    const char *kept = NULL;
    enum bl_status status = bl__writing(store, err);
    if (status == BL_OK) status = bl_setting_get(store, key, &arena, &setting, err);
    if (status == BL_OK && value) status = bl_setting_check(key, value, &arena, &kept, err);
    if (status != BL_OK) return status;
    bool drop = !kept || strcmp(kept, setting.usual) == 0; /* what it is by itself needs no row */
    int before = 0, after = 0;
    status = bl_store_lead(store, &before, err);
    sqlite3_stmt *stmt = status == BL_OK ? bl__stmt(store, drop ? BL_SQL_SETTING_DROP : BL_SQL_SETTING_PUT, err) : NULL;
    if (!stmt) return err->status;
    bl__bind_text(stmt, ":key", key);
    if (!drop) bl__bind_text(stmt, ":value", kept);
    status = bl__run(store, stmt, err);
    if (status == BL_OK) status = bl_store_lead(store, &after, err);
    return status == BL_OK && after != before ? bl__weeks_follow(store, before, after, err) : status;
}

/* A value that is no day (another program wrote it) counts as not set. */
enum bl_status bl_store_lead(struct bl_store *store, int *lead, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_setting setting;
    enum bl_status status = bl_setting_get(store, "first-day", &arena, &setting, err);
    if (status != BL_OK) return status;
    int set = bl_setting_lead(setting.value);
    *lead = set < 0 ? 0 : set;
    return BL_OK;
}

/* A number of days that was set, or BL_NO_DAYS. A value that is none (another program wrote it) counts as not set. */
enum bl_status bl__setting_days(struct bl_store *store, const char *key, int *days, struct bl_error *err) {
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_error ignored = {0};
    struct bl_setting setting;
    const char *kept = NULL;
    enum bl_status status = bl_setting_get(store, key, &arena, &setting, err);
    if (status != BL_OK) return status;
    bool fits = setting.set && bl_setting_check(key, setting.value, &arena, &kept, &ignored) == BL_OK;
    *days = fits ? atoi(kept) : BL_NO_DAYS;
    return BL_OK;
}
