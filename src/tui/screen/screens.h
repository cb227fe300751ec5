/* What each screen offers to app.c: `open` puts it up, `act` takes an action (true: it was its own), `type` a key or paste that is text, `view` draws. */
#ifndef BL_TUI_SCREENS_H
#define BL_TUI_SCREENS_H

#include "tui/app.h"

/* actions that mean the same everywhere (act.c) */
void act_run(struct app *app, enum action action, struct effects *effects);

/* home (actions; the drawing is home_view of home.h) */
bool home_act(struct app *app, enum action action, struct effects *effects);
void home_ask(struct app *app, struct effects *effects);
void home_behind(struct app *app, struct effects *effects); /* its figures have come */
void behind_got(struct app *app, const struct msg *msg);
void home_got(struct app *app, const struct msg *msg);
void home_figures(struct home *home, const struct figures_data *figures);
void home_page(const struct app *app, struct area all);

/* people */
void people_show(struct app *app, const char *filter, struct effects *effects); /* NULL: as it was */
/* Those behind a number of the screen that is up; while the filter stays as it is, Esc goes back there. */
void people_behind(struct app *app, const char *filter, struct figure of, struct effects *effects);
bool people_act(struct app *app, enum action action, struct effects *effects);
void people_type(struct app *app, int key, const char *text, size_t n, struct effects *effects);
void people_got(struct app *app, struct msg *msg, struct effects *effects);
void people_ask(struct app *app, struct effects *effects);              /* the window around the cursor, anew */
void people_seek(struct app *app, int64_t id, struct effects *effects); /* the same with the cursor on somebody */
void people_click(struct app *app, int row, struct effects *effects);
void people_view(const struct app *app, struct area all);
void people_free(struct people *people);
bool filter_complete(struct field *field); /* Tab: true when the text changed */
const char *filter_field(size_t i);        /* the fields it knows, with their colon; NULL after the last */
const struct bl_person *people_cursor(const struct app *app);

/* person */
void person_open(struct app *app, int64_t id, struct effects *effects);
void person_ask(struct app *app, int64_t id, struct effects *effects);
bool person_act(struct app *app, enum action action, struct effects *effects);
void person_got(struct app *app, struct msg *msg);
void person_follows(struct app *app, const struct msg *msg, struct effects *effects); /* if the entry under the cursor went */
void person_gone(struct app *app);                                                    /* their being added was undone: the page closes */
void person_view(const struct app *app, struct area all);
/* The short form under or beside the list. */
void person_brief(const struct app *app, struct area area);

/* review */
void review_show(struct app *app, struct effects *effects);
void review_ask(struct app *app, struct effects *effects);
bool review_act(struct app *app, enum action action, struct effects *effects);
void review_got(struct app *app, struct msg *msg, struct effects *effects);
void review_stepped(struct app *app, const struct msg *msg, struct effects *effects); /* before what is shown is read anew */
void review_figures(struct app *app, struct msg *msg);
void review_words(struct app *app, struct effects *effects); /* what stands in the form is kept */
void review_view(const struct app *app, struct area all);
bool review_matters(const struct app *app, enum action action); /* does this key matter in the part that is open? */
void review_free(struct review_page *page);
const struct bl_today_row *review_person(const struct app *app); /* who is to be decided about; NULL: nobody */

/* reviews that were finished */
void finished_show(struct app *app, struct effects *effects);
void finished_again(struct app *app, struct effects *effects);    /* back on the page that was left, over the review */
bool finished_matters(const struct app *app, enum action action); /* does this key matter on the list, or on the page? */
void finished_ask(struct app *app, struct effects *effects);
bool finished_act(struct app *app, enum action action, struct effects *effects);
void finished_got(struct app *app, struct msg *msg);
void finished_view(const struct app *app, struct area all);

/* composer */
void composer_open(struct app *app, const char *text, struct effects *effects);
/* With these people, whom the text names. A text about others that stands there is not opened silently: it is asked what becomes of it. */
void composer_with(struct app *app, const char *text, struct bl_ids who, struct effects *effects);
void composer_anew(struct app *app, struct effects *effects); /* the text is put aside, a new one begins */
bool composer_act(struct app *app, enum action action, struct effects *effects);
void composer_type(struct app *app, int key, const char *text, size_t n, struct effects *effects);
void composer_got(struct app *app, struct msg *msg, struct effects *effects);
void composer_tick(struct app *app, struct effects *effects);
void composer_keep(struct app *app, struct effects *effects); /* now, if there is something to keep */
void composer_view(const struct app *app, struct area all);
void composer_at(struct bl_buf *out, const char *name); /* adds "@Maya.Chen ", the way a log line names somebody */
void composer_free(struct composer *composer);
void completion_close(struct completion *completion);

