/* The tracks as tables: every state of a journey, its names, its meaning, what to ask there. A new state is a row, not an if.
 *
 * One number per state on both tracks (see track.h) lets the file, the figures and the filter share arrays indexed by state. The
 * moments are those of "Six Moments to Recurring Revenue", the stages those of the bowtie of Winning by Design, the milestones those of
 * Susan Nabeth Moore's boomerang; the wording is our own. */
#include "bowline/track.h"

#include "bowline/text.h"

#include <string.h>

enum { QUESTIONS = 3 };

struct state {
    const char *name, *label, *meaning;
    const char *ask[QUESTIONS];
};

static const struct state stages[] = {
    [BL_AWARENESS] = {"awareness",
                      "awareness",
                      "We know a name, where we met and why we might fit.",
                      {"What would make this worth a second look to them?", "Who or what pointed them to us?",
                       "What are they busy with this quarter?"}},
    [BL_EDUCATION] = {"education",
                      "education",
                      "They chose to learn: they follow, take part, receive.",
                      {"Which pain would they name, in their own words?", "What have they tried so far?",
                       "What did they read or ask last?"}},
    [BL_SELECTION] = {"selection",
                      "selection",
                      "They weigh us against other ways, or against doing nothing.",
                      {"By when do they need it, and what happens if not?", "Who else decides, and what do they need to hear?",
                       "What would make doing nothing the better choice?"}},
    [BL_COMMITMENT] = {"commitment",
                       "commitment",
                       "Both sides have said yes.",
                       {"What must be true in thirty days for this to have been right?", "Who on their side carries it from here?",
                        "What could still undo the yes?"}},
    [BL_ONBOARDING] = {"onboarding",
                       "onboarding",
                       "They set up and learn what the first result needs.",
                       {"What is the smallest first result, and by which day?", "What is stuck, and what can be left out?",
                        "Who has not logged in yet?"}},
    [BL_UTILIZATION] = {"utilization",
                        "utilization",
                        "Results come, and come again.",
                        {"What changed for them since the first result?", "Which result will they expect next?",
                         "Who in their company should hear of it?"}},
    [BL_GROWTH] = {"growth",
                   "growth",
                   "The relationship has grown beyond the first commitment.",
                   {"Which new outcome do they reach for?", "Whom would they tell, unasked?", "What would make them leave, even now?"}},
};

static const struct state moments[] = {
    [BL_CONNECT] = {"connect",
                    "connect",
                    "There is a contact: met, connected, signed up or written to.",
                    {"Where do people like this gather?", "What caught their attention?", "Which one question would they gladly answer?"}},
    [BL_COMMUNITY] = {"community",
                      "community",
                      "They took part: asked, answered or shared something.",
                      {"What do they give here, and what do they get?", "Which interests do they have outside the product?",
                       "Whom should they meet?"}},
    [BL_ONE_TO_ONE] = {"one_to_one",
                       "one to one",
                       "You had a real talk about their own situation.",
                       {"How do they do it today?", "Which pain comes first, and what does it cost?",
                        "Which assumption of theirs is mistaken?"}},
    [BL_OUTCOMES] = {"outcomes",
                     "outcomes",
                     "The result they want, and how both will know it, are agreed.",
                     {"Is what they ask for what they need?", "By when, and what if not?", "Who else decides?"}},
    [BL_EDUCATE] = {"educate",
                    "educate",
                    "They learn, in short lessons, to do what the outcome needs.",
                    {"What must they be able to do?", "What gives the first visible result?", "What can be cut?"}},
    [BL_BADASS] = {"badass",
                   "badass",
                   "They reached a result in their own world by their own hand, and said so.",
                   {"What changed for them and for their company?", "What is the next bigger result?", "Whom would they tell, unasked?"}},
};

static const struct state sides[] = {
    {"parked", "parked", "Worth returning to, on a written day.", {"What will be different on that day?", NULL, NULL}},
    {"lost", "lost", "They chose otherwise, or not to choose, before committing.", {"What would they say was missing?", NULL, NULL}},
    {"disqualified", "disqualified", "We cannot bring them the result.", {"Whom could you send them to instead?", NULL, NULL}},
    {"churned", "churned", "They had committed, and stopped.", {"Which result did they not reach?", NULL, NULL}},
};

static const char *const milestones[] = {"",         "awareness",   "consideration",  "trial",   "decision",
                                         "adoption", "performance", "transformation", "advocacy"};

