/* What a header says: by the names in data/presets/header.words, and by the words it is made of.
 *
 * Three degrees: the header is a known name ("E-Mail-Adresse"); it is one once numbers and empty words are left out ("Person - Email - Work",
 * "Phone 1 - Value"); it has the word in it ("What's your name, please?"). The last is the weakest and needs a list of words that turn the meaning ("Company
 * Name for Emails", "E-mail 1 - Label"). Two things are left out on purpose: web sites, because a shared company site would make colleagues one
 * person, and every column of consent. */
#include "exchange/internal.h"

#include <string.h>

/* Words that say nothing about which field it is. */
static const char *const empty_words[] = {"person",   "contact",  "contacts", "value",   "work",   "home",           "other", "primary",
                                          "business", "personal", "private",  "main",    "the",    "your",           "lead",  "invitee",
                                          "attendee", "customer", "member",   "address", "number", "professionnelle"};

/* One word in the header is enough, unless one of the words that turn it is there too. Order matters: the first rule that holds. */
static const struct rule {
    const char *word, *second; /* second: must be there as well, or NULL */
    enum bl_import_field field;
    const char *unless; /* words, each between spaces */
} rules[] = {
#define NO_FLAG                                                                                                                            \
    " label type status disabled blacklisted verified verification consent optin opt owner domain count date sent open opened clicked "    \
    "bounced confidence source catch interaction activity reply replied "
    {"email", NULL, BL_IF_EMAIL, NO_FLAG "company companies emails name for organizer host manager assistant referrer "},
    {"mail", "e", BL_IF_EMAIL, NO_FLAG "company for name organizer host manager assistant "},
    {"phone", NULL, BL_IF_PHONE,
     NO_FLAG "company fax corporate hq emergency assistant name extension organizer host manager referrer user guest "},
    {"mobile", NULL, BL_IF_PHONE, NO_FLAG "company fax app device "},
    {"telephone", NULL, BL_IF_PHONE, NO_FLAG "company fax "},
    {"whatsapp", NULL, BL_IF_PHONE, NO_FLAG},
    {"tel", NULL, BL_IF_PHONE, NO_FLAG "company fax societe "},
#define NO_FAX                                                                                                                             \
    "fax firma hauptnummer zentrale central asystenta assistent assistente asistente assistenza azienda societe empresa spolecnosti "
    {"telefon", NULL, BL_IF_PHONE, NO_FLAG NO_FAX},
    {"telefono", NULL, BL_IF_PHONE, NO_FLAG NO_FAX},
    {"telefone", NULL, BL_IF_PHONE, NO_FLAG NO_FAX},
    {"telefonnummer", NULL, BL_IF_PHONE, NO_FLAG NO_FAX},
    {"puhelin", NULL, BL_IF_PHONE, NO_FLAG NO_FAX},
    {"телефон", NULL, BL_IF_PHONE, NO_FLAG "факс организации помощника "},
    {"linkedin", NULL, BL_IF_URL, NO_FLAG "company organization id followers headline bio summary "},
    {"profile", "url", BL_IF_URL, " company organization image picture photo avatar sender recipient recipients inviter invitee "},
    {"first", "name", BL_IF_FIRST, " yomi phonetic owner company "},
    {"given", "name", BL_IF_FIRST, " yomi phonetic "},
    {"last", "name", BL_IF_LAST, " yomi phonetic owner company "},
    {"family", "name", BL_IF_LAST, " yomi phonetic "},
#define NOT_THE_NAME                                                                                                                       \
    " phone url website web site size industry linkedin address city country state zip domain id email emails mail owner type street "     \
    "department yomi revenue founded symbol location twitter facebook employees description number keywords technologies "
    {"company", NULL, BL_IF_COMPANY, NOT_THE_NAME "title role position linkedin "},
    {"organization", NULL, BL_IF_COMPANY, NOT_THE_NAME "title role position "},
    {"organisation", NULL, BL_IF_COMPANY, NOT_THE_NAME "title role position "},
    {"employer", NULL, BL_IF_COMPANY, NOT_THE_NAME "title role position "},
    {"job", "title", BL_IF_TITLE, " level normalized "},
    {"organization", "title", BL_IF_TITLE, " "},
    {"job", "role", BL_IF_TITLE, " "},
    {"profession", NULL, BL_IF_TITLE, " "},
    {"occupation", NULL, BL_IF_TITLE, " "},
    {"headline", NULL, BL_IF_TITLE, " "},
    {"role", NULL, BL_IF_TITLE, " id user access permission status type "},
    {"name", NULL, BL_IF_NAME,
     " company companies account organization organisation file user username event ticket campaign list school job deal first last given "
     "family middle additional nick screen maiden yomi phonetic prefix suffix page domain "
     "product group project team form ad adset short owner referrer assistant spouse manager directory conversation host organizer partner "
     "pet child source stage mail email item plan tier invoice order opportunity board course workspace store brand bank card street city "
     "country "
     "folder sheet field property room speaker "},
    {"hear", "about", BL_IF_SOURCE, " "},
};

static bool letter_or_digit(char c) {
    unsigned char u = (unsigned char)c;
    return u >= 0x80 || (u >= 'a' && u <= 'z') || (u >= '0' && u <= '9');
}

const char *bl__header_key(struct bl_arena *arena, const char *s, size_t n) {
    BL_AUTO(bl_buf) struct bl_buf folded = {0};
    bl_text_fold(&folded, s, n);
    char *key = bl_arena_alloc(arena, folded.len + 1);
    if (!key || folded.failed) return NULL;
    size_t k = 0;
    for (size_t i = 0; i < folded.len; i++)
        if (letter_or_digit(folded.data[i])) key[k++] = folded.data[i];
    key[k] = '\0';
    return key;
}

