/* People or organisations? Headers like "Customer" do not say; the values do: legal forms, words of trade, digits and signs that names of people do not have. What
 * looks like neither is left to the header. */
#include "exchange/internal.h"

#include <string.h>

/* Words of organisations, folded, as they stand between spaces. One is enough. */
static const char *const firm_words[] = {
    "gmbh",        "ag",           "kg",           "ug",         "ohg",        "gbr",      "ev",
    "inc",         "incorporated", "llc",          "llp",        "ltd",        "limited",  "corp",
    "co",          "company",      "corporation",  "plc",        "pty",        "ab",       "as",
    "asa",         "aps",          "oy",           "oyj",        "bv",         "nv",       "sa",
    "sas",         "sarl",         "srl",          "spa",        "sl",         "kft",      "sro",
    "zoo",         "group",        "gruppe",       "holding",    "holdings",   "bank",     "university",
    "universitat", "institute",    "institut",     "labs",       "lab",        "studio",   "studios",
    "solutions",   "systems",      "technologies", "technology", "software",   "services", "service",
    "consulting",  "agency",       "agentur",      "partners",   "foundation", "stiftung", "verein",
    "werke",       "industries",   "ventures",     "capital",    "media",      "digital",  "analytics",
    "logistics",   "logistik",     "team",         "school",     "hospital",   "clinic",   "cafe",
    "restaurant",  "hotel",        "shop",         "store",      "gallery",    "network",  "international",
    "global",      "energy",       "health",       "the"};

static bool firm_word(const char *word, size_t n) {
    for (size_t i = 0; i < sizeof firm_words / sizeof *firm_words; i++)
        if (strlen(firm_words[i]) == n && memcmp(firm_words[i], word, n) == 0) return true;
    return false;
}

static bool part_of_word(char c) {
    unsigned char u = (unsigned char)c;
    return u >= 0x80 || (u >= 'a' && u <= 'z');
}

/* Dots are taken out, so that "s.r.o." and "e.V." are one word; "acme.io" ends in a letter behind a dot, which no name of a person does. */
static bool looks_like_firm(const struct bl_buf *folded) {
    char word[32];
    size_t n = 0, after_dot = 0;
    for (size_t i = 0; i <= folded->len; i++) {
        char c = i < folded->len ? folded->data[i] : ' ';
        if ((c >= '0' && c <= '9') || c == '&') return true;
        if (part_of_word(c)) {
            if (after_dot == 1 && n > 2) {
                size_t rest = strcspn(folded->data + i, " ,.");
                if (rest >= 2 && rest <= 4) return true;
            }
            after_dot = 0;
            if (n < sizeof word) word[n++] = c;
        } else if (c == '.') {
            after_dot = 1;
        } else {
            if (n < sizeof word && firm_word(word, n)) return true;
            n = after_dot = 0;
        }
    }
    return false;
}

static bool has_letter(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (part_of_word((char)((s[i] >= 'A' && s[i] <= 'Z') ? s[i] | 0x20 : s[i]))) return true;
    return false;
}

/* A country code, or a number as long as one and written like one. */
static bool looks_like_phone(const char *s, size_t n) {
    size_t digits = 0, signs = 0;
    for (size_t i = 0; i < n; i++) {
        digits += s[i] >= '0' && s[i] <= '9';
        signs += strchr("+() -./", s[i]) && s[i];
    }
    return digits + signs == n && digits >= 7 && digits <= 15 && (s[0] == '+' || s[0] == '0' || s[0] == '(') &&
           bl__date_read(s, n, 0).kind == BL__DATE_NONE;
}

/* "Chen, Maya": where the comma is, 0 when it is not of that kind. "Chen, PhD" and "Acme, Inc." are not. */
size_t bl__last_first(const char *s, size_t n) {
    static const char *const titles[] = {"jr",  "jr.", "sr",  "sr.", "ii",  "iii", "iv",     "phd",  "ph.d.", "md",  "m.d.",  "mba",
                                         "msc", "bsc", "esq", "cpa", "cfa", "pmp", "dr",     "dr.",  "mr",    "mr.", "mrs",   "ms",
                                         "ms.", "rn",  "dds", "jd",  "pe",  "ma",  "pharmd", "psyd", "edd",   "llm", "cissp", "shrm"};
    const char *comma = n > 3 && n < 60 ? memchr(s, ',', n) : NULL;
    if (!comma || comma == s || memchr(comma + 1, ',', n - (size_t)(comma + 1 - s))) return 0;
    const char *first = comma + 1;
    size_t len = n - (size_t)(first - s), spaces = 0;
    bl_text_trim(&first, &len);
    if (BL__AMONG(first, len, titles)) return 0;
    for (size_t i = 0; i < n; i++) {
        spaces += s[i] == ' ';
        if ((s[i] >= '0' && s[i] <= '9') || strchr("@&/()", s[i])) return 0;
    }
    BL_AUTO(bl_buf) struct bl_buf folded = {0};
    bl_text_fold(&folded, s, n);
    return len && spaces <= 4 && !folded.failed && !looks_like_firm(&folded) ? (size_t)(comma - s) : 0;
}

void bl__tally_add(struct bl__tally *tally, const char *s, size_t n) {
    bl__value_bare(&s, &n);
    if (!n) return;
    tally->n++;
    bool address = memchr(s, '@', n), link = memmem(s, n, "://", 3);
    tally->addresses += address;
    tally->links += !address && link;
    tally->phones += !address && !link && !has_letter(s, n) && looks_like_phone(s, n);
    if (address || link || !has_letter(s, n)) return;
    tally->words++;
    tally->stages += n < 40 && bl__says_stage(s, n);
    BL_AUTO(bl_buf) struct bl_buf folded = {0};
    bl_text_fold(&folded, s, n < 200 ? n : 200);
    bool firm = !folded.failed && folded.len && looks_like_firm(&folded);
    tally->firms += firm;
    tally->turned += !firm && bl__last_first(s, n);
    tally->names += !firm && n < 60 && memchr(s, ' ', n);
}
