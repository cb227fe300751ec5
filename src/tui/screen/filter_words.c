/* Tab in the filter line: names of fields, and after the colon the states. As in a shell: what all candidates share is put in. */
#include "tui/screen/screens.h"

#include <string.h>

static const char *const fields[] = {
    "name:",  "email:",   "company:", "title:",   "source:",   "tag:",     "stage:", "moment:",  "milestone:", "status:",
    "cycle:", "last:",    "next:",    "age:",     "created:",  "mrr:",     "note:",  "said:",    "play:",      "id:",
    "until:", "overdue:", "stale:",   "quiet:",   "gap:",      "visited:", "moved:", "snoozed:", "promised:",  "origin:",
    "was:",   "entered:", "left:",    "reached:", "advanced:", "stayed:",  "spoke:", "pays:",    "restated:",  "import:"};
static const char *const last_words[] = {"over", "none", "any", "today"};
static const char *const yes_words[] = {"yes", "no"};
static const char *const stale_words[] = {"yes", "no", "stage", "moment"};
static const char *const next_words[] = {"none", "any", "overdue", "today"};

const char *filter_field(size_t i) {
    return i < sizeof fields / sizeof *fields ? fields[i] : NULL;
}

/* What all candidates for a word share. */
struct shared {
    const char *first;
    size_t len; /* shared so far */
    int n;
};

static void offer(struct shared *shared, const char *word, const char *part, size_t len) {
    if (!begins(word, part, len)) return;
    if (!shared->n++) {
        shared->first = word;
        shared->len = strlen(word);
        return;
    }
    while (shared->len > len && !begins(word, shared->first, shared->len)) shared->len--;
}

static void offer_all(struct shared *shared, const char *const *words, size_t n, const char *part, size_t len) {
    for (size_t i = 0; i < n; i++) offer(shared, words[i], part, len);
}

/* Fields that take a state of either track. */
static bool of_state(const char *field, size_t n) {
    return begins(field, "was:", n) || begins(field, "entered:", n) || begins(field, "left:", n) || begins(field, "reached:", n) ||
           begins(field, "advanced:", n) || begins(field, "stayed:", n);
}

static void offer_values(struct shared *shared, const char *field, size_t n, const char *part, size_t len) {
    bool moments = begins(field, "moment:", n) || begins(field, "visited:", n) || begins(field, "gap:", n);
    if (begins(field, "gap:", n)) offer_all(shared, yes_words, sizeof yes_words / sizeof *yes_words, part, len);
    if (moments || begins(field, "stage:", n)) {
        enum bl_track track = moments ? BL_MOMENT : BL_STAGE;
        for (int i = 1; i <= bl_track_ranks(track); i++) offer(shared, bl_track_name(track, i), part, len);
    } else if (of_state(field, n)) {
        for (int track = BL_STAGE; track < BL_TRACKS; track++)
            for (int i = 1; i <= bl_track_ranks((enum bl_track)track); i++)
                offer(shared, bl_track_name((enum bl_track)track, i), part, len);
    } else if (begins(field, "milestone:", n))
        for (int i = 1; i <= BL_MILESTONES; i++) offer(shared, bl_milestone_name(i), part, len);
    else if (begins(field, "status:", n)) {
        offer(shared, bl_status_name(BL_ACTIVE), part, len);
        for (int i = BL_PARKED; i <= BL_CHURNED; i++) offer(shared, bl_status_name(i), part, len);
    } else if (begins(field, "last:", n))
        offer_all(shared, last_words, sizeof last_words / sizeof *last_words, part, len);
    else if (begins(field, "stale:", n))
        offer_all(shared, stale_words, sizeof stale_words / sizeof *stale_words, part, len);
    else if (begins(field, "quiet:", n) || begins(field, "overdue:", n) || begins(field, "play:", n) || begins(field, "snoozed:", n) ||
             begins(field, "restated:", n))
        offer_all(shared, yes_words, sizeof yes_words / sizeof *yes_words, part, len);
    else if (begins(field, "next:", n))
        offer_all(shared, next_words, sizeof next_words / sizeof *next_words, part, len);
}

bool filter_complete(struct field *field) {
    const char *text = bl_buf_text(&field->text);
    size_t begin = field->cursor;
    while (begin > 0 && !strchr(" (-", text[begin - 1])) begin--;
    const char *word = text + begin, *colon = memchr(word, ':', field->cursor - begin);
    size_t from = colon ? (size_t)(colon - text) + 1 : begin, len = field->cursor - from;
    struct shared shared = {0};
    if (colon)
        offer_values(&shared, word, (size_t)(colon - word) + 1, text + from, len);
    else if (len)
        offer_all(&shared, fields, sizeof fields / sizeof *fields, word, len);
    if (!shared.n || shared.len <= len) return false;
    BL_AUTO(bl_buf) struct bl_buf with = {0};
    bl_buf_add(&with, shared.first, shared.len);
    if (shared.n == 1 && colon) bl_buf_chr(&with, ' ');
    field_replace(field, from, len, bl_buf_text(&with));
    return true;
}
