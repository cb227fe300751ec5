/* Between the files of home only: what is drawn (home.c), narrow and empty forms (home_small.c), where the cursor goes (home_step.c). */
#ifndef BL_TUI_HOME_PARTS_H
#define BL_TUI_HOME_PARTS_H

#include "tui/kit/widgets.h"
#include "tui/screen/home.h"

enum { HOME_LINES = 6, HOME_LINE_MAX = 2 * BL_MILESTONES, HOME_NARROW = 40 };

int home_ranks(enum bl_lens lens);
/* Index of the knot among the ranks, −1 where there is none. */
int home_knot(enum bl_lens lens);
int64_t home_ask_count(const struct bl_asks *asks, int spot);
/* The word for a state of the lens, as long as `form` allows: 0 whole, 1 short, 2 three letters. */
const char *home_word(enum bl_lens lens, int rank, int form);
/* “promises overdue”, by number and room: form 0 whole, 1 short, 2 shortest. */
const char *home_ask_words(int spot, int64_t n, int form);
/* A count in at most `room` cells: as it is, else as 12k, 3.4M. */
const char *home_count(int64_t n, int room, char out[24]);

/* “14 d”, “over 40 d” when half of them never left, “—” without stays. */
const char *home_stay(const struct bl_time *time, char out[24]);
/* The names of the states below their places, as long as there is room for. */
void home_names(struct area row, const struct home *home);
/* Under 40 columns: every number a line, those around the cursor. */
void home_list(struct area area, const struct home *home);
/* The filter that lists the people behind the selected number; what that number says, in a sentence (empty for those that say it themselves). */
bool home_filter(const struct home *home, struct bl_buf *out);
/* How many of what the selected number counts, where that is not people (*many NULL: it does). */
int64_t home_counts(const struct home *home, const char **one, const char **many);
void home_sentence(const struct home *home, struct bl_buf *out);
/* The state a spot of a further line belongs to, 0 for the others. */
int home_spot_state(int spot);
/* Nobody yet: how to begin. */
void home_empty(struct area area, const struct home *home);

#endif
