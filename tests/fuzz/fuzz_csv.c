/* Any bytes as a contact list: decoding in pieces is decoding at once, every record knows its place, every row is a person or has a reason.
 *
 * The first byte chooses what the user says (delimiter, a map, a date order), the rest is the file. */
#include "fuzz.h"

#include "exchange/internal.h"

#include <string.h>
#include <unistd.h>

static void decode(const char *s, size_t n, const char *name, size_t piece, struct bl_buf *out) {
    struct bl__decoder decoder;
    struct bl_error err;
    size_t at, pending = 0, used;
    HOLDS(bl__decoder_open(&decoder, name, s, n, &at, &err) == BL_OK);
    HOLDS(at <= n);
    do {
        pending += piece < n - at - pending ? piece : n - at - pending;
        HOLDS(bl__decode(&decoder, s + at, pending, at + pending == n, out, &used, &err) == BL_OK);
        HOLDS(used <= pending);
        at += used;
        pending -= used;
    } while (at + pending < n);
    HOLDS(at == n);
    HOLDS(*bl__decoder_name(&decoder));
    bl__decoder_close(&decoder);
}

static bool valid_but_for_nul(const char *s, size_t n) {
    for (size_t i = 0; i < n;) {
        const char *nul = memchr(s + i, 0, n - i);
        size_t len = nul ? (size_t)(nul - s) - i : n - i;
        if (!bl_text_valid(s + i, len)) return false;
        i += len + 1;
    }
    return true;
}

static void check_row(const struct bl__row *row, int64_t line, const struct bl_buf *text) {
    HOLDS(row->line > line);
    HOLDS(row->n <= row->total && row->n >= 1);
    HOLDS(row->raw >= text->data && row->raw + row->raw_n <= text->data + text->len && row->raw_n > 0);
    for (size_t i = 0; i < row->n; i++)
        HOLDS(row->at[i].s && row->at[i].s[row->at[i].n] == '\0' && (row->at[i].given || row->at[i].n == 0));
}

static void check_strs(struct bl_strs list) {
    for (size_t i = 0; i < list.n; i++) HOLDS(list.at[i] && *list.at[i]);
}

static void check_person(const struct bl__values *values) {
    const struct bl_person_edit *e = &values->edit;
    HOLDS(e->name && *e->name);
    HOLDS(!e->company || *e->company);
    for (size_t i = 0; i < e->emails.n; i++) HOLDS(bl_email_valid(e->emails.at[i], strlen(e->emails.at[i])));
    check_strs(e->phones);
    check_strs(e->urls);
    check_strs(e->tags);
    HOLDS(e->first_contact == BL_NO_DAY || e->first_contact <= values->today);
    HOLDS(values->stage >= 0 && values->stage <= 7 && values->moment >= 0 && values->moment <= 6);
}

static void read_rows(struct bl__source *source, const struct bl__look *look, struct bl__answers *answers) {
    struct bl__csv *csv;
    struct bl_error err;
    struct bl__notes notes = {0};
    struct bl__values values = {.notes = &notes, .today = 20000, .answers = answers};
    int64_t line = look->data_line - 1;
    HOLDS(bl__csv_open(source, look->delimiter, look->data_at, look->data_line, &csv, &err) == BL_OK);
    bl__csv_width(csv, look->plan.n);
    for (bool end = false;;) {
        struct bl__row row;
        HOLDS(bl__csv_next(csv, &row, &end, &err) == BL_OK);
        if (end) break;
        check_row(&row, line, &source->text);
        line = row.line;
        enum bl__verdict verdict = bl__values_read(&values, &look->plan, &row, source->nul);
        HOLDS(!values.failed);
        if (verdict == BL__USABLE)
            check_person(&values);
        else
            HOLDS(values.reason.len > 0);
    }
    for (size_t i = 0; i < notes.n; i++) HOLDS(bl__note_text(&notes.at[i], "column", &notes.arena));
    bl__csv_close(csv);
    bl__values_free(&values);
    bl_arena_free(&notes.arena);
}

/* All records as one text. */
static void show_records(struct bl__source *source, const struct bl__look *look, size_t limit, struct bl_buf *out) {
    struct bl__csv *csv;
    struct bl_error err;
    HOLDS(bl__csv_open(source, look->delimiter, look->data_at, look->data_line, &csv, &err) == BL_OK);
    bl__csv_width(csv, look->plan.n);
    if (limit) bl__csv_limit(csv, limit);
    for (bool end = false;;) {
        struct bl__row row;
        HOLDS(bl__csv_next(csv, &row, &end, &err) == BL_OK);
        if (end) break;
        bl_buf_addf(out, "%lld %s %zu", (long long)row.line, row.bad ? row.bad : "", row.total);
        for (size_t i = 0; i < row.n; i++) bl_buf_add(out, row.at[i].s, row.at[i].n + 1);
        bl_buf_add(out, row.raw, row.raw_n);
    }
    bl__csv_close(csv);
}

/* The same text arriving a few bytes at a time has the same records. */
static void pieces_agree(struct bl__source *memory, const struct bl__look *look, size_t chunk, size_t limit) {
    BL_AUTO(bl_buf) struct bl_buf want = {0};
    BL_AUTO(bl_buf) struct bl_buf got = {0};
    struct bl__source piped;
    struct bl_error err;
    size_t mark;
    int fds[2];
    HOLDS(pipe(fds) == 0);
    HOLDS(write(fds[1], memory->text.data, memory->text.len) == (ssize_t)memory->text.len);
    close(fds[1]);
    HOLDS(bl__source_open(&piped, fds[0], -1, &err) == BL_OK);
    HOLDS(bl__decoder_open(&piped.decoder, "utf-8", "", 0, &mark, &err) == BL_OK);
    piped.chunk = chunk;
    while (piped.text.len < look->data_at && !piped.eof) HOLDS(bl__source_more(&piped, &err) == BL_OK);
    show_records(memory, look, limit, &want);
    show_records(&piped, look, limit, &got);
    HOLDS(want.len == got.len && (want.len == 0 || memcmp(want.data, got.data, want.len) == 0));
    bl__source_close(&piped);
    close(fds[0]);
}

