/* What the beginning of a file tells: which delimiter, where the header is, what the columns mean.
 *
 * Every delimiter is tried on the first records, and the one whose header says most is taken; how even the rows are decides only between equals. The header
 * is found by what it says (a preset's signature, then known names), never by skipping a fixed number of lines: preambles change. */
#include "exchange/internal.h"

#include <stdio.h>
#include <string.h>

struct record {
    int64_t line;
    size_t end; /* byte behind it */
    int64_t end_line;
    const struct bl__cell *at;
    size_t n, total;
};
struct table { /* the first records under one delimiter */
    char delimiter;
    struct record *rows;
    size_t n;
    size_t header;              /* index; n = none found */
    bool said;                  /* the user says where, or that there is none */
    char shape[BL__PRINT_SIZE]; /* its fingerprint as a table without one */
    bool rejects;               /* the reasons of an earlier import stand in front */
    double score;
};
enum { RECORDS = BL__HEADER_WITHIN + BL__SAMPLE_ROWS };

/* ---- the first records ---------------------------------------------------------------------------------------------------------------- */

static const struct bl__cell *copy_cells(const struct bl__row *row, struct bl_arena *arena) {
    struct bl__cell *cells = bl_arena_array(arena, row->n + 1, sizeof *cells);
    for (size_t i = 0; cells && i < row->n; i++) {
        const char *s = bl_arena_copy(arena, row->at[i].s, row->at[i].n);
        if (!s) return NULL;
        cells[i] = (struct bl__cell){s, row->at[i].n, row->at[i].given};
    }
    return cells;
}

static enum bl_status read_table(struct bl__source *head, bool cut_off, size_t at, int64_t line, struct bl_arena *arena,
                                 struct table *table, struct bl_error *err) {
    BL_AUTO(bl__csv) struct bl__csv *csv = NULL;
    table->rows = bl_arena_array(arena, RECORDS, sizeof *table->rows);
    if (!table->rows) return bl_nomem(err);
    enum bl_status status = bl__csv_open(head, table->delimiter, at, line, &csv, err);
    for (bool end = false; !status && table->n < RECORDS;) {
        struct bl__row row;
        status = bl__csv_next(csv, &row, &end, err);
        if (status || end) break;
        if (cut_off && bl__csv_at(csv) == head->text.len && table->n) break; /* the head ends within this one */
        if (!table->n && row.n > 1 && bl__rejects_title(row.at[0].s, row.at[0].n)) {
            table->rejects = true;
            bl__csv_reasons(csv);
            row.at++, row.n--, row.total--;
        }
        const struct bl__cell *cells = copy_cells(&row, arena);
        if (!cells) return bl_nomem(err);
        table->rows[table->n++] = (struct record){
            .line = row.line, .end = bl__csv_at(csv), .end_line = bl__csv_line(csv), .at = cells, .n = row.n, .total = row.total};
    }
    return status;
}

/* What the columns of the rows from `from` on hold; NULL when memory is out. */
static struct bl__tally *tally(const struct table *table, size_t from, size_t n, struct bl_arena *arena) {
    struct bl__tally *tallies = bl_arena_array(arena, n + 1, sizeof *tallies);
    for (size_t i = from; tallies && i < table->n; i++)
        for (size_t c = 0; c < n && c < table->rows[i].n; c++) bl__tally_add(&tallies[c], table->rows[i].at[c].s, table->rows[i].at[c].n);
    return tallies;
}

/* ---- which of them is the header --------------------------------------------------------------------------------------------------------- */

static bool is_number(const char *s, size_t n) {
    return n && strspn(s, "0123456789.,+-() /") == n;
}

/* Names of columns are words: no addresses, no numbers. */
static bool may_be_header(const struct record *row) {
    size_t filled = 0;
    for (size_t i = 0; i < row->n; i++) {
        if (memchr(row->at[i].s, '@', row->at[i].n) || (row->at[i].n > 6 && is_number(row->at[i].s, row->at[i].n))) return false;
        filled += row->at[i].n != 0;
    }
    return filled > 0;
}