/* The words of a header: " work e mail address " — each between single spaces, so that strstr finds whole words. */
static bool words_of(struct bl_buf *words, const char *s, size_t n) {
    BL_AUTO(bl_buf) struct bl_buf folded = {0};
    bl_text_fold(&folded, s, n);
    bl_buf_chr(words, ' ');
    for (size_t i = 0; i < folded.len; i++) {
        bool part = letter_or_digit(folded.data[i]);
        if (part || words->data[words->len - 1] != ' ') bl_buf_chr(words, part ? folded.data[i] : ' ');
        if (words->failed) return false;
    }
    if (!words->failed && words->data[words->len - 1] != ' ') bl_buf_chr(words, ' ');
    return !words->failed && !folded.failed;
}

static bool has_word(const char *words, const char *word) {
    char spaced[40];
    size_t n = strlen(word);
    if (n + 3 > sizeof spaced) return false;
    spaced[0] = ' ';
    memcpy(spaced + 1, word, n);
    spaced[n + 1] = ' ';
    spaced[n + 2] = '\0';
    return strstr(words, spaced) != NULL;
}

/* Is a word of `words` among those of `list`? */
static bool shares_word(const char *words, const char *list) {
    for (const char *w = words + 1; *w;) {
        size_t n = strcspn(w, " ");
        char one[40];
        if (n && n < sizeof one) {
            memcpy(one, w, n);
            one[n] = '\0';
            if (has_word(list, one)) return true;
        }
        w += n + (w[n] ? 1 : 0);
    }
    return false;
}

static bool says_nothing(const char *word, size_t n) {
    size_t digits = strspn(word, "0123456789");
    if (digits >= n) return true;
    for (size_t i = 0; i < sizeof empty_words / sizeof *empty_words; i++)
        if (strlen(empty_words[i]) == n && memcmp(empty_words[i], word, n) == 0) return true;
    return false;
}

/* The key of what is left of a header when the words that say nothing are dropped. */
static bool core_of(struct bl_buf *core, const char *words) {
    for (const char *w = words + 1; *w;) {
        size_t n = strcspn(w, " ");
        if (n && !says_nothing(w, n)) bl_buf_add(core, w, n);
        w += n + (w[n] ? 1 : 0);
    }
    return !core->failed;
}

/* " contact 2 ", " attendee 1 ": people by number. */
static bool numbered(const char *words) {
    static const char *const who[] = {" contact ", " person ", " attendee ", " member ", " invitee "};
    for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
        size_t n = strlen(who[i]), digits = strncmp(words, who[i], n) == 0 ? strspn(words + n, "0123456789") : 0;
        if (digits && strcmp(words + n + digits, " ") == 0) return true;
    }
    return false;
}

static const struct bl__known *known_word(const char *key) {
    for (const struct bl__known *at = bl__known_headers; at->key; at++)
        if (strcmp(at->key, key) == 0) return at;
    return NULL;
}

static const struct bl__meaning unknown = {BL_IF_SKIP, 0, 0}, nomem = {BL_IF_SKIP, -1, 0};

static struct bl__meaning meaning_of(struct bl_arena *arena, const char *s, size_t n) {
    const char *key = bl__header_key(arena, s, n);
    if (!key) return nomem;
    if (!*key || n > 300) return unknown;
    const struct bl__known *hit = known_word(key);
    if (hit) return (struct bl__meaning){hit->field, 3, hit->rank};
    BL_AUTO(bl_buf) struct bl_buf words = {0}, core = {0};
    if (!words_of(&words, s, n) || !core_of(&core, words.data)) return nomem;
    hit = core.len ? known_word(core.data) : NULL;
    if (!core.len && numbered(words.data)) return (struct bl__meaning){BL_IF_NAME, 2, 3};
    /* A "company address" is no company, a "lead stage" not one of ours. */
    if (hit && ((has_word(words.data, "address") && hit->field != BL_IF_EMAIL) ||
                (has_word(words.data, "number") && hit->field != BL_IF_PHONE) || hit->field == BL_IF_STAGE))
        hit = NULL;
    if (hit) return (struct bl__meaning){hit->field, 2, hit->rank};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *rule = &rules[i];
        if (!has_word(words.data, rule->word) || (rule->second && !has_word(words.data, rule->second))) continue;
        if (!shares_word(words.data, rule->unless)) return (struct bl__meaning){rule->field, 1, 0};
    }
    return unknown;
}

/* "RecipientFirstName" is "Recipient First Name". */
static bool parted(struct bl_buf *out, const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) {
        bool hump = i && s[i] >= 'A' && s[i] <= 'Z' && s[i - 1] >= 'a' && s[i - 1] <= 'z';
        if (hump) bl_buf_chr(out, ' ');
        bl_buf_chr(out, s[i]);
    }
    return !out->failed;
}

struct bl__meaning bl__header_meaning(struct bl_arena *arena, const char *s, size_t n) {
    struct bl__meaning meaning = meaning_of(arena, s, n);
    if (meaning.sure || n > 300) return meaning;
    BL_AUTO(bl_buf) struct bl_buf words = {0};
    if (!parted(&words, s, n)) return nomem;
    return words.len > n ? meaning_of(arena, bl_buf_text(&words), words.len) : meaning;
}
