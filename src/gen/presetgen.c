/* Build-time: the preset files of data/presets become one C table, so that the program needs no files beside it. Usage: presetgen OUT.c FILE.preset…
 *
 * A preset is a text of lines `word = value`; `#` begins a comment line, the file's name without .preset is the key:
 *   name       what people call the export                  source  of new people
 *   dates      dmy, mdy or ymd, when the exporter is known  hidden  why a row with nothing to keep is skipped
 *   nobody     a name that stands for somebody hidden (repeated)
 *   signature  a header that must be there (repeated;       column FIELD = HEADER (repeated; fields of bowline/import.h)
 *              "A | B": either of them)                     stages  whose words of stage_map.csv its stage and tag columns speak
 *   unless     a header that must not be there (repeated)
 *   talks      messages, invitations or events: its rows    role ROLE = HEADER (repeated): what a column says of a conversation
 *              are conversations too                        jobs    newer: another company or title is a change of job
 *
 * A file that ends in .csv holds those words: exporter,column,label,internal value,stage,flag. One that ends in .words holds what columns are called: lines of
 * `field rank = word, word, …`. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const fields[][2] = {{"name", "NAME"},       {"first_name", "FIRST"}, {"last_name", "LAST"},
                                        {"email", "EMAIL"},     {"phone", "PHONE"},      {"url", "URL"},
                                        {"company", "COMPANY"}, {"title", "TITLE"},      {"source", "SOURCE"},
                                        {"note", "NOTE"},       {"tags", "TAGS"},        {"first_contact", "FIRST_CONTACT"},
                                        {"stage", "STAGE"},     {"moment", "MOMENT"},    {"skip", "SKIP"}};

static const char *const roles[][2] = {
    {"thread", "THREAD"}, {"from", "FROM"},         {"from_url", "FROM_URL"},   {"to", "TO"},        {"to_urls", "TO_URLS"},
    {"date", "DATE"},     {"end", "END"},           {"subject", "SUBJECT"},     {"text", "TEXT"},    {"folder", "FOLDER"},
    {"draft", "DRAFT"},   {"attached", "ATTACHED"}, {"direction", "DIRECTION"}, {"place", "PLACE"},  {"canceled", "CANCELED"},
    {"missed", "MISSED"}, {"event", "EVENT"},       {"question", "QUESTION"},   {"answer", "ANSWER"}};

static void die(const char *path, int line, const char *what) {
    fprintf(stderr, "%s:%d: %s\n", path, line, what);
    exit(1);
}

static FILE *must_open(const char *path, const char *mode) {
    FILE *f = fopen(path, mode);
    if (!f) die(path, 0, "cannot be opened");
    return f;
}

static char *trimmed(char *s) {
    while (isspace((unsigned char)*s)) s++;
    size_t n = strlen(s);
    while (n && isspace((unsigned char)s[n - 1])) s[--n] = 0;
    return s;
}

static void put_string(FILE *c, const char *s) {
    fputc('"', c);
    for (; *s; s++) {
        if (*s == '"' || *s == '\\') fputc('\\', c);
        fputc(*s, c);
    }
    fputc('"', c);
}

static const char *field_of(const char *word) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(fields[i][0], word) == 0) return fields[i][1];
    return NULL;
}

/* The next line that says something: word and value. */
static int next_line(FILE *in, const char *path, int *line, char buf[1024], char **word, char **value) {
    while (fgets(buf, 1024, in)) {
        ++*line;
        char *s = trimmed(buf);
        if (!*s || *s == '#') continue;
        char *equal = strchr(s, '=');
        if (!equal) die(path, *line, "no `word = value`");
        *equal = 0;
        *word = trimmed(s);
        *value = trimmed(equal + 1);
        return 1;
    }
    return 0;
}

struct preset {
    char key[64], name[128], source[64], dates[8], hidden[128], stages[32], talks[16], jobs[8];
};

static void copy(char *to, size_t size, const char *from, const char *path, int line) {
    if (strlen(from) >= size) die(path, line, "too long");
    strcpy(to, from);
}

/* The values of all lines of one word, as an array of strings. */
static void put_list(const char *path, const char *wanted, int index, FILE *c) {
    char buf[1024], *word, *value;
    FILE *in = must_open(path, "r");
    int line = 0;
    fprintf(c, "static const char *const %s_%d[] = {", wanted, index);
    while (next_line(in, path, &line, buf, &word, &value))
        if (strcmp(word, wanted) == 0) put_string(c, value), fputs(", ", c);
    fputs("NULL};\n", c);
    fclose(in);
}

static void put_column(const char *path, int line, char *word, const char *header, FILE *c) {
    const char *field = field_of(trimmed(word + strlen("column ")));
    if (!field) die(path, line, "no such field");
    fputs("    {", c);
    put_string(c, header);
    fprintf(c, ", BL_IF_%s},\n", field);
}