static bool wished(const char *const *wishes, size_t n, const char *key) {
    for (size_t i = 0; *key && i < n; i++)
        if (strcmp(wishes[i], key) == 0) return true;
    return false;
}

/* What a header is looked for by. */
struct hints {
    const char *const *wishes; /* keys of the columns the user named */
    size_t n;
    const struct bl__memory *memory;
};

/* How much a record says as a header: 0 nothing, 1 to 3 for each known name, a thousand for a signature, two for one that was seen before; -1 memory ran out. */
static int says(const struct record *row, const struct hints *hints, struct bl_arena *arena) {
    char print[BL__PRINT_SIZE];
    if (!may_be_header(row)) return 0;
    const char **keys = bl_arena_array(arena, row->n + 1, sizeof *keys);
    int sum = 0;
    for (size_t i = 0; keys && i < row->n; i++) {
        keys[i] = bl__header_key(arena, row->at[i].s, row->at[i].n);
        int sure = keys[i] && wished(hints->wishes, hints->n, keys[i]) ? 3 : bl__header_meaning(arena, row->at[i].s, row->at[i].n).sure;
        if (!keys[i] || sure < 0) return -1;
        sum += sure;
    }
    if (!keys || !bl__print_header(keys, row->n, arena, print)) return -1;
    return sum + (bl__preset_of(keys, row->n) ? 1000 : 0) + (bl__memory_knows(hints->memory, print) ? 2000 : 0);
}

/* The keys of the columns the user named; NULL when memory is out. */
static const char **wishes_of(const struct bl_pairs *map, struct bl_arena *arena) {
    size_t n = map ? map->n : 0;
    const char **keys = bl_arena_array(arena, n + 1, sizeof *keys);
    for (size_t i = 0; keys && i < n; i++) {
        keys[i] = map->at[i].value ? bl__header_key(arena, map->at[i].value, strlen(map->at[i].value)) : "";
        if (!keys[i]) return NULL;
    }
    return keys;
}

/* Do the rows behind have its width? One cell more or less is nobody's fault. */
static bool width_shared(const struct table *table, size_t header) {
    size_t alike = 0, looked = 0;
    for (size_t i = header + 1; i < table->n && looked < 8; i++, looked++) {
        size_t n = table->rows[i].n, width = table->rows[header].n;
        alike += n == width || (width > 2 && (n + 1 == width || n == width + 1));
    }
    return alike * 2 >= looked;
}

/* "Person,,Company," above "Name,Email,Name,Phone": a line under the header that has nothing but names of columns, and more of them, is the header. */
static bool header_below(const struct record *above, const struct record *row, struct bl_arena *arena) {
    bool seen[BL_IF_COUNT] = {false}, whom = false;
    size_t known = 0, fields = 0, named = 0;
    for (size_t i = 0; i < row->n; i++) {
        struct bl__meaning meaning = row->at[i].n ? bl__header_meaning(arena, row->at[i].s, row->at[i].n) : (struct bl__meaning){0};
        if (!row->at[i].n) continue;
        if (meaning.sure != 3) return false;
        known++;
        fields += !seen[meaning.field];
        seen[meaning.field] = true;
    }
    for (size_t i = 0; i < above->n; i++) named += above->at[i].n != 0;
    whom = seen[BL_IF_NAME] || seen[BL_IF_FIRST] || seen[BL_IF_LAST] || seen[BL_IF_EMAIL];
    return whom && fields > 1 && known > named;
}

static size_t width_of(const struct table *table) {
    size_t width = 0;
    for (size_t i = 0; i < table->n; i++) width = table->rows[i].n > width ? table->rows[i].n : width;
    return width;
}

/* Where the user says it is: now, or that such a table had none. One that had is found again by what it says. */
static enum bl_status said_header(struct table *table, const struct bl__wish *wish, struct bl_arena *arena, struct bl_error *err) {
    size_t width = width_of(table);
    const struct bl__tally *tallies = tally(table, 0, width, arena);
    if (!tallies) return bl_nomem(err);
    bl__print_shape(tallies, width, table->shape);
    const struct bl_reading *earlier = bl__memory_of(wish->memory, table->shape, "header", NULL);
    bool none = wish->header == BL_NO_HEADER || (!wish->header && earlier && bl__says_none(earlier->value));
    for (size_t i = 0; i < table->n && wish->header > 0; i++)
        if (table->rows[i].line == wish->header) table->header = i;
    table->said = none || table->header < table->n;
    return BL_OK;
}

