/* The ends of results: each is one allocation and one arena. */
#include "tui/msg.h"

#include <stdlib.h>

void home_data_free(struct home_data **data) {
    free(*data);
    *data = NULL;
}

void dupes_data_free(struct dupes_data **data) {
    free(*data);
    *data = NULL;
}

#define ENDS(type)                                                                                                                         \
    void type##_free(struct type **data) {                                                                                                 \
        if (*data) bl_arena_free(&(*data)->arena);                                                                                         \
        free(*data);                                                                                                                       \
        *data = NULL;                                                                                                                      \
    }
ENDS(list_data)
ENDS(person_data)
ENDS(words_data)
ENDS(who_data)
ENDS(steps_data)
ENDS(today_data)
ENDS(map_data)
ENDS(review_data)
ENDS(figures_data)
ENDS(finished_data)
ENDS(pair_data)
ENDS(folder_data)
ENDS(talked_data)
ENDS(import_data)
