/* Build-time: the .sql files of src/store/sql become C. Numbered files are migrations; in the others every statement stands under a line
 * `-- :name person_by_id` and becomes enum constant BL_SQL_PERSON_BY_ID. A line `{person_columns}` is replaced by the text of the statement of that
 * name, which must stand earlier: a list of columns is written once. Each `:name` of a statement becomes BL_AT(PERSON_BY_ID, NAME), its position: named
 * parameters are numbered as they first occur. Usage: sqlgen OUT.h OUT.c FILE.sql… */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *must_open(const char *path, const char *mode) {
    FILE *f = fopen(path, mode);
    if (!f) {
        perror(path);
        exit(1);
    }
    return f;
}

static const char *base_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The line as a C string literal. */
static void quote(char *out, const char *line) {
    out += sprintf(out, "    \"");
    for (; *line && *line != '\n'; line++) {
        if (*line == '"' || *line == '\\') *out++ = '\\';
        *out++ = *line;
    }
    sprintf(out, "\\n\"\n");
}

static void put_string(FILE *c, const char *line) {
    char quoted[2 * 4096 + 16];
    quote(quoted, line);
    fputs(quoted, c);
}

static void put_upper(FILE *h, const char *name) {
    for (; *name && !isspace((unsigned char)*name); name++) fputc(toupper((unsigned char)*name), h);
}

/* Every statement's text by name, for `{name}`. A build tool: fixed room, loud when it is too small. */
static struct { char name[64], text[8192]; } known[512];
static int known_count;

static void remember(const char *name) {
    if (known_count >= 512 || strlen(name) >= sizeof known[0].name) {
        fprintf(stderr, "sqlgen: too many statements, or name too long: %s\n", name);
        exit(1);
    }
    strcpy(known[known_count].name, name);
    known[known_count++].text[0] = 0;
}

static void put_line(FILE *c, const char *line) {
    char name[64];
    if (sscanf(line, " {%63[a-z_]}", name) == 1) {
        for (int i = 0; i < known_count - 1; i++)
            if (strcmp(known[i].name, name) == 0) {
                fputs(known[i].text, c);
                return;
            }
        fprintf(stderr, "sqlgen: no statement called %s before this one\n", name);
        exit(1);
    }
    char quoted[2 * 4096 + 16];
    quote(quoted, line);
    fputs(quoted, c);
    char *text = known[known_count - 1].text;
    if (strlen(text) + strlen(quoted) >= sizeof known[0].text) {
        fprintf(stderr, "sqlgen: statement too long: %s\n", known[known_count - 1].name);
        exit(1);
    }
    strcat(text, quoted);
}

/* The parameters of the statement at hand. */
static struct { char name[48]; } params[64];
static int param_count;
static bool quoted; /* inside a text, which may run over lines */

static void note_param(FILE *at, const char *statement, const char *name, size_t n) {
    for (int i = 0; i < param_count; i++)
        if (strlen(params[i].name) == n && memcmp(params[i].name, name, n) == 0) return;
    if (param_count == 64 || n >= sizeof params[0].name) {
        fprintf(stderr, "sqlgen: too many parameters, or name too long: %s\n", statement);
        exit(1);
    }
    memcpy(params[param_count].name, name, n);
    params[param_count++].name[n] = 0;
    fputs("    BL_AT_", at);
    put_upper(at, statement);
    fputs("__", at);
    put_upper(at, params[param_count - 1].name);
    fprintf(at, " = %d,\n", param_count);
}

static void note_params(FILE *at, const char *statement, const char *line) {
    for (const char *s = line; *s && (quoted || strncmp(s, "--", 2) != 0); s++) {
        if (*s == '\'') quoted = !quoted;
        if (quoted || *s != ':') continue;
        size_t n = 0;
        while (isalnum((unsigned char)s[1 + n]) || s[1 + n] == '_') n++;
        if (n) note_param(at, statement, s + 1, n);
        s += n;
    }
}

static void migration(const char *path, FILE *c) {
    char line[4096];
    FILE *in = must_open(path, "r");
    fprintf(c, "    /* %s */\n", base_of(path));
    while (fgets(line, sizeof line, in)) put_string(c, line);
    fputs("    ,\n", c);
    fclose(in);
}

static int statements(const char *path, FILE *h, FILE *at, FILE *c) {
    char line[4096];
    int n = 0;
    FILE *in = must_open(path, "r");
    while (fgets(line, sizeof line, in)) {
        if (strncmp(line, "-- :name ", 9) == 0) {
            if (n++) fputs("    ,\n", c);
            line[strcspn(line, "\r\n")] = 0;
            fprintf(c, "    /* %s: %s */\n", base_of(path), line + 9);
            fputs("    BL_SQL_", h);
            put_upper(h, line + 9);
            fputs(",\n", h);
            remember(line + 9);
            param_count = 0;
            quoted = false;
        } else if (n && line[strspn(line, " \t\r\n")] && strncmp(line, "--", 2) != 0) {
            put_line(c, line);
            note_params(at, known[known_count - 1].name, line);
        }
    }
    if (n) fputs("    ,\n", c);
    fclose(in);
    return n;
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fputs("usage: sqlgen OUT.h OUT.c FILE.sql...\n", stderr);
        return 2;
    }
    FILE *h = must_open(argv[1], "w"), *c = must_open(argv[2], "w"), *at = tmpfile();
    if (!at) return perror("sqlgen"), 1;
    fputs("/* Generated by sqlgen from src/store/sql. */\n#ifndef BL_SQL_GEN_H\n#define BL_SQL_GEN_H\n\nenum bl_sql {\n", h);
    fprintf(c, "/* Generated by sqlgen from src/store/sql. */\n#include \"%s\"\n\nconst char *const bl__migrations[] = {\n",
            base_of(argv[1]));
    int migrations = 0;
    for (int i = 3; i < argc; i++)
        if (isdigit((unsigned char)*base_of(argv[i]))) migration(argv[i], c), migrations++;
    fprintf(c, "    0};\nconst int bl__migration_count = %d;\n\nconst char *const bl__sql[] = {\n", migrations);
    for (int i = 3; i < argc; i++)
        if (!isdigit((unsigned char)*base_of(argv[i]))) statements(argv[i], h, at, c);
    fputs("    0};\n", c);
    fputs("    BL_SQL_COUNT\n};\n\n#define BL_AT(statement, parameter) BL_AT_##statement##__##parameter\nenum {\n", h);
    rewind(at);
    for (int byte = fgetc(at); byte != EOF; byte = fgetc(at)) fputc(byte, h);
    fputs("};\nextern const char *const bl__sql[];\nextern const char *const bl__migrations[];\nextern const int "
          "bl__migration_count;\n\n#endif\n",
          h);
    return fclose(h) || fclose(c) || fclose(at);
}