static enum bl_status find_header(struct table *table, const struct bl__wish *wish, struct bl_arena *arena, struct bl_error *err) {
    int best = 0;
    table->header = table->n;
    const struct hints hints = {.wishes = wishes_of(wish->map, arena), .n = wish->map ? wish->map->n : 0, .memory = wish->memory};
    if (!hints.wishes) return bl_nomem(err);
    enum bl_status status = said_header(table, wish, arena, err);
    if (status) return status;
    if (table->said && table->header < table->n) best = says(&table->rows[table->header], &hints, arena);
    if (best < 0) return bl_nomem(err);
    for (size_t i = 0; i < table->n && i < BL__HEADER_WITHIN && !table->said; i++) {
        int sum = says(&table->rows[i], &hints, arena);
        if (sum < 0) return bl_nomem(err);
        bool better = sum >= 1000 ? best < 1000 : sum > 3 ? best <= 3 : sum > best; /* two known names beat one; then the first wins */
        if (!sum || !better || (sum < 9 && !width_shared(table, i))) continue;
        best = sum;
        table->header = i;
    }
    size_t below = table->header + 1;
    if (best && !table->said && best < 1000 && below < table->n && header_below(&table->rows[table->header], &table->rows[below], arena)) {
        best = says(&table->rows[below], &hints, arena);
        if (best < 0) return bl_nomem(err);
        table->header = below;
    }
    if (table->rejects && !table->said) table->header = 0; /* nobody else begins so */
    size_t alike = 0, from = table->header < table->n ? table->header : 0;
    size_t width = table->n ? table->rows[from].n : 0;
    for (size_t i = from; i < table->n; i++) alike += table->rows[i].n == width;
    double even = width > 1 ? (double)alike / (double)(table->n - from) : 0;
    table->score = best + even + (table->rejects ? 3000 : 0);
    return BL_OK;
}

static bool looks_like_data(const struct record *row) {
    for (size_t i = 0; i < row->n; i++)
        if (memchr(row->at[i].s, '@', row->at[i].n) || is_number(row->at[i].s, row->at[i].n) || strstr(row->at[i].s, "://")) return true;
    return false;
}

static bool capital(const char *s) {
    return (unsigned char)*s >= 0x80 || (*s >= 'A' && *s <= 'Z');
}

/* "Maya Chen" over other names is one of them, "full name" is not: of a list of names without a header nobody may be lost. */
static bool is_name(const struct bl__cell *cell) {
    struct bl__tally one = {0};
    bl__tally_add(&one, cell->s, cell->n);
    if (!one.names || !capital(cell->s)) return false;
    const char *last = strrchr(cell->s, ' ');
    return last && capital(last + 1);
}

static bool name_among_names(const struct table *table) {
    const struct record *first = &table->rows[0];
    for (size_t c = 0; c < first->n; c++) {
        struct bl__tally rest = {0};
        if (!is_name(&first->at[c])) continue;
        for (size_t i = 1; i < table->n; i++)
            if (c < table->rows[i].n) bl__tally_add(&rest, table->rows[i].at[c].s, table->rows[i].at[c].n);
        if (rest.n && rest.names * 2 > rest.n) return true;
    }
    return false;
}

/* ---- `sep=;` and the choice ------------------------------------------------------------------------------------------------------------------- */

/* Excel's own line in front of the header. Returns its bytes, 0 when there is none. */
static size_t sep_line(const struct bl_buf *text, char *delimiter) {
    const char *s = bl_buf_text(text);
    size_t quote = *s == '"';
    if (strncmp(s + quote, "sep=", 4) != 0 && strncmp(s + quote, "SEP=", 4) != 0) return 0;
    char c = s[quote + 4];
    const char *end = s + quote + 5;
    if (!c || c == '\n' || c == '\r') return 0;
    if (*end == '"') end++;
    while (*end == c || *end == ',') end++; /* saved again as CSV, the line is padded to the width of the table */
    if (*end == '\r') end++;
    if (*end == '\n') end++;
    if (end == s + quote + 5) return 0;
    *delimiter = c;
    return (size_t)(end - s);
}

