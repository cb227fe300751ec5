/* "Chen, Maya": is that a last name and a first, or a firm and where it is? By itself a cell says little, so it is turned only when it looks like a name through and through and
 * nothing in its row speaks against it: one name in front of the comma (with its "van" or "de"), one or two behind it, no country or town behind it, and neither the company
 * nor the host of the address called like what stands in front. */
#include "exchange/internal.h"

#include <string.h>

/* What stands behind the name of a firm, folded. */
static const char *const places[] = {
    "usa",        "us",          "uk",         "eu",         "uae",          "america",   "england",   "scotland",  "ireland",
    "germany",    "deutschland", "austria",    "osterreich", "france",       "spain",     "espana",    "italy",     "italia",
    "portugal",   "poland",      "polska",     "norway",     "sweden",       "denmark",   "finland",   "belgium",   "netherlands",
    "nederland",  "switzerland", "schweiz",    "suisse",     "canada",       "australia", "india",     "japan",     "china",
    "brazil",     "brasil",      "mexico",     "singapore",  "israel",       "europe",    "emea",      "apac",      "dach",
    "berlin",     "hamburg",     "munich",     "munchen",    "koln",         "cologne",   "frankfurt", "vienna",    "wien",
    "zurich",     "london",      "manchester", "dublin",     "madrid",       "barcelona", "lisbon",    "lisboa",    "porto",
    "milan",      "milano",      "rome",       "roma",       "amsterdam",    "rotterdam", "brussels",  "oslo",      "bergen",
    "stockholm",  "copenhagen",  "helsinki",   "warsaw",     "prague",       "lyon",      "boston",    "chicago",   "seattle",
    "denver",     "houston",     "dallas",     "miami",      "toronto",      "vancouver", "montreal",  "tokyo",     "mumbai",
    "delhi",      "bangalore",   "dubai",      "ny",         "nyc",          "sf",        "ca",        "tx",        "sales",
    "support",    "accounting",  "billing",    "hq",         "headquarters", "office",    "legal",     "marketing", "finance",
    "operations", "department"};

/* Words that belong to the name behind them. */
static const char *const small_words[] = {"van", "von", "vom", "de", "der", "den", "di", "da",  "del", "della", "des", "du",
                                          "dos", "das", "do",  "la", "le",  "el",  "al", "bin", "ben", "ibn",   "mac", "mc",
                                          "st",  "ter", "ten", "te", "zu",  "zur", "af", "av",  "y",   "e",     "san", "o"};

static bool capital(const char *s) {
    return (unsigned char)*s >= 0x80 || (*s >= 'A' && *s <= 'Z');
}

/* How many names n bytes are, small words aside; 0 when one of them does not begin as a name does. */
static size_t names_in(const char *s, size_t n) {
    size_t names = 0;
    for (size_t i = 0; i < n;) {
        size_t from = i;
        while (i < n && s[i] != ' ') i++;
        if (i == from) {
            i++;
            continue;
        }
        if (BL__AMONG(s + from, i - from, small_words)) continue;
        if (!capital(s + from)) return 0;
        names++;
    }
    return names;
}

static bool fold(struct bl_buf *out, const char *s, size_t n) {
    bl_text_trim(&s, &n);
    bl_text_fold(out, s, n);
    return !out->failed;
}

/* The host of the address is called like the name in front, and what is before the @ knows nothing of the one behind. */
static bool host_is(const char *email, const char *last, const char *first) {
    const char *at = strchr(email, '@');
    size_t n = at ? strcspn(at + 1, ".") : 0, letters = strcspn(first, " .-");
    if (!at || n != strlen(last) || !bl__ascii_starts(at + 1, n, last)) return false;
    for (const char *c = email; letters && c + letters <= at; c++)
        if (bl__ascii_starts(c, letters, first)) return false;
    return true;
}

bool bl__clear_last_first(const char *name, const char *company, const char *email) {
    size_t n = strlen(name), comma = bl__last_first(name, n), given;
    if (comma < 2 || names_in(name, comma) != 1) return false;
    given = names_in(name + comma + 1, n - comma - 1);
    BL_AUTO(bl_buf) struct bl_buf last = {0}, first = {0}, firm = {0};
    if (!given || given > 2 || !fold(&last, name, comma) || !fold(&first, name + comma + 1, n - comma - 1)) return false;
    if (BL__AMONG(bl_buf_text(&first), first.len, places)) return false;
    if (company && (!fold(&firm, company, strlen(company)) || bl__ascii_starts(bl_buf_text(&firm), firm.len, bl_buf_text(&last))))
        return false;
    return !email || !host_is(email, bl_buf_text(&last), bl_buf_text(&first));
}
