/* Settings that change figures and travel with the file: one table of keys, with what each means and what it is when nobody set it. */
#ifndef BOWLINE_SETTING_H
#define BOWLINE_SETTING_H

#include "bowline/memory.h"

struct bl_setting {
    const char *key, *meaning;
    const char *usual; /* the value when nothing was set; "" = none */
    const char *value; /* in force */
    bool set;          /* by the user */
};
/* The n-th key there is; false after the last. value = usual, set = false. Borrowed, static. */
bool bl_setting_at(size_t n, struct bl_setting *out);
/* Looks a key up and brings a value into the form it is kept in (arena). Unknown keys, with "did you mean", and values that do not fit are BL_USAGE. */
enum bl_status bl_setting_check(const char *key, const char *value, struct bl_arena *arena, const char **kept,
                                struct bl_error *err) BL_NODISCARD;

/* The value of first-day as the days a week begins before its Monday (date.h); −1 when it is none. */
int bl_setting_lead(const char *value);

#endif