static const char *const reasons[] = {"no decision",       "timing", "price or risk", "other solution",  "pain too small",
                                      "no authority",      "silent", "product gap",   "outside profile", "champion left",
                                      "no result reached", "other"};

/* A word people type, and what it stands for; several words may stand for the same. */
struct word {
    const char *word;
    int value;
};

static const struct word stage_words[] = {
    {"awareness", BL_AWARENESS},   {"education", BL_EDUCATION},     {"selection", BL_SELECTION},     {"commitment", BL_COMMITMENT},
    {"onboarding", BL_ONBOARDING}, {"utilization", BL_UTILIZATION}, {"utilisation", BL_UTILIZATION}, {"retention", BL_UTILIZATION},
    {"growth", BL_GROWTH},         {"expansion", BL_GROWTH},
};
static const struct word moment_words[] = {
    {"connect", BL_CONNECT},   {"community", BL_COMMUNITY}, {"one_to_one", BL_ONE_TO_ONE}, {"1:1", BL_ONE_TO_ONE},
    {"outcomes", BL_OUTCOMES}, {"jtbd", BL_OUTCOMES},       {"jobs", BL_OUTCOMES},         {"jobs_to_be_done", BL_OUTCOMES},
    {"educate", BL_EDUCATE},   {"badass", BL_BADASS},
};
static const struct word status_words[] = {
    {"active", BL_ACTIVE}, {"parked", BL_PARKED}, {"lost", BL_LOST}, {"disqualified", BL_DISQUALIFIED}, {"churned", BL_CHURNED},
};
static const struct word lens_words[] = {
    {"stage", BL_LENS_STAGE},  {"moment", BL_LENS_MOMENT},  {"milestone", BL_LENS_MILESTONE},
    {"stages", BL_LENS_STAGE}, {"moments", BL_LENS_MOMENT}, {"milestones", BL_LENS_MILESTONE},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ASIDE(state) ((state) >= BL_PARKED && (state) <= BL_CHURNED)

int bl_track_ranks(enum bl_track track) {
    return track == BL_STAGE ? BL_GROWTH : BL_BADASS;
}

static const struct state *find(enum bl_track track, int state) {
    if (ASIDE(state)) return &sides[state - BL_PARKED];
    if (state < 1 || state > bl_track_ranks(track)) return NULL;
    return track == BL_STAGE ? &stages[state] : &moments[state];
}

const char *bl_track_name(enum bl_track track, int state) {
    const struct state *s = find(track, state);
    return s ? s->name : "";
}

const char *bl_track_label(enum bl_track track, int state) {
    const struct state *s = find(track, state);
    return s ? s->label : "";
}

const char *bl_track_meaning(enum bl_track track, int rank) {
    const struct state *s = find(track, rank);
    return s ? s->meaning : "";
}

const char *bl_track_question(enum bl_track track, int rank, unsigned turn) {
    const struct state *s = find(track, rank);
    if (!s) return "";
    unsigned n = 0;
    while (n < QUESTIONS && s->ask[n]) n++;
    return s->ask[turn % n];
}

const char *bl_status_name(int status) {
    return ASIDE(status) ? sides[status - BL_PARKED].name : "active";
}

const char *bl_milestone_name(int milestone) {
    return milestone >= 1 && milestone <= BL_MILESTONES ? milestones[milestone] : "";
}

int bl_milestone_of(int stage) {
    static const int of[] = {0, 1, 2, 2, 4, 5, 6, 7};
    return stage >= 1 && stage <= BL_GROWTH ? of[stage] : 0;
}

const char *bl_lens_name(enum bl_lens lens) {
    return (unsigned)lens < BL_LENSES ? lens_words[lens].word : "";
}

const char *bl_close_reason(size_t n) {
    return n < COUNT(reasons) ? reasons[n] : NULL;
}

/* ---- words ------------------------------------------------------------------------------------------------------------------ */

enum { WORD_MAX = 32, WORDS_MAX = 16, BEGINNING_MIN = 3 };

/* Small letters, `-` and white space as `_`, the ends trimmed; false when it is longer than any word there is. */
static bool normalize(const char *word, char out[WORD_MAX]) {
    size_t n = strlen(word);
    bl_text_trim(&word, &n);
    if (n >= WORD_MAX) return false;
    for (size_t i = 0; i < n; i++) {
        char c = word[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        out[i] = (c == '-' || c == ' ') ? '_' : c;
    }
    out[n] = '\0';
    return true;
}

/* The value of a word, or of a beginning that all words it begins agree on. False: unknown, or *several says that it is too short to tell. */
static bool look_up(const struct word *words, size_t n, const char *norm, int *value, bool *several) {
    size_t len = strlen(norm);
    bool found = false;
    *several = false;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(words[i].word, norm) == 0) {
            *value = words[i].value;
            *several = false;
            return true;
        }
        if (len < BEGINNING_MIN || strncmp(words[i].word, norm, len) != 0) continue;
        if (found && *value != words[i].value) *several = true;
        found = true;
        *value = words[i].value;
    }
    return found && !*several;
}