/* The usual ones, and those somebody once had to name. */
static void delimiters(const struct bl__memory *memory, char out[16]) {
    size_t n = strlen(strcpy(out, ",;\t|"));
    for (size_t i = 0; memory && i < memory->n && n < 15; i++) {
        char c = *memory->at[i].value;
        if (strcmp(memory->at[i].what, "delimiter") != 0 || !c || strchr(out, c)) continue;
        out[n++] = c;
        out[n] = '\0';
    }
}

static enum bl_status choose(struct bl__source *head, bool cut_off, const struct bl__wish *wish, struct bl_arena *arena, struct table *best,
                             struct bl_error *err) {
    char sep = 0, all[16], one[2] = "";
    size_t at = sep_line(&head->text, &sep);
    one[0] = wish->delimiter ? wish->delimiter : at ? sep : '\0';
    delimiters(wish->memory, all);
    for (const char *c = *one ? one : all; *c; c++) {
        struct table table = {.delimiter = *c};
        enum bl_status status = read_table(head, cut_off, at, at ? 2 : 1, arena, &table, err);
        if (!status) status = find_header(&table, wish, arena, err);
        if (status) return status;
        if (!best->rows || table.score > best->score) *best = table;
    }
    return BL_OK;
}

/* ---- the plan --------------------------------------------------------------------------------------------------------------------------------------- */

/* Lists of something else that come in the same parcels. */
static const char *not_people(const struct record *row, struct bl_arena *arena) {
    static const struct {
        const char *keys[2], *what;
    } lists[] = {{{"channelid", "channelurl"}, "a list of the channels you follow on YouTube"}};
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
        size_t found = 0;
        for (size_t i = 0; i < row->n; i++) {
            const char *key = bl__header_key(arena, row->at[i].s, row->at[i].n);
            for (size_t k = 0; key && k < 2; k++) found += strcmp(key, lists[l].keys[k]) == 0;
        }
        if (found == 2) return lists[l].what;
    }
    return NULL;
}

static enum bl_status no_header(const struct table *table, const struct bl__wish *wish, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf have = {0};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    const char *what = table->n ? not_people(&table->rows[0], &arena) : NULL;
    if (what) {
        bl_fail(err, BL_USAGE, "%.200s is %s, not of people", wish->path, what);
        bl_hint(err, "to take it all the same, say which column is the name: --map name=COLUMN");
        return BL_USAGE;
    }
    for (size_t i = 0; table->n && i < table->rows[0].n && have.len < 200; i++)
        bl_buf_addf(&have, "%s%.60s", i ? ", " : "", table->rows[0].at[i].s);
    enum bl_status status =
        bl_fail(err, BL_USAGE, "%.200s: no column says that it holds a name or an e-mail address (%s)", wish->path, bl_buf_text(&have));
    bl_hint(err, "say which column is which: --map name=COLUMN --map email=COLUMN (its header, or its number from 1)");
    return status;
}

/* Names of columns down the first column, a person in each of the others: the table lies on its side. */
static bool on_its_side(const struct table *table, struct bl_arena *arena) {
    bool seen[BL_IF_COUNT] = {false};
    size_t fields = 0, rows = 0;
    for (size_t i = 0; i < table->n; i++) {
        if (!table->rows[i].n || !table->rows[i].at[0].n) continue;
        struct bl__meaning meaning = bl__header_meaning(arena, table->rows[i].at[0].s, table->rows[i].at[0].n);
        rows++;
        fields += meaning.sure == 3 && !seen[meaning.field];
        if (meaning.sure == 3) seen[meaning.field] = true;
    }
    return fields >= 3 && fields * 2 > rows && table->rows[0].n > 1 && (seen[BL_IF_NAME] || seen[BL_IF_FIRST] || seen[BL_IF_EMAIL]);
}