enum { READINGS = 64 };

static void remember(struct bl_reading *rows, size_t *n, const char *list, const char *what, const char *key, const char *value) {
    if (*n < READINGS) rows[(*n)++] = (struct bl_reading){.list = list, .what = what, .key = key, .value = value, .said = 19000};
}

/* What somebody may have said of this list, a field for every other column and a stage for its first word. */
static size_t said_of(const struct bl__look *look, unsigned choice, struct bl_arena *arena, struct bl_reading *rows) {
    static const char *const values[] = {"skip",  "name", "email",  "stage", "custom.x", "note", "first_contact",
                                         "phone", "tags", "moment", "url",   "company",  "",     "custom."};
    size_t n = 0;
    const char *print = bl_arena_str(arena, look->print), *list = bl__stage_list(&look->plan, print, arena);
    HOLDS(print && list);
    for (size_t i = choice % 2; i < look->plan.n && n < READINGS / 2; i += 1 + choice / 2 % 3) {
        const char *place = bl__column_place(&look->plan, i, arena), *sample = look->plan.at[i].samples[0];
        const char *key = sample ? bl_arena_printf(arena, "%s=%s", place, sample) : place;
        HOLDS(place && key);
        remember(rows, &n, print, "map", place, values[(choice + i) % (sizeof values / sizeof *values)]);
        remember(rows, &n, list, "stage", key, choice & 1 ? "selection" : i % 3 ? "none" : "nonsense");
    }
    remember(rows, &n, print, "delimiter", "", ":");
    remember(rows, &n, print, "date_order", "", choice & 2 ? "dmy" : "what");
    return n;
}

/* The same file with something remembered of it: found again by its header, and whatever was said, its rows are people or have a reason. */
static void remembered(struct bl__source *source, const struct bl__wish *first, const struct bl__look *before, unsigned choice) {
    struct bl_arena arena = {0};
    struct bl_reading rows[READINGS];
    struct bl__memory memory = {rows, said_of(before, choice, &arena, rows)};
    struct bl__wish wish = *first;
    struct bl__look look;
    struct bl__answers answers = {0};
    struct bl_error err;
    struct bl_pair said[] = {{"Warm", "growth"}};
    struct bl_pairs pairs = {said, choice & 4 ? 1 : 0};
    wish.memory = &memory;
    wish.today = 20000;
    if (bl__look_at(source, &wish, &arena, &look, &err) == BL_OK) {
        HOLDS(!before->header_line || strcmp(look.print, before->print) == 0);
        HOLDS(bl__plan_usable(&look.plan) && look.data_at <= source->text.len);
        const char *list = bl__stage_list(&look.plan, look.print, &arena);
        HOLDS(bl__answers_make(&look.plan, list, &pairs, &memory, &arena, &answers));
        for (size_t i = 0; i < answers.n; i++) HOLDS(answers.at[i].column < look.plan.n && answers.at[i].stage <= 7);
        read_rows(source, &look, &answers);
    } else {
        HOLDS(err.text[0]);
    }
    bl_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const encodings[] = {NULL, NULL, "utf-8", "windows-1252", "utf-16le"};
    static const char *const orders[] = {NULL, "dmy", "mdy", "ymd"};
    static struct bl_pair const said[] = {{"name", "1"}, {"budget", "2"}};
    if (size < 2 || size > 20000) return 0;
    unsigned choice = data[0];
    const char *s = (const char *)data + 1;
    struct bl_error err;
    struct bl_pair map[2];
    BL_AUTO(bl_buf) struct bl_buf once = {0};
    BL_AUTO(bl_buf) struct bl_buf pieces = {0};
    memcpy(map, said, sizeof map);
    decode(s, size - 1, encodings[choice % 5], size, &once);
    decode(s, size - 1, encodings[choice % 5], 1 + choice % 7, &pieces);
    HOLDS(once.len == pieces.len && (once.len == 0 || memcmp(once.data, pieces.data, once.len) == 0));
    HOLDS(once.len == 0 || valid_but_for_nul(once.data, once.len));
    (void)(bl__sniff_kind(s, size - 1, "file", &err) == BL_OK);
    struct bl_pairs pairs = {map, choice & 32 ? 2 : 0};
    struct bl__wish wish = {.delimiter = choice & 64 ? ';' : 0, .date_order = orders[choice / 5 % 4], .map = &pairs, .path = "file"};
    struct bl_arena arena = {0};
    struct bl__source source;
    struct bl__look look;
    HOLDS(bl__source_memory(&source, bl_buf_text(&once), once.len, &err) == BL_OK);
    if (bl__look_at(&source, &wish, &arena, &look, &err) == BL_OK) {
        HOLDS(bl__plan_usable(&look.plan) && look.data_at <= source.text.len);
        read_rows(&source, &look, NULL);
        remembered(&source, &wish, &look, choice);
        pieces_agree(&source, &look, 1 + choice % 11, choice & 128 ? 48 : 0);
    } else {
        HOLDS(err.text[0]);
    }
    bl__source_close(&source);
    bl_arena_free(&arena);
    return 0;
}