/* Words of a table as a list for "did you mean" and "one of"; each value once when `names`. */
static size_t list_words(const struct word *words, size_t n, bool names, const char *out[WORDS_MAX]) {
    size_t count = 0;
    for (size_t i = 0; i < n && count < WORDS_MAX; i++) {
        bool known = false;
        for (size_t j = 0; j < i; j++) known = known || words[j].value == words[i].value;
        if (!names || !known) out[count++] = words[i].word;
    }
    return count;
}

static void append(char *out, size_t size, const char *s) {
    size_t at = strlen(out);
    size_t n = strlen(s);
    if (at + n + 1 > size) return;
    memcpy(out + at, s, n + 1);
}

static enum bl_status unknown(const char *kind, const char *word, const struct word *words, size_t n, struct bl_error *err) {
    const char *list[WORDS_MAX];
    char norm[WORD_MAX];
    char all[200] = "";
    size_t count = list_words(words, n, true, list);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) append(all, sizeof all, i + 1 < count ? ", " : " or ");
        append(all, sizeof all, list[i]);
    }
    bl_fail(err, BL_USAGE, "“%.60s” is no %s; it is one of %s", word, kind, all);
    count = list_words(words, n, false, list);
    const char *near = normalize(word, norm) ? bl_text_nearest(norm, list, count) : NULL;
    if (near) bl_hint(err, "did you mean %s?", near);
    return BL_USAGE;
}

static enum bl_status parse(const char *kind, const char *word, const struct word *words, size_t n, int *out, struct bl_error *err) {
    char norm[WORD_MAX];
    int value = 0;
    bool several = false;
    if (normalize(word, norm) && look_up(words, n, norm, &value, &several)) {
        *out = value;
        return BL_OK;
    }
    if (!several) return unknown(kind, word, words, n, err);
    bl_fail(err, BL_USAGE, "“%.60s” begins more than one %s", word, kind);
    bl_hint(err, "type one letter more");
    return BL_USAGE;
}

static const struct word *words_of(enum bl_track track, size_t *n) {
    *n = track == BL_STAGE ? COUNT(stage_words) : COUNT(moment_words);
    return track == BL_STAGE ? stage_words : moment_words;
}

enum bl_status bl_track_parse(enum bl_track track, const char *word, int *rank, struct bl_error *err) {
    enum bl_track other = track == BL_STAGE ? BL_MOMENT : BL_STAGE;
    char norm[WORD_MAX];
    int value = 0;
    bool several;
    size_t n;
    const struct word *words = words_of(track, &n);
    enum bl_status status = parse(track == BL_STAGE ? "stage" : "moment", word, words, n, rank, err);
    if (status == BL_OK || !normalize(word, norm)) return status;
    /* A word of the other track, or of a side state, is a likely slip with a better way out than a spelling. */
    words = words_of(other, &n);
    if (look_up(words, n, norm, &value, &several)) {
        bl_hint(err, "%s is a %s: --%s %s", bl_track_name(other, value), bl_lens_name((enum bl_lens)other),
                bl_lens_name((enum bl_lens)other), bl_track_name(other, value));
    } else if (look_up(status_words, COUNT(status_words), norm, &value, &several) && value == BL_PARKED) {
        bl_hint(err, "to park somebody: bowline park WHO --until DATE");
    } else if (look_up(status_words, COUNT(status_words), norm, &value, &several) && value != BL_ACTIVE) {
        bl_hint(err, "to end a journey: bowline close WHO --as %s --why REASON", bl_status_name(value));
    }
    return status;
}

enum bl_status bl_status_parse(const char *word, int *status, struct bl_error *err) {
    return parse("status", word, status_words, COUNT(status_words), status, err);
}

enum bl_status bl_lens_parse(const char *word, enum bl_lens *lens, struct bl_error *err) {
    int value = 0;
    enum bl_status status = parse("lens", word, lens_words, COUNT(lens_words), &value, err);
    if (status == BL_OK) *lens = (enum bl_lens)value;
    return status;
}