/* What its columns say of conversations. */
static void put_roles(const char *path, int index, FILE *c) {
    char buf[1024], *word, *value;
    FILE *in = must_open(path, "r");
    int line = 0;
    fprintf(c, "static const struct bl__preset_role roles_%d[] = {", index);
    while (next_line(in, path, &line, buf, &word, &value)) {
        size_t i = 0, n = sizeof roles / sizeof *roles;
        if (strncmp(word, "role ", 5) != 0) continue;
        while (i < n && strcmp(roles[i][0], trimmed(word + 5)) != 0) i++;
        if (i == n) die(path, line, "no such role");
        fputs("{", c), put_string(c, value), fprintf(c, ", BL__ROLE_%s}, ", roles[i][1]);
    }
    fputs("{NULL, BL__ROLE_NONE}};\n", c);
    fclose(in);
}

/* Writes the lists of one preset and gathers the rest. */
static void read_preset(const char *path, int index, struct preset *preset, FILE *c) {
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    char buf[1024], *word, *value;
    memset(preset, 0, sizeof *preset);
    snprintf(preset->key, sizeof preset->key, "%.*s", (int)strcspn(base, "."), base);
    put_list(path, "signature", index, c);
    put_list(path, "nobody", index, c);
    put_list(path, "unless", index, c);
    put_roles(path, index, c);
    FILE *in = must_open(path, "r");
    int line = 0;
    fprintf(c, "static const struct bl__preset_column columns_%d[] = {\n", index);
    while (next_line(in, path, &line, buf, &word, &value)) {
        if (strncmp(word, "column ", 7) == 0)
            put_column(path, line, word, value, c);
        else if (strcmp(word, "name") == 0)
            copy(preset->name, sizeof preset->name, value, path, line);
        else if (strcmp(word, "source") == 0)
            copy(preset->source, sizeof preset->source, value, path, line);
        else if (strcmp(word, "dates") == 0)
            copy(preset->dates, sizeof preset->dates, value, path, line);
        else if (strcmp(word, "stages") == 0)
            copy(preset->stages, sizeof preset->stages, value, path, line);
        else if (strcmp(word, "hidden") == 0)
            copy(preset->hidden, sizeof preset->hidden, value, path, line);
        else if (strcmp(word, "talks") == 0)
            copy(preset->talks, sizeof preset->talks, value, path, line);
        else if (strcmp(word, "jobs") == 0)
            copy(preset->jobs, sizeof preset->jobs, value, path, line);
        else if (strcmp(word, "signature") != 0 && strcmp(word, "nobody") != 0 && strcmp(word, "unless") != 0 &&
                 strncmp(word, "role ", 5) != 0)
            die(path, line, "unknown word");
    }
    fputs("    {NULL, BL_IF_SKIP}};\n", c);
    fclose(in);
    if (!*preset->name) die(path, line, "no name");
}

static const char *talks_of(const char *word) {
    return strcmp(word, "messages") == 0      ? "BL__TALKS_MESSAGES"
           : strcmp(word, "invitations") == 0 ? "BL__TALKS_INVITATIONS"
           : strcmp(word, "events") == 0      ? "BL__TALKS_EVENTS"
                                              : "BL__TALKS_NONE";
}

static void put_optional(FILE *c, const char *member, const char *s) {
    if (!*s) return;
    fprintf(c, ", .%s = ", member);
    put_string(c, s);
}

/* ---- words of stages ------------------------------------------------------------------------------------------------------------ */

/* The next cell of a line without quotes. */
static char *next_cell(char **s) {
    char *cell = *s;
    size_t n = strcspn(cell, ",\r\n");
    *s = cell + n + (cell[n] == ',');
    cell[n] = 0;
    return trimmed(cell);
}

/* What becomes of somebody with that word: a stage, or why none. */
static const char *kind_of(const char *stage, const char *flag) {
    if (strstr(flag, "reject") || strstr(flag, "skip")) return "BL__WORD_SKIP";
    if (strcmp(stage, "lost") == 0) return "BL__WORD_LOST";
    if (strcmp(stage, "churned") == 0) return "BL__WORD_CHURNED";
    return *stage ? "BL__WORD_STAGE" : "BL__WORD_NONE";
}

static int ends(const char *path, const char *with) {
    size_t n = strlen(path), len = strlen(with);
    return n > len && strcmp(path + n - len, with) == 0;
}

