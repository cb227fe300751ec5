/* Folders for the import wizard: what lies in one, which of it may be a contact list, and where files land on this machine. Names stay the bytes the system has. */
#include "term/perform.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ENTRIES_MAX = 50000, PATH_MOST = 4096 };
static const char kept_name[] = "import-folder"; /* among the drafts: outside the undo journal, and never exported */

/* A file dragged onto a terminal arrives quoted or with backslashes. */
static void unquote(struct bl_buf *out, const char *typed) {
    size_t n = strlen(typed);
    bool quoted = n > 1 && (typed[0] == '\'' || typed[0] == '"') && typed[n - 1] == typed[0];
    if (quoted) {
        bl_buf_add(out, typed + 1, n - 2);
        return;
    }
    for (const char *s = typed; *s; s++) {
        if (*s == '\\' && s[1]) s++;
        bl_buf_chr(out, *s);
    }
}

static char *plain_path(const struct performer *performer, const char *typed) {
    BL_AUTO(bl_buf) struct bl_buf plain = {0}, path = {0};
    unquote(&plain, typed);
    const char *text = bl_buf_text(&plain);
    if (strncmp(text, "file://", 7) == 0) text += 7;
    if (text[0] == '~' && (text[1] == '/' || !text[1]) && performer->home) {
        bl_buf_str(&path, performer->home);
        text++;
    }
    bl_buf_str(&path, text);
    return path.failed ? NULL : strdup(bl_buf_text(&path));
}

/* ---- where ---------------------------------------------------------------------------------------------------------------------------------- */

static bool is_folder(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

void perform_folder_keep(struct performer *performer, const char *file) {
    struct bl_error ignored = {0};
    BL_AUTO(bl_buf) struct bl_buf folder = {0};
    const char *slash = strrchr(file, '/');
    if (!slash || file[0] != '/') return;
    bl_buf_add(&folder, file, (size_t)(slash - file) + 1);
    enum bl_status status = bl_draft_save(performer->store, kept_name, bl_buf_text(&folder), &ignored);
    (void)status; /* a folder more to open the next time is worth no error */
}

/* The folder of the last import, else Downloads, else where the program was started. */
static void landing(struct performer *performer, struct bl_buf *out) {
    static const char *const names[] = {"/Downloads/", "/downloads/"};
    struct bl_error ignored = {0};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const char *kept = NULL;
    char here[PATH_MOST];
    bool known = bl_draft_load(performer->store, kept_name, &arena, &kept, &ignored) == BL_OK && kept && is_folder(kept);
    if (known) bl_buf_str(out, kept);
    for (size_t i = 0; !out->len && performer->home && i < sizeof names / sizeof *names; i++) {
        bl_buf_addf(out, "%s%s", performer->home, names[i]);
        if (!is_folder(bl_buf_text(out))) bl_buf_cut(out, 0);
    }
    if (!out->len && getcwd(here, sizeof here)) bl_buf_addf(out, "%s/", here);
    if (!out->len) bl_buf_chr(out, '/');
}

/* "a/./b//c/.." → "a/b/": the way up is the way one came, also through a link. */
static void tidy(const char *path, struct bl_buf *out) {
    bl_buf_cut(out, 0);
    bl_buf_chr(out, '/');
    while (*path) {
        size_t n = strcspn(path, "/");
        if (n == 2 && path[0] == '.' && path[1] == '.') {
            size_t len = out->len > 1 ? out->len - 1 : 1;
            while (len > 1 && out->data[len - 1] != '/') len--;
            bl_buf_cut(out, len);
        } else if (n && !(n == 1 && *path == '.')) {
            bl_buf_add(out, path, n);
            bl_buf_chr(out, '/');
        }
        path += n + (path[n] == '/');
    }
}

void perform_folder_path(struct performer *performer, const struct effect *effect, struct bl_buf *out) {
    BL_AUTO(bl_buf) struct bl_buf full = {0};
    char *plain = effect->text ? (effect->flag ? strdup(effect->text) : plain_path(performer, effect->text)) : NULL;
    if (!plain)
        landing(performer, &full);
    else if (*plain != '/') {
        if (effect->within)
            bl_buf_str(&full, effect->within);
        else
            landing(performer, &full);
        bl_buf_str(&full, plain);
    } else
        bl_buf_str(&full, plain);
    free(plain);
    tidy(bl_buf_text(&full), out);
    if (out->len > 1) bl_buf_cut(out, out->len - 1);
}

/* ---- what lies there ------------------------------------------------------------------------------------------------------------------------ */

static enum folder_kind kind_of(const char *name, const struct stat *st) {
    static const char *const ends[] = {".csv", ".tsv", ".tab", ".txt", ".vcf", ".vcard"};
    size_t n = strlen(name);
    if (S_ISDIR(st->st_mode)) return FOLDER_FOLDER;
    for (size_t i = 0; S_ISREG(st->st_mode) && i < sizeof ends / sizeof *ends; i++) {
        size_t len = strlen(ends[i]);
        if (n > len && strcasecmp(name + n - len, ends[i]) == 0) return FOLDER_TABLE;
    }
    return FOLDER_OTHER;
}

static bl_day day_at(time_t when) {
    struct tm tm;
    return localtime_r(&when, &tm) ? bl_day_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) : BL_NO_DAY;
}

struct found {
    struct folder_entry entry;
    time_t when;
};

