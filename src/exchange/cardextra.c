/* What a vCard says of a person that is no field of ours: birthday and other days, addresses, relations, chat. They become fields of one's own, so that nothing a user kept
 * elsewhere is lost on the way. */
#include "exchange/card.h"

#include <string.h>

enum { LABEL_MOST = 40 };

/* A field of one's own; a second value of it that differs is kept beside the first ("address 2"). */
void bl__card_own(struct bl__values *v, const char *name, const char *value) {
    const char *as = name;
    for (int nth = 2; value; nth++) {
        const struct bl_pairs *pairs = &v->edit.custom;
        size_t i = 0;
        while (i < pairs->n && strcmp(pairs->at[i].name, as) != 0) i++;
        if (i == pairs->n) break;
        if (strcmp(pairs->at[i].value, value) == 0 || nth > 9) return;
        char *room = bl__values_room(v, strlen(name) + 2);
        if (!room) return;
        memcpy(room, name, strlen(name));
        memcpy(room + strlen(name), (char[]){' ', (char)('0' + nth), '\0'}, 3);
        as = room;
    }
    bl__values_custom(v, as, value);
}

/* 1987-04-12, or --04-12 where the year is one that Apple has put there for want of a better. */
void bl__card_day(struct bl__values *v, const struct bl__property *p, const char *name, const char *s, size_t n) {
    const char *year;
    size_t len;
    char *day = bl__values_room(v, n + 2);
    bool omit = n > 5 && bl__card_param(p, "X-APPLE-OMIT-YEAR", &year, &len) && len == 4 && memcmp(s, year, 4) == 0;
    if (!day) return;
    memcpy(day, omit ? "--" : s, omit ? 2 : n);
    if (omit) memcpy(day + 2, s + 5, n - 5);
    bl__card_own(v, name, bl__card_filled(bl__card_plain(v, day, omit ? n - 3 : n)));
}

/* Street, city, region, code and country as they stand, in one line. */
void bl__card_address(struct bl__values *v, const char *name, const char *s, size_t n) {
    const char *part;
    size_t len;
    char *line = bl__values_room(v, 2 * n + 2);
    size_t at = 0;
    while (line && bl__card_component(&s, &n, ';', &part, &len)) {
        const char *text = bl__card_plain(v, part, len);
        if (!*text) continue;
        if (at) memcpy(line + at, ", ", 2), at += 2;
        for (; *text; text++) line[at++] = *text == '\n' ? ' ' : *text;
    }
    if (!line || !at) return;
    line[at] = '\0';
    bl__card_own(v, name, line);
}

/* Apple says what a date or a relation is in a line beside it: item1.X-ABLabel:_$!<Anniversary>!$_. NULL: it does not. */
const char *bl__card_label(struct bl__values *v, const struct bl__row *row, const struct bl__cell *cell) {
    const char *dot = memchr(cell->s, '.', cell->n);
    size_t group = dot ? (size_t)(dot - cell->s) + 1 : 0;
    static const char mark[] = "X-ABLabel:";
    for (size_t i = 0; group && i < row->n; i++) {
        const struct bl__cell *other = &row->at[i];
        if (other->n <= group + sizeof mark || memcmp(other->s, cell->s, group) != 0 ||
            !bl__ascii_starts(other->s + group, other->n - group, mark))
            continue;
        const char *s = other->s + group + sizeof mark - 1;
        size_t n = other->n - group - (sizeof mark - 1);
        if (n > 8 && memcmp(s, "_$!<", 4) == 0 && memcmp(s + n - 4, ">!$_", 4) == 0) s += 4, n -= 8;
        if (!n || n >= LABEL_MOST) return NULL;
        char *word = bl__values_room(v, n);
        for (size_t k = 0; word && k < n; k++) word[k] = (char)(s[k] >= 'A' && s[k] <= 'Z' ? s[k] + 32 : s[k]);
        if (word) word[n] = '\0';
        return word;
    }
    return NULL;
}
