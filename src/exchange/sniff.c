/* Is it a table (or a vCard, which card.c knows) at all? What people hand over by mistake is named, with the way out, instead of being read as one column of noise. */
#include "exchange/internal.h"

#include <string.h>

static bool begins(const char *head, size_t n, const char *with, size_t len) {
    return n >= len && memcmp(head, with, len) == 0;
}

static bool holds(const char *head, size_t n, const char *what) {
    return n && memmem(head, n, what, strlen(what)) != NULL;
}

static enum bl_status refuse(struct bl_error *err, const char *path, const char *what, const char *way) {
    enum bl_status status = bl_fail(err, BL_USAGE, "%.200s is %s, not a CSV file", path, what);
    bl_hint(err, "%s", way);
    return status;
}

static enum bl_status zip(const char *head, size_t n, const char *path, struct bl_error *err) {
    if (holds(head, n, "xl/") || holds(head, n, "[Content_Types].xml"))
        return refuse(err, path, "an Excel workbook (xlsx)", "save it as CSV (UTF-8) there and import that");
    if (holds(head, n, "opendocument.spreadsheet")) return refuse(err, path, "a spreadsheet (ods)", "save it as CSV there and import that");
    return refuse(err, path, "a zip archive", "unpack it and import the CSV inside");
}

enum bl_status bl__sniff_kind(const char *head, size_t n, const char *path, struct bl_error *err) {
    if (begins(head, n, "PK\3\4", 4) || begins(head, n, "PK\5\6", 4)) return zip(head, n, path, err);
    if (begins(head, n, "\x1F\x8B", 2)) return refuse(err, path, "compressed (gzip)", "unpack it with gunzip and import the CSV inside");
    if (begins(head, n, "\xD0\xCF\x11\xE0", 4))
        return refuse(err, path, "an old Excel workbook (xls)", "save it as CSV there and import that");
    if (begins(head, n, "%PDF", 4)) return refuse(err, path, "a PDF document", "export the list as CSV where it comes from");
    if (begins(head, n, "SQLite format 3", 16)) return refuse(err, path, "a SQLite database", "to open it as your book: bowline --db FILE");
    size_t i = begins(head, n, "\xEF\xBB\xBF", 3) ? 3 : 0;
    while (i < n && (head[i] == ' ' || head[i] == '\r' || head[i] == '\n')) i++;
    const char *s = head + i;
    size_t left = n - i;
    if (bl__ascii_starts(s, left, "<html") || bl__ascii_starts(s, left, "<?xml") || bl__ascii_starts(s, left, "<!doc"))
        return refuse(err, path, "a web page", "the download may have asked for a login: export the list again");
    if (left >= 2 && ((s[0] == '[' && (s[1] == '{' || s[1] == '\n')) || (s[0] == '{' && (s[1] == '"' || s[1] == '\n'))))
        return refuse(err, path, "JSON", "export the list as CSV where it comes from");
    return BL_OK;
}