static enum bl_status lies_on_side(const struct bl__wish *wish, struct bl_error *err) {
    bl_fail(err, BL_USAGE, "%.200s lies on its side: its rows are what its columns should be", wish->path);
    bl_hint(err, "turn it in a spreadsheet (paste special, transpose), save it as CSV and import that");
    return BL_USAGE;
}

/* A table without a header, its columns named by number. */
static enum bl_status number_columns(const struct table *table, struct bl_arena *arena, struct bl__cell **cells, size_t *n,
                                     struct bl_error *err) {
    size_t width = width_of(table);
    struct bl__cell *blank = bl_arena_array(arena, width + 1, sizeof *blank);
    if (!blank) return bl_nomem(err);
    for (size_t i = 0; i < width; i++) blank[i].s = "";
    *cells = blank;
    *n = width;
    return BL_OK;
}

static void add_sample(struct bl__column *column, const char *value) {
    for (size_t i = 0; i < BL_IMPORT_SAMPLES; i++) {
        if (column->samples[i] && strcmp(column->samples[i], value) == 0) return;
        if (column->samples[i]) continue;
        column->samples[i] = value;
        return;
    }
}

static void take_samples(struct bl__plan *plan, const struct table *table, size_t from) {
    for (size_t c = 0; c < plan->n; c++)
        for (size_t i = from; i < table->n; i++)
            if (c < table->rows[i].n && table->rows[i].at[c].n) add_sample(&plan->at[c], table->rows[i].at[c].s);
}

/* "a@x.example; b@x.example; c@x.example", as a line of recipients: cells of a row are of one person, and these are not. */
static bool recipients(const struct bl__plan *plan, const struct bl__tally *tallies, size_t from) {
    size_t columns = 0, all = 0;
    for (size_t c = 0; c < plan->n; c++) {
        if (plan->at[c].wished || tallies[c].addresses != tallies[c].n) return false;
        columns += tallies[c].n != 0;
        all += tallies[c].n;
    }
    return !from && columns > 1 && all > 2;
}

static enum bl_status settle(struct bl__plan *plan, const struct table *table, size_t from, const struct bl__wish *wish,
                             struct bl_arena *arena, struct bl_error *err) {
    struct bl__tally *tallies = tally(table, from, plan->n, arena);
    if (!tallies) return bl_nomem(err);
    if (recipients(plan, tallies, from)) {
        bl_fail(err, BL_USAGE, "%.200s holds addresses side by side; a row is one person, and these are several", wish->path);
        bl_hint(err, "put each on a line of its own: tr '%c' '\\n' <FILE | bowline import -", table->delimiter);
        return BL_USAGE;
    }
    return bl__plan_settle(plan, tallies, arena, err);
}

const char *bl__order_name(enum bl__order order) {
    static const char *const names[] = {NULL, "dmy", "mdy", "ymd"};
    return names[order];
}

static enum bl__order order_of(const char *word) {
    return !word                      ? BL__ORDER_NONE
           : strcmp(word, "dmy") == 0 ? BL__DMY
           : strcmp(word, "mdy") == 0 ? BL__MDY
           : strcmp(word, "ymd") == 0 ? BL__YMD
                                      : BL__ORDER_NONE;
}

static void ask_row(struct bl__plan *plan, const struct record *row, size_t seen[BL__DATE_EITHER + 1]) {
    for (size_t c = 0; c < plan->n && c < row->n; c++) {
        const char *s = row->at[c].s;
        size_t n = row->at[c].n;
        if (!bl__dates_stand_in(plan, c)) continue;
        bl__votes_add(&plan->votes, c, row->line, s, n);
        bl__value_bare(&s, &n);
        bool either = plan->at[c].birthday && !bl__years_first(plan) && bl__birthday_either(s, n);
        seen[either ? BL__DATE_EITHER : bl__date_read(s, n, 0).kind]++;
    }
}

/* Day first or month first? The values of the sample vote; where it hangs on them, the whole file is asked afterwards (scan.c). A program known to write 2026-03-04
 * says nothing about 3/4/26, which only a spreadsheet can have made of it. */