/* Tables by their day, the newest first; everything else by name. */
static int by_worth(const void *a, const void *b) {
    const struct found *x = a, *y = b;
    if (x->entry.kind != y->entry.kind) return x->entry.kind < y->entry.kind ? -1 : 1;
    if (x->entry.kind == FOLDER_TABLE && x->when != y->when) return x->when > y->when ? -1 : 1;
    int same = strcasecmp(x->entry.name, y->entry.name);
    return same ? same : strcmp(x->entry.name, y->entry.name);
}

static bool read_entries(DIR *dir, struct folder_data *data) {
    struct found *found = NULL;
    size_t n = 0, cap = 0;
    bool ok = true;
    for (struct dirent *entry = readdir(dir); ok && entry; entry = readdir(dir)) {
        struct stat st;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        data->more = n == ENTRIES_MAX;
        if (data->more) break;
        if (fstatat(dirfd(dir), entry->d_name, &st, 0) != 0) continue; /* gone meanwhile, or a link that leads nowhere */
        if (n == cap) {
            cap = cap ? 2 * cap : 64;
            struct found *grown = realloc(found, cap * sizeof *grown);
            ok = grown != NULL;
            if (!ok) break;
            found = grown;
        }
        const char *name = bl_arena_str(&data->arena, entry->d_name);
        ok = name != NULL;
        if (ok) found[n++] = (struct found){{name, (int64_t)st.st_size, day_at(st.st_mtime), kind_of(name, &st)}, st.st_mtime};
    }
    if (n) qsort(found, n, sizeof *found, by_worth);
    data->at = ok ? bl_arena_array(&data->arena, n + 1, sizeof *data->at) : NULL;
    for (size_t i = 0; data->at && i < n; i++) data->at[i] = found[i].entry;
    data->n = data->at ? n : 0;
    free(found);
    return data->at != NULL;
}

/* The user's own folders begin with ~. */
static const char *shown_path(const struct performer *performer, struct folder_data *data, const char *path) {
    size_t n = performer->home ? strlen(performer->home) : 0;
    bool own = n > 1 && strncmp(path, performer->home, n) == 0 && path[n] == '/';
    return own ? bl_arena_printf(&data->arena, "~%s", path + n) : data->path;
}

/* False: it cannot be read, for the reason in data->problem. */
static bool open_folder(struct performer *performer, struct folder_data *data, const char *path) {
    BL_AUTO(bl_buf) struct bl_buf full = {0};
    bl_buf_addf(&full, "%s%s", path, strcmp(path, "/") == 0 ? "" : "/");
    DIR *dir = opendir(bl_buf_text(&full));
    if (!dir) {
        data->problem = bl_arena_printf(&data->arena, "%.300s cannot be looked into: %s", path, strerror(errno));
        return false;
    }
    data->path = bl_arena_str(&data->arena, bl_buf_text(&full));
    data->shown = data->path ? shown_path(performer, data, data->path) : NULL;
    bool ok = data->shown && read_entries(dir, data);
    closedir(dir);
    if (ok) return true;
    data->path = NULL;
    data->problem = "there is no memory for so many files";
    return false;
}

/* A file, or a beginning of names: the folder it lies in, and the rest. */
static void open_above(struct performer *performer, struct folder_data *data, char *path) {
    char *slash = strrchr(path, '/');
    const char *rest = bl_arena_str(&data->arena, slash + 1);
    struct stat st;
    bool there = lstat(path, &st) == 0;
    slash[slash == path] = '\0';
    if (!is_folder(path)) {
        data->problem = bl_arena_printf(&data->arena, "there is no folder %.300s", path);
        return;
    }
    if (open_folder(performer, data, path)) data->rest = rest;
    if (!there && rest && !data->problem) data->problem = bl_arena_printf(&data->arena, "there is no file “%.200s” here", rest);
}

/* The folder one comes from gets the cursor. */
static void came_from(const struct effect *effect, struct folder_data *data) {
    size_t n = data->path ? strlen(data->path) : 0;
    if (!n || data->rest || !effect->within || strncmp(effect->within, data->path, n) != 0 || !effect->within[n]) return;
    data->rest = bl_arena_copy(&data->arena, effect->within + n, strcspn(effect->within + n, "/"));
}

bool perform_folder(struct performer *performer, const struct effect *effect, struct msg *out) {
    struct bl_error err = {0};
    struct folder_data *data = calloc(1, sizeof *data);
    BL_AUTO(bl_buf) struct bl_buf path = {0};
    perform_folder_path(performer, effect, &path);
    if (!data || path.failed) {
        folder_data_free(&data);
        (void)bl_nomem(&err);
        return perform_failed(performer, effect, &err, out);
    }
    size_t typed = effect->text ? strlen(effect->text) : 0;
    bool slash = typed && effect->text[typed - 1] == '/'; /* a folder is meant, and no beginning of a name */
    if (is_folder(bl_buf_text(&path)))
        open_folder(performer, data, bl_buf_text(&path));
    else if (slash && !effect->flag)
        data->problem = bl_arena_printf(&data->arena, "there is no folder %.300s", bl_buf_text(&path));
    else
        open_above(performer, data, path.data);
    came_from(effect, data);
    *out = (struct msg){.kind = MSG_FOLDER, .of = effect->kind, .serial = effect->serial};
    out->data.folder = data;
    return true;
}
