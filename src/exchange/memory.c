/* What the user said about such lists before, found again by the fingerprint of the header: its columns, whatever their order, so that a view sorted anew is the same list. A
 * table without a header is known by what its columns hold. Pure: the rows come from the store and go back to it in import.c and remember.c. */
#include "exchange/internal.h"

#include <stdlib.h>
#include <string.h>

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static uint64_t mix(uint64_t hash, const char *s) {
    for (; *s; s++) hash = (hash ^ (unsigned char)*s) * UINT64_C(1099511628211); /* FNV-1a */
    return (hash ^ '\n') * UINT64_C(1099511628211);
}

static void put_print(uint64_t hash, char out[BL__PRINT_SIZE]) {
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < BL__PRINT_SIZE - 1; i++) out[i] = digits[hash >> (60 - 4 * i) & 15];
    out[BL__PRINT_SIZE - 1] = '\0';
}

bool bl__print_header(const char *const *keys, size_t n, struct bl_arena *arena, char out[BL__PRINT_SIZE]) {
    const char **sorted = bl_arena_array(arena, n + 1, sizeof *sorted);
    if (!sorted) return false;
    uint64_t hash = UINT64_C(14695981039346656037);
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (bl__rejects_key(keys[i])) continue; /* a file of rejects is read as the file it came from, wherever its reasons were put */
        if (*keys[i]) sorted[used++] = keys[i];
        if (!*keys[i]) hash = (hash ^ (i + 1)) * UINT64_C(1099511628211); /* a column without a name is known by its place */
    }
    if (used > 1) qsort(sorted, used, sizeof *sorted, by_text);
    for (size_t i = 0; i < used; i++) hash = mix(hash, sorted[i]);
    put_print(hash, out);
    return true;
}

/* What a column of a table without a header holds: addresses, links, numbers or days, words, nothing. Most of its values decide. */
static char kind_of(const struct bl__tally *t) {
    size_t numbers = t->n - t->addresses - t->links - t->words;
    if (!t->n) return '-';
    if (t->addresses * 2 >= t->n) return '@';
    if (t->links * 2 >= t->n) return '/';
    return numbers > t->words ? '0' : 'a';
}

void bl__print_shape(const struct bl__tally *tallies, size_t n, char out[BL__PRINT_SIZE]) {
    uint64_t hash = mix(UINT64_C(14695981039346656037), "no header");
    for (size_t i = 0; i < n; i++) hash = mix(hash, (char[]){kind_of(&tallies[i]), '\0'});
    put_print(hash, out);
}

/* ---- looking up -------------------------------------------------------------------------------------------------------------- */

const struct bl_reading *bl__memory_of(const struct bl__memory *memory, const char *list, const char *what, const char *key) {
    for (size_t i = 0; memory && i < memory->n; i++)
        if (strcmp(memory->at[i].list, list) == 0 && strcmp(memory->at[i].what, what) == 0 && (!key || strcmp(memory->at[i].key, key) == 0))
            return &memory->at[i];
    return NULL;
}

bool bl__memory_knows(const struct bl__memory *memory, const char *list) {
    for (size_t i = 0; memory && i < memory->n; i++)
        if (strcmp(memory->at[i].list, list) == 0) return true;
    return false;
}

const char *bl__column_place(const struct bl__plan *plan, size_t column, struct bl_arena *arena) {
    const char *key = plan->at[column].key;
    size_t before = 0;
    if (!*key) return bl_arena_printf(arena, "#%zu", column + 1);
    for (size_t i = 0; i < column; i++) before += strcmp(plan->at[i].key, key) == 0;
    return before ? bl_arena_printf(arena, "%s#%zu", key, before + 1) : key;
}

const char *bl__as_said_on(bl_day said, bl_day today, struct bl_arena *arena) {
    char day[BL_DATE_SIZE];
    return bl_arena_printf(arena, "as you said on %s", bl_day_short(said, today, day));
}

/* ---- what the values of a status column mean ------------------------------------------------------------------------------------ */

const char *bl__stage_list(const struct bl__plan *plan, const char *print, struct bl_arena *arena) {
    return plan->preset ? bl_arena_printf(arena, "preset:%s", plan->preset->key) : print;
}

