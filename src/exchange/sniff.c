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

static const char save_as[] = "open it there, save it as CSV (UTF-8) and import that";

static const struct magic {
    const char *bytes;
    unsigned char n;
    const char *what, *way;
} magics[] = {
    {"\x1F\x8B", 2, "compressed (gzip)", "unpack it with gunzip and import the CSV inside"},
    {"BZh", 3, "compressed (bzip2)", "unpack it with bunzip2 and import the CSV inside"},
    {"\xFD"
     "7zXZ",
     5, "compressed (xz)", "unpack it with unxz and import the CSV inside"},
    {"\x28\xB5\x2F\xFD", 4, "compressed (zstd)", "unpack it with unzstd and import the CSV inside"},
    {"7z\xBC\xAF", 4, "an archive (7z)", "unpack it and import the CSV inside"},
    {"Rar!", 4, "an archive (rar)", "unpack it and import the CSV inside"},
    {"%PDF", 4, "a PDF document", "export the list as CSV where it comes from"},
    {"{\\rtf", 5, "a rich text document (rtf)", save_as},
    {"SQLite format 3", 15, "a SQLite database", "to open it as your book: bowline --db FILE"},
    {"!BDN", 4, "an Outlook data file (pst)", "in Outlook: File, Open & Export, Import/Export, Export to a file, Comma Separated Values"},
    {"\xFF\xD8\xFF", 3, "a picture (jpeg)", "export the list as CSV where it comes from"},
    {"\x89PNG", 4, "a picture (png)", "export the list as CSV where it comes from"},
    {"GIF8", 4, "a picture (gif)", "export the list as CSV where it comes from"},
    {"PAR1", 4, "a Parquet file", "write it as CSV and import that"},
    {"{\"type\":\"bowline\"", 17, "an export of a whole book (jsonl)", "it goes back with: bowline restore FILE"},
};

/* What is in the archive, by the names of its parts. */
static const struct magic inside[] = {
    {"opendocument.spreadsheet", 0, "a spreadsheet (ods)", save_as},
    {"opendocument.text", 0, "a text document (odt)", save_as},
    {"word/", 0, "a Word document (docx)", "copy its table into a spreadsheet, save that as CSV and import it"},
    {".iwa", 0, "a Numbers document", "in Numbers: File, Export To, CSV; import that"},
    {"xl/", 0, "an Excel workbook (xlsx)", save_as},
    {"[Content_Types].xml", 0, "an Excel workbook (xlsx)", save_as},
    {"", 0, "a zip archive", "unpack it and import the CSV inside"},
};

/* Texts that are no table, by how they begin. */
static const struct magic texts[] = {
    {"BEGIN:VCALENDAR", 0, "a calendar (ics)", "people come as vCard or CSV"},
    {"dn: ", 0, "an LDIF address book", "export it as vCard or CSV instead"},
    {"Return-Path:", 0, "an e-mail", "save the list that is attached to it and import that"},
    {"Received: ", 0, "an e-mail", "save the list that is attached to it and import that"},
    {"Delivered-To:", 0, "an e-mail", "save the list that is attached to it and import that"},
    {"MIME-Version:", 0, "an e-mail", "save the list that is attached to it and import that"},
};

static enum bl_status archive(const char *head, size_t n, const char *path, struct bl_error *err) {
    size_t i = 0;
    while (*inside[i].bytes && !holds(head, n, inside[i].bytes)) i++;
    return refuse(err, path, inside[i].what, inside[i].way);
}

static enum bl_status old_office(const char *head, size_t n, const char *path, struct bl_error *err) {
    bool word = n > 16 && memmem(head, n, "W\0o\0r\0d\0D\0o\0c\0", 14) != NULL;
    return word ? refuse(err, path, "an old Word document (doc)", "copy its table into a spreadsheet, save that as CSV and import it")
                : refuse(err, path, "an old Excel workbook (xls)", save_as);
}

/* Many a download called .xls is a web page with a table, or XML. */
static enum bl_status markup(const char *head, size_t n, const char *path, struct bl_error *err) {
    if (holds(head, n, "office:spreadsheet") || holds(head, n, "Excel.Sheet"))
        return refuse(err, path, "an Excel workbook in XML", save_as);
    if (holds(head, n, "<table") || holds(head, n, "<TABLE"))
        return refuse(err, path, "a web page with a table", "open it in a spreadsheet, save it as CSV (UTF-8) and import that");
    if (bl__ascii_starts(head, n, "<?xml") && !holds(head, n, "<html"))
        return refuse(err, path, "XML", "export the list as CSV where it comes from");
    return refuse(err, path, "a web page", "the download may have asked for a login: export the list again");
}

static bool is_json(const char *s, size_t n) {
    size_t i = 1;
    if (!n || (*s != '[' && *s != '{')) return false;
    while (i < n && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t')) i++;
    if (i >= n) return false;
    return *s == '{' ? s[i] == '"' || s[i] == '}' : s[i] == '{' || s[i] == ']' || (s[i] == '"' && memchr(s, ']', n) && i > 1);
}

/* Bytes that stand in no text: one in fifty is enough. In UTF-16 with a mark any byte may stand anywhere; without one it has a NUL at every other place at most. */
static bool no_text(const char *head, size_t n) {
    size_t odd = 0, nuls = 0, look = n < 8192 ? n : 8192;
    if (begins(head, n, "\xEF\xBB\xBF", 3)) return false; /* says that it is text */
    if (begins(head, n, "\xFF\xFE", 2) || begins(head, n, "\xFE\xFF", 2)) return false;
    for (size_t i = 0; i < look; i++) {
        unsigned char c = (unsigned char)head[i];
        nuls += c == 0;
        odd += c && c < 0x20 && !strchr("\t\n\r\v\f\x1A\x1B", c);
    }
    return (odd * 50 > look && nuls * 5 < look) || nuls * 10 > look * 6;
}

enum bl_status bl__sniff_kind(const char *head, size_t n, const char *path, struct bl_error *err) {
    if (begins(head, n, "PK\3\4", 4) || begins(head, n, "PK\5\6", 4)) return archive(head, n, path, err);
    if (begins(head, n, "\xD0\xCF\x11\xE0", 4)) return old_office(head, n, path, err);
    for (size_t k = 0; k < sizeof magics / sizeof *magics; k++)
        if (begins(head, n, magics[k].bytes, magics[k].n)) return refuse(err, path, magics[k].what, magics[k].way);
    if (no_text(head, n)) return refuse(err, path, "no text", "export the list as CSV where it comes from");
    size_t i = begins(head, n, "\xEF\xBB\xBF", 3) ? 3 : 0;
    while (i < n && (head[i] == ' ' || head[i] == '\t' || head[i] == '\r' || head[i] == '\n')) i++;
    const char *s = head + i;
    size_t left = n - i;
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        if (bl__ascii_starts(s, left, texts[k].bytes)) return refuse(err, path, texts[k].what, texts[k].way);
    if (bl__ascii_starts(s, left, "<html") || bl__ascii_starts(s, left, "<?xml") || bl__ascii_starts(s, left, "<!doc") ||
        bl__ascii_starts(s, left, "<table"))
        return markup(s, left, path, err);
    return is_json(s, left) ? refuse(err, path, "JSON", "export the list as CSV where it comes from") : BL_OK;
}