static void decide_order(struct bl__look *look, const struct table *table, size_t from, const char *said) {
    struct bl__plan *plan = &look->plan;
    size_t seen[BL__DATE_EITHER + 1] = {0}, c = 0;
    plan->order = order_of(said ? said : plan->preset ? plan->preset->dates : NULL);
    while (c < plan->n && !bl__dates_stand_in(plan, c)) c++;
    bool years_first = plan->order == BL__YMD && !said;
    if ((plan->order && !years_first) || c == plan->n) return;
    for (size_t i = from; i < table->n; i++) ask_row(plan, &table->rows[i], seen);
    plan->order = bl__votes_order(&plan->votes);
    plan->years_first = years_first && !seen[BL__DATE_EITHER];
    /* A sample of clear dates settles it; one without any date says nothing about the rest. */
    look->undecided = seen[BL__DATE_EITHER] || (!seen[BL__DATE_DAY] && table->n == RECORDS);
}

/* "column 1,column 2": rejects of a table that had no header. */
static bool only_numbered(const struct record *row) {
    char number[32];
    for (size_t i = 0; i < row->n; i++) {
        snprintf(number, sizeof number, "column %zu", i + 1);
        if (strcmp(row->at[i].s, number) != 0) return false;
    }
    return row->n > 0;
}

/* Columns named by their number, and the fingerprint of what they hold. */
static enum bl_status take_numbered(const struct table *table, size_t from, struct bl_arena *arena, struct bl__look *look,
                                    const struct bl__cell **cells, size_t *n, struct bl_error *err) {
    struct bl__cell *blank = NULL;
    enum bl_status status = number_columns(table, arena, &blank, n, err);
    if (status) return status;
    if (from) *n = table->rows[0].n; /* rows of rejects may be wider */
    *cells = blank;
    const struct bl__tally *tallies = tally(table, from, *n, arena);
    if (!tallies) return bl_nomem(err);
    bl__print_shape(tallies, *n, look->print);
    return BL_OK;
}

/* The columns of the header, or numbered ones, and the fingerprint of either. */
static enum bl_status take_header(const struct table *table, size_t header, struct bl_arena *arena, struct bl__look *look,
                                  const struct bl__cell **cells, size_t *n, struct bl_error *err) {
    if (header == table->n) return take_numbered(table, 0, arena, look, cells, n, err);
    const struct record *row = &table->rows[header];
    look->header_line = row->line;
    look->data_at = row->end;
    look->data_line = row->end_line;
    if (header == 0 && only_numbered(row)) return take_numbered(table, 1, arena, look, cells, n, err);
    const char **keys = bl_arena_array(arena, row->n + 1, sizeof *keys);
    bool good = keys != NULL;
    for (size_t i = 0; good && i < row->n; i++) good = (keys[i] = bl__header_key(arena, row->at[i].s, row->at[i].n)) != NULL;
    if (!good || !bl__print_header(keys, row->n, arena, look->print)) return bl_nomem(err);
    *cells = row->at;
    *n = row->n;
    return BL_OK;
}

/* Of a list of mails nothing parts cells; a tab is what does not stand in it. */
static enum bl_status as_mails(struct bl__source *head, bool cut_off, const struct bl__wish *wish, struct bl_arena *arena,
                               struct table *table, struct bl_error *err) {
    struct table whole = {.delimiter = '\t'};
    if (wish->delimiter || wish->header || (wish->map && wish->map->n) || table->header < table->n) return BL_OK;
    const struct bl__mails mails = bl__mails_in(bl_buf_text(&head->text), head->text.len);
    if (!mails.are) return BL_OK;
    if (mails.several) {
        bl_fail(err, BL_USAGE, "%.200s, line %lld holds several addresses; a row is one person, and these are several", wish->path,
                (long long)mails.several);
        bool quoted = memchr(bl_buf_text(&head->text), '"', head->text.len);
        bl_hint(err, quoted ? "put each on a line of its own: \"Jones, Carl\" <carl@x.example>"
                            : "put each on a line of its own: tr ',;' '\\n\\n' <FILE | bowline import -");
        return BL_USAGE;
    }
    size_t alone = 0;
    while (alone < table->n && table->rows[alone].n == 1) alone++;
    if (alone == table->n) return BL_OK; /* nothing was parted */
    enum bl_status status = read_table(head, cut_off, 0, 1, arena, &whole, err);
    if (!status) status = find_header(&whole, wish, arena, err);
    if (!status) *table = whole;
    return status;
}

