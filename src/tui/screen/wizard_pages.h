/* Between the files of the import wizard only. */
#ifndef BL_TUI_WIZARD_PAGES_H
#define BL_TUI_WIZARD_PAGES_H

#include "tui/screen/screens.h"

/* ---- import.c ---- */
void wizard_file(struct app *app, const char *path, struct effects *effects);  /* this file, rehearsed from the beginning */
void wizard_again(struct app *app, struct effects *effects);                   /* something was said: rehearsed once more */
void wizard_import(struct app *app, struct effects *effects);                  /* in earnest */
void wizard_rows(struct app *app, int64_t from, struct effects *effects);      /* a rehearsal that keeps rows from there on */
void wizard_leave(struct app *app, struct effects *effects, const char *word); /* word: for a toast, or NULL */
int64_t wizard_usable(const struct import_data *data);                         /* people it would add or fill */
int wizard_key(enum action action);                                            /* scrolling keys, as the widget knows them */
void wizard_recognised(const struct import_data *data, struct bl_buf *out);    /* what the file was taken for, in a sentence */
/* "812 new (+12) · 3 rejected"; was: the counts before a change, or NULL. */
void wizard_counts(const struct import_data *data, const int64_t *was, struct bl_buf *out);
/* "first 5213 of about 412000 rows" */
void wizard_so_far(const struct import_data *data, struct bl_buf *out);
void wizard_cut_options(const char *text, struct bl_buf *out); /* without "(--option …)": here a key does it */

/* ---- import_files.c ---- */
void files_open(struct app *app, struct effects *effects);
bool files_act(struct app *app, enum action action, struct effects *effects);
void files_type(struct app *app, int key, const char *text, size_t n, struct effects *effects);
void files_got(struct app *app, struct msg *msg);
void files_view(const struct app *app, struct area body);
bool files_clear(struct app *app); /* of what was typed; false: nothing was */
void files_free(struct wizard *w);

/* ---- import_meaning.c ---- */
size_t meaning_lines(const struct wizard *w);
struct meaning_line meaning_line(const struct wizard *w, size_t i);
/* The cursor stays on the line it was put on, whatever comes above it; what is asked stays asked while a change is read through. */
void meaning_follow(struct wizard *w);
void meaning_keep(struct import_data *to, const struct import_data *from);
bool meaning_act(struct app *app, enum action action, struct effects *effects);
void meaning_view(const struct app *app, struct area body);
/* The value of a status column that question `at` is about, its answer or NULL, how many rows have it (0 = not known); of a date question the value is NULL. */
struct meaning_value {
    const char *column, *value, *answer;
    int64_t rows;
    int guess;
    bl_day said; /* the answer was given that day, BL_NO_DAY: now */
};
struct meaning_value meaning_value(const struct wizard *w, size_t at);
size_t meaning_values(const struct wizard *w);
const char *delimiter_word(char c);
const char *order_words(const char *order);
const char *field_word(enum bl_import_field field);

/* ---- import_change.c ---- */
void change_open(struct app *app, struct meaning_line line, struct effects *effects);
void change_toggle(struct app *app, size_t column, struct effects *effects); /* skip it, or take it back in */
void said_begin(struct wizard_said *said);
void said_wish(const struct wizard *w, struct effects *effects, struct import_wish *out);

/* ---- import_outcome.c ---- */
bool outcome_act(struct app *app, enum action action, struct effects *effects);
bool rows_act(struct app *app, enum action action, struct effects *effects);
void outcome_view(const struct app *app, struct area body);
void rows_view(const struct app *app, struct area body);
void run_view(const struct app *app, struct area body);
void progress_view(const struct app *app, struct area body, int row, const struct import_data *data);
int64_t kind_count(const struct import_data *data, int kind);
const char *kind_word(int kind);
void kind_begin(struct wizard *w); /* the kind under the cursor is one that has rows */

/* ---- import_rejects.c ---- */
void rejects_open(struct app *app, struct effects *effects);
bool rejects_there(const struct wizard *w); /* rows were rejected, by the rehearsal or the import */
void rejects_beside(struct app *app, struct msg *msg);
void rejects_got(struct app *app, const struct msg *msg);
void rejects_stop(struct app *app, struct effects *effects);
void rejects_forget(struct wizard *w); /* the list is read otherwise now */

/* ---- import_talked.c ---- */
void talked_open(struct app *app, struct effects *effects);
bool talked_act(struct app *app, enum action action, struct effects *effects);
void talked_type(struct app *app, int key, const char *text, size_t n, struct effects *effects);
void talked_got(struct app *app, struct msg *msg, struct effects *effects);
void talked_view(const struct app *app, struct area body);
void talked_free(struct wizard *w);

#endif