bool bl__says_none(const char *word) {
    return strcmp(word, "none") == 0 || strcmp(word, "-") == 0;
}

int bl__says_side(const char *word) {
    struct bl_error ignored;
    int status = 0;
    bool known = bl_status_parse(word, &status, &ignored) == BL_OK;
    return known && (status == BL_LOST || status == BL_DISQUALIFIED || status == BL_CHURNED) ? status : 0;
}

const char *bl__answer_word(const struct bl__answer *answer) {
    if (answer->side) return bl_status_name(answer->side);
    return answer->stage ? bl_track_name(BL_STAGE, answer->stage) : "none";
}

static bool add_answer(struct bl__answers *answers, size_t column, const char *word, const char *stage, bl_day said,
                       struct bl_arena *arena) {
    struct bl_error ignored;
    int rank = 0, side = bl__says_side(stage);
    const char *key = bl__header_key(arena, word, strlen(word));
    if (!key) return false;
    if (!*key || (!bl__says_none(stage) && !side && bl_track_parse(BL_STAGE, stage, &rank, &ignored) != BL_OK)) return true; /* of no use */
    for (size_t i = 0; i < answers->n; i++)
        if (answers->at[i].column == column && strcmp(answers->at[i].key, key) == 0) return true; /* said anew */
    answers->at[answers->n++] = (struct bl__answer){.column = column, .key = key, .word = word, .stage = rank, .side = side, .said = said};
    return true;
}

/* What was said earlier of one column. */
static bool recall(struct bl__answers *answers, const struct bl__memory *memory, const char *list, const char *place, size_t column,
                   struct bl_arena *arena) {
    size_t n = strlen(place);
    for (size_t i = 0; memory && i < memory->n; i++) {
        const struct bl_reading *r = &memory->at[i];
        if (strcmp(r->list, list) != 0 || strcmp(r->what, "stage") != 0 || strncmp(r->key, place, n) != 0 || r->key[n] != '=') continue;
        if (!add_answer(answers, column, r->key + n + 1, r->value, r->said, arena)) return false;
    }
    return true;
}

bool bl__answers_make(const struct bl__plan *plan, const char *list, const struct bl_pairs *said, const struct bl__memory *memory,
                      struct bl_arena *arena, struct bl__answers *out) {
    struct bl__answers answers = {0};
    size_t columns = 0;
    for (size_t i = 0; i < plan->n; i++) columns += plan->at[i].field == BL_IF_STAGE || plan->at[i].stages;
    if (!columns) return true;
    answers.at = bl_arena_array(arena, columns * (said->n + (memory ? memory->n : 0)) + 1, sizeof *answers.at);
    if (!answers.at) return false;
    for (size_t c = 0; c < plan->n; c++) {
        if (plan->at[c].field != BL_IF_STAGE && !plan->at[c].stages) continue;
        const char *place = bl__column_place(plan, c, arena);
        if (!place) return false;
        for (size_t i = 0; i < said->n; i++)
            if (!add_answer(&answers, c, said->at[i].name, said->at[i].value, BL_NO_DAY, arena)) return false;
        if (!recall(&answers, memory, list, place, c, arena)) return false;
    }
    *out = answers;
    return true;
}

const struct bl_reading *bl__answer_kept(const struct bl__memory *memory, const char *list, const char *place, const char *key,
                                         struct bl_arena *arena) {
    size_t n = strlen(place);
    for (size_t i = 0; memory && i < memory->n; i++) {
        const struct bl_reading *r = &memory->at[i];
        if (strcmp(r->list, list) != 0 || strcmp(r->what, "stage") != 0 || strncmp(r->key, place, n) != 0 || r->key[n] != '=') continue;
        const char *was = bl__header_key(arena, r->key + n + 1, strlen(r->key + n + 1));
        if (was && strcmp(was, key) == 0) return r;
    }
    return NULL;
}

const char *bl__field_word(const struct bl__column *column, struct bl_arena *arena) {
    if (column->field == BL_IF_NAME && column->as) return column->as == BL__AS_TURNED ? "last_first" : "full_name";
    if (column->field != BL_IF_CUSTOM) return bl_import_field_name(column->field);
    return bl_arena_printf(arena, "custom.%s", column->custom);
}