static enum bl_status too_wide(const struct record *header, const struct bl__wish *wish, struct bl_error *err) {
    bl_fail(err, BL_USAGE, "%.200s has %zu columns, more than the %d bowline reads", wish->path, header->total, BL__COLUMNS_MAX);
    bl_hint(err, "leave out in a spreadsheet what is of no person, and import the rest");
    return BL_USAGE;
}

static enum bl_status plan_for(const struct table *table, const struct bl__wish *wish, struct bl_arena *arena, struct bl__look *look,
                               struct bl_error *err) {
    const struct bl__cell *cells = NULL;
    size_t n = 0, header = table->header;
    if (!(wish->map && wish->map->n) && !table->said && on_its_side(table, arena)) return lies_on_side(wish, err);
    if (header == table->n && !table->said) header = looks_like_data(&table->rows[0]) || name_among_names(table) ? table->n : 0;
    bool has_header = header < table->n;
    if (has_header && table->rows[header].total > table->rows[header].n) return too_wide(&table->rows[header], wish, err);
    enum bl_status status = take_header(table, header, arena, look, &cells, &n, err);
    const struct bl__said said = {
        .map = wish->map, .memory = wish->memory, .print = look->print, .preset = wish->preset, .today = wish->today};
    if (!status) status = bl__plan_with(cells, n, &said, arena, &look->plan, err);
    if (!status) status = settle(&look->plan, table, has_header ? header + 1 : 0, wish, arena, err);
    if (status) return status;
    if (!wish->columns && !bl__plan_usable(&look->plan))
        return no_header(&(struct table){.rows = &table->rows[has_header ? header : 0], .n = 1}, wish, err);
    take_samples(&look->plan, table, has_header ? header + 1 : 0);
    const struct bl_reading *order = bl__memory_of(wish->memory, look->print, "date_order", NULL);
    decide_order(look, table, has_header ? header + 1 : 0, wish->date_order ? wish->date_order : order ? order->value : NULL);
    return BL_OK;
}

enum bl_status bl__look_at(struct bl__source *source, const struct bl__wish *wish, struct bl_arena *arena, struct bl__look *out,
                           struct bl_error *err) {
    struct bl__source head = {.fd = -1};
    if (wish->date_order && !order_of(wish->date_order))
        return bl_fail(err, BL_USAGE, "--date-order is dmy, mdy or ymd, not %.40s", wish->date_order);
    if (wish->preset && !bl__says_none(wish->preset) && !bl__preset_named(wish->preset))
        return bl_fail(err, BL_USAGE, "no exporter is called \"%.40s\"", wish->preset);
    enum bl_status status = bl__source_memory(&head, bl_buf_text(&source->text), source->text.len, err);
    if (status) return status;
    struct table table = {0};
    status = choose(&head, !source->eof, wish, arena, &table, err);
    char sep;
    size_t begin = sep_line(&head.text, &sep);
    if (!status && !begin) status = as_mails(&head, !source->eof, wish, arena, &table, err);
    bl__source_close(&head);
    if (status) return status;
    if (!table.n) return bl_fail(err, BL_REFUSED, "%.200s is empty", wish->path);
    if (wish->header > 0 && !table.said) {
        bl_fail(err, BL_USAGE, "%.200s: no record of the first %zu begins on line %lld", wish->path, table.n, (long long)wish->header);
        bl_hint(err, "--header LINE is where the names of the columns stand; --header none: nowhere");
        return BL_USAGE;
    }
    struct bl__look look = {.delimiter = table.delimiter, .data_at = begin, .data_line = begin ? 2 : 1, .rejects = table.rejects};
    memcpy(look.shape, table.shape, sizeof look.shape);
    status = plan_for(&table, wish, arena, &look, err);
    if (!status) *out = look;
    return status;
}