static void put_words(const char *path, FILE *c) {
    static const char *const stages[] = {"awareness", "education", "selection", "commitment", "onboarding", "utilization", "growth"};
    char buf[1024];
    int line = 0;
    FILE *in = must_open(path, "r");
    while (fgets(buf, sizeof buf, in)) {
        if (!line++) continue; /* its header */
        char *s = buf, *cells[6];
        for (int i = 0; i < 6; i++) cells[i] = next_cell(&s);
        if (!*cells[0] || !*cells[1]) die(path, line, "exporter and column are needed");
        if (!*cells[2] && *cells[1] != '(') continue; /* (any response), (row): what being in the file says */
        int stage = 0;
        for (int i = 0; i < 7; i++)
            if (strcmp(cells[4], stages[i]) == 0) stage = i + 1;
        const char *kind = kind_of(cells[4], cells[5]);
        if (!stage && strcmp(kind, "BL__WORD_STAGE") == 0) die(path, line, "no such stage");
        fputs("    {", c);
        for (int i = 0; i < 4; i++) put_string(c, cells[i]), fputs(", ", c);
        fprintf(c, "%s, %d, %d},\n", kind, stage, strstr(cells[5], "ask") != NULL);
    }
    fclose(in);
}

/* ---- words of headers ----------------------------------------------------------------------------------------------------------- */

static const char *rank_of(const char *word) {
    static const char *const ranks[][2] = {{"", "0"},
                                           {"0", "0"},
                                           {"1", "1"},
                                           {"2", "2"},
                                           {"3", "3"},
                                           {"perhaps", "BL__PERHAPS"},
                                           {"by_values", "BL__BY_VALUES"},
                                           {"either", "BL__EITHER"}};
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
        if (strcmp(ranks[i][0], word) == 0) return ranks[i][1];
    return NULL;
}

static void put_birthdays(const char *path, FILE *c) {
    char buf[1024], *word, *value;
    int line = 0;
    FILE *in = must_open(path, "r");
    while (next_line(in, path, &line, buf, &word, &value))
        while (strcmp(word, "birthday") == 0 && *value) put_string(c, next_cell(&value)), fputs(", ", c);
    fclose(in);
}

static void put_headers(const char *path, FILE *c) {
    char buf[1024], *word, *value;
    int line = 0;
    FILE *in = must_open(path, "r");
    while (next_line(in, path, &line, buf, &word, &value)) {
        if (strcmp(word, "birthday") == 0) continue;
        size_t n = strcspn(word, " ");
        const char *rank = rank_of(trimmed(word + n));
        word[n] = 0;
        const char *field = field_of(word);
        if (!field || !rank) die(path, line, field ? "no such rank" : "no such field");
        while (*value) {
            char *key = next_cell(&value);
            if (!*key) die(path, line, "a comma too many");
            fputs("    {", c), put_string(c, key), fprintf(c, ", BL_IF_%s, %s},\n", field, rank);
        }
    }
    fclose(in);
}

static int is_preset(const char *path) {
    return ends(path, ".preset");
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fputs("usage: presetgen OUT.c FILE.preset...\n", stderr);
        return 2;
    }
    int n = 0;
    for (int i = 2; i < argc; i++) n += is_preset(argv[i]);
    struct preset *presets = calloc((size_t)n + 1, sizeof *presets);
    if (!presets) return 1;
    FILE *c = must_open(argv[1], "w");
    fputs("/* Generated by presetgen from data/presets. */\n#include \"exchange/internal.h\"\n\n", c);
    for (int i = 2, k = 0; i < argc; i++)
        if (is_preset(argv[i])) read_preset(argv[i], k, &presets[k], c), k++;
    fputs("\nconst struct bl__stage_word bl__stage_words[] = {\n", c);
    for (int i = 2; i < argc; i++)
        if (ends(argv[i], ".csv")) put_words(argv[i], c);
    fputs("    {NULL, NULL, NULL, NULL, BL__WORD_NONE, 0, 0}};\n", c);
    fputs("\nconst struct bl__known bl__known_headers[] = {\n", c);
    for (int i = 2; i < argc; i++)
        if (ends(argv[i], ".words")) put_headers(argv[i], c);
    fputs("    {NULL, BL_IF_SKIP, 0}};\n\nconst char *const bl__birthday_headers[] = {", c);
    for (int i = 2; i < argc; i++)
        if (ends(argv[i], ".words")) put_birthdays(argv[i], c);
    fputs("NULL};\n", c);
    fputs("\nconst struct bl__preset bl__presets[] = {\n", c);
    for (int i = 0; i < n; i++) {
        fputs("    {.key = ", c);
        put_string(c, presets[i].key);
        put_optional(c, "name", presets[i].name);
        put_optional(c, "source", presets[i].source);
        put_optional(c, "hidden", presets[i].hidden);
        put_optional(c, "dates", presets[i].dates);
        put_optional(c, "stages", presets[i].stages);
        if (*presets[i].jobs) fputs(", .jobs = true", c);
        fprintf(c, ", .talks = %s, .roles = roles_%d", talks_of(presets[i].talks), i);
        fprintf(c, ", .nobody = nobody_%d, .unless = unless_%d, .signature = signature_%d, .columns = columns_%d},\n", i, i, i, i);
    }
    fprintf(c, "};\nconst size_t bl__preset_count = %d;\n", n);
    free(presets);
    return fclose(c) ? 1 : 0;
}
