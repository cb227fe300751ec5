/* Words of file formats, whatever their case. Not strcasecmp: what a letter is there depends on the locale of the program, and in a Turkish one
 * "MAILTO:" is no "mailto:". */
#include "exchange/internal.h"

#include <string.h>

static char lower(char c) {
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

bool bl__ascii_starts(const char *s, size_t n, const char *word) {
    size_t i = 0;
    while (i < n && word[i] && lower(s[i]) == lower(word[i])) i++;
    return !word[i];
}

bool bl__ascii_is(const char *s, size_t n, const char *word) {
    return n == strlen(word) && bl__ascii_starts(s, n, word);
}

bool bl__ascii_among(const char *s, size_t n, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (bl__ascii_is(s, n, words[i])) return true;
    return false;
}

bool bl__ascii_begins(const char *s, size_t n, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (bl__ascii_starts(s, n, words[i])) return true;
    return false;
}

bool bl__ascii_sign(char c, const char *signs) {
    return c && strchr(signs, c);
}
