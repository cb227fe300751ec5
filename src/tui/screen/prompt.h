/* Shared by the files of the prompts: keys and drawing (prompt.c), what each asks (prompt_open.c), what becomes of the answer (prompt_save.c). */
#ifndef BL_TUI_PROMPT_H
#define BL_TUI_PROMPT_H

#include "tui/screen/screens.h"

enum field_kind {
    FIELD_TEXT,
    FIELD_DAY,
    FIELD_PAST,
    FIELD_WHOSE,
    FIELD_WHY
}; /* a day to come; a day that was; a word that may be left out */
struct prompt_row {
    const char *title;
    const char *labels[PROMPT_FIELDS];
    unsigned char kinds[PROMPT_FIELDS];
    bool options; /* one of a list; typing narrows it */
    bool single;  /* for one person only */
};
const struct prompt_row *prompt_row(enum prompt_kind kind);
int prompt_fields(const struct prompt *prompt);
/* Index of the option under the cursor among all, SIZE_MAX when none fits what is typed. */
size_t prompt_chosen(const struct prompt *prompt);
/* Does option i fit what is typed? */
bool prompt_fits(const struct prompt *prompt, size_t i);
/* Enter goes on to the next line, and does not save yet. */
bool prompt_goes_on(const struct app *app);
/* A promise that lacks nothing to be saved: it has its day, or ends in one; or it lacks its words, and saving says so. */
bool prompt_dated(const struct app *app);
void prompt_narrow(struct prompt *prompt); /* after typing */
void prompt_problem(struct prompt *prompt, const char *text);
void prompt_option(struct prompt *prompt, const char *word, const char *hint, int64_t value, size_t max);
/* Asks for people whose names begin as typed: the options of PROMPT_MERGE. */
void prompt_seek(struct app *app, struct effects *effects);
/* Open promises of the one person it is about; -1 where it is about several, or of one of whom that is not known. */
int64_t prompt_open_promises(const struct app *app, const struct prompt *prompt);
/* From a later question of several back to the one before it, with what was answered there; false when this is the first. */
bool prompt_back(struct app *app, struct effects *effects);
/* Turns the answer into an effect; false and a problem when it is not one. */
void prompt_save(struct app *app, struct effects *effects);

#endif
