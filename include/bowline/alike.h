/* Do two names, or an address and a name, speak of one person? Pure; names are keys of bl_text_fold. What is found is a question for the user, never an answer. */
#ifndef BOWLINE_ALIKE_H
#define BOWLINE_ALIKE_H

#include "bowline/memory.h"

#define BL_NAME_WORDS 8
struct bl_name_words { /* of a name without titles ("dr", "phd") and without the dots of initials; borrowed from the key */
    const char *at[BL_NAME_WORDS];
    size_t len[BL_NAME_WORDS];
    size_t n; /* words beyond the eighth are left out */
};
void bl_name_split(const char *name_key, struct bl_name_words *out);
/* Fingerprints under which like names meet: the words in any order; all words but one (in their order), with a text before them (a company, or ""). */
uint64_t bl_name_print(const struct bl_name_words *words);
uint64_t bl_name_print_without(const struct bl_name_words *words, size_t left_out, const char *before);
/* Fingerprint of the initial and the last word at a company; 0 for a name of one word. */
uint64_t bl_name_print_initial(const struct bl_name_words *words, const char *company_key);
/* The words written as one, from the first on or (backwards) with the last before the others: "mayachen", "chenmaya"; 0 for a name of one word or under five letters. */
uint64_t bl_name_print_joined(const struct bl_name_words *words, bool backwards);
/* The part of an e-mail address before the @, letters and digits only, as bl_name_print_joined sees it; 0 when it is too short to say anything. */
uint64_t bl_email_print(const char *email);

bool bl_name_same_words(const struct bl_name_words *a, const struct bl_name_words *b); /* in any order */
bool bl_name_one_edit(const struct bl_name_words *a,
                      const struct bl_name_words *b); /* one word differs by one letter; words of three letters are too short */
bool bl_name_initial(const struct bl_name_words *a, const struct bl_name_words *b); /* "m chen" and "maya chen", either way round */

enum { BL_PHONE_TAIL = 7 };
/* Fingerprint of the last digits of a phone number; 0 when there are fewer. */
uint64_t bl_phone_print(const char *value);
/* The same number but for a country code or leading noughts that one of them lacks. */
bool bl_phone_same_tail(const char *a, const char *b);

/* The same number in other spaces and signs: both begin with a plus or neither, and neither has a letter (an extension) in it. */
bool bl_phone_same_digits(const char *a, const char *b);

#endif