/* history */
void history_open(struct app *app, struct effects *effects);
bool history_act(struct app *app, enum action action, struct effects *effects);
void history_got(struct app *app, struct msg *msg);
void history_view(const struct app *app, struct area all);

/* help and palette: one list of actions under a line that is typed */
void help_open(struct app *app, struct effects *effects);
void palette_open(struct app *app, struct effects *effects);
bool menu_act(struct app *app, enum action action, struct effects *effects);
void menu_type(struct app *app, int key, const char *text, size_t n, struct effects *effects);
void help_view(const struct app *app, struct area all);
void palette_view(const struct app *app, struct area all);
/* How well typed letters name an action: -1 not at all, more is better. Letters in order; beginnings of words count more. */
int fuzzy_rank(const char *text, const char *typed);
void menu_fill_help(struct menu *menu);
void menu_fill_palette(struct menu *menu);

/* today */
void today_show(struct app *app, struct effects *effects);
void today_ask(struct app *app, struct effects *effects);
void today_got(struct app *app, struct msg *msg, struct effects *effects);
void today_resized(struct app *app);
bool today_act(struct app *app, enum action action, struct effects *effects);
void today_view(const struct app *app, struct area all);
const struct bl_today_row *today_cursor(const struct app *app); /* NULL: the cursor is on no person */

/* the map */
void map_show(struct app *app, struct effects *effects);
void map_ask(struct effects *effects);
void map_got(struct app *app, struct msg *msg);
bool map_act(struct app *app, enum action action, struct effects *effects);
void map_view(const struct app *app, struct area all);

/* duplicates */
void dupes_show(struct app *app, struct effects *effects);
void dupes_import(struct app *app, int64_t step, struct effects *effects);             /* only with somebody of that import */
void dupes_two(struct app *app, int64_t left, int64_t right, struct effects *effects); /* these two side by side */
void dupes_ask(struct app *app, struct effects *effects);
void dupes_got(struct app *app, struct msg *msg, struct effects *effects);
void pair_got(struct app *app, struct msg *msg, struct effects *effects);
void dupes_stepped(struct app *app, const struct msg *msg, struct effects *effects);
bool dupes_act(struct app *app, enum action action, struct effects *effects);
bool dupes_matters(const struct app *app, enum action action); /* does this key matter now? */
void dupes_view(const struct app *app, struct area all);
void dupes_free(struct dupes_page *page);

/* prompts */
void prompt_open(struct app *app, enum prompt_kind kind, struct effects *effects);
bool prompt_act(struct app *app, enum action action, struct effects *effects);
void prompt_type(struct app *app, int key, const char *text, size_t n, struct effects *effects);
void prompt_got(struct app *app, struct msg *msg);
void prompt_view(const struct app *app, struct area all);
void prompt_close(struct prompt *prompt);

/* the import wizard */
void import_open(struct app *app, struct effects *effects);
bool import_act(struct app *app, enum action action, struct effects *effects);
void import_type(struct app *app, int key, const char *text, size_t n, struct effects *effects);
void import_got(struct app *app, struct msg *msg, struct effects *effects);
void import_stepped(struct app *app, const struct msg *msg); /* before what is shown is read anew */
void import_answered(struct app *app, size_t chosen,
                     struct effects *effects);                   /* a question of the wizard: which option, SIZE_MAX for none */
void rejects_answered(struct app *app, struct effects *effects); /* where rejected rows are to go */
void rejects_complete(struct app *app, struct effects *effects);
bool import_matters(const struct app *app, enum action action);      /* does this key matter on the page that is open? */
const char *import_words(const struct app *app, enum action action); /* what it is called in the footer of that page */
enum where import_where(const struct app *app);
void import_close(struct app *app);
void import_view(const struct app *app, struct area all);

/* Does text begin with the n bytes of part? ASCII letters of both cases are the same, whatever the locale. */
int lower(char c);
bool begins(const char *text, const char *part, size_t n);
/* words for days, as lists say them: "12 d", "today", "!3 d", "Fri" */
const char *ago(char out[24], bl_day day, bl_day today);
const char *ahead(char out[24], bl_day day, bl_day today);
const char *counted(char out[48], int64_t n, const char *one, const char *many);

#endif
