/* Which column is what, and why: the user's word first, then the preset, then what the headers say. Two columns never write over each other: of a field that
 * holds one value the surer column is taken and the other is told so; addresses, phones, profiles and tags take all the columns there are. */
#include "exchange/internal.h"

#include <stdlib.h>
#include <string.h>

static const char *const field_names[BL_IF_COUNT] = {"",        "name",  "first_name", "last_name", "email", "phone",         "url",
                                                     "company", "title", "source",     "note",      "tags",  "first_contact", "stage",
                                                     "moment",  "custom"};

static const char *const field_words[BL_IF_COUNT] = {
    "",      "name",   "first name", "last name", "e-mail",        "phone", "profile", "company",
    "title", "source", "note",       "tags",      "first contact", "stage", "moment",  "a field of its own"};

const char *bl_import_field_name(enum bl_import_field field) {
    return field >= 0 && field < BL_IF_COUNT ? field_names[field] : "";
}

static const char as_said[] = "as you said";

static bool takes_many(enum bl_import_field field) {
    return field == BL_IF_EMAIL || field == BL_IF_PHONE || field == BL_IF_URL || field == BL_IF_TAGS || field == BL_IF_CUSTOM;
}

/* ---- --map FIELD=COLUMN ------------------------------------------------------------------------------------------------------ */

/* Words the program computes itself. A field of that name would stand beside what `list mrr:>100` means and never be seen by it. */
static enum bl_status own_word(const char *name, struct bl_error *err) {
    static const char *const own[] = {"mrr",       "arr",     "revenue",    "id",      "status", "state",   "cycle",  "last",
                                      "next",      "age",     "created",    "said",    "play",   "in_play", "until",  "overdue",
                                      "stale",     "quiet",   "gap",        "visited", "moved",  "snoozed", "snooze", "due",
                                      "milestone", "promise", "created_on", "opened",  "side",   "since",   "uid"};
    const char *plain = strncmp(name, "custom.", 7) == 0 ? name + 7 : name;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (bl__ascii_is(plain, strlen(plain), own[i])) {
            enum bl_status status =
                bl_fail(err, BL_USAGE, "--map %.60s=…: “%s” is what bowline works out itself; it cannot be read from a list", name, own[i]);
            bl_hint(err, "to keep the column beside it: --map custom.list_%s=…", own[i]);
            return status;
        }
    return BL_OK;
}

static enum bl_status field_wanted(const char *name, enum bl_import_field *field, const char **custom, struct bl_arena *arena,
                                   struct bl_error *err) {
    static const char *const aliases[][2] = {{"first", "first_name"}, {"last", "last_name"},  {"e-mail", "email"},  {"tag", "tags"},
                                             {"linkedin", "url"},     {"skip", ""},           {"person", "name"},   {"contact", "name"},
                                             {"who", "name"},         {"mail", "email"},      {"role", "title"},    {"org", "company"},
                                             {"notes", "note"},       {"last_first", "name"}, {"full_name", "name"}};
    *custom = NULL;
    enum bl_status status = own_word(name, err);
    if (status) return status;
    const char *word = name;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(word, aliases[i][0]) == 0) word = aliases[i][1];
    for (int f = 0; f < BL_IF_CUSTOM; f++)
        if (strcmp(word, field_names[f]) == 0) {
            *field = (enum bl_import_field)f;
            return BL_OK;
        }
    bool said = strncmp(name, "custom.", 7) == 0;
    const char *near = said ? NULL : bl_text_nearest(name, field_names + 1, BL_IF_CUSTOM - 1);
    if (near) {
        status = bl_fail(err, BL_USAGE, "--map %s=…: there is no field “%s”", name, name);
        bl_hint(err, "did you mean %s? A field of your own of that name is --map custom.%s=…", near, name);
        return status;
    }
    *field = BL_IF_CUSTOM;
    *custom = bl_arena_str(arena, said ? name + 7 : name);
    if (!*custom) return bl_nomem(err);
    return **custom ? BL_OK : bl_fail(err, BL_USAGE, "--map %s=…: the field has no name", name);
}

/* How names are said to stand in a column. */
static enum bl__as said_as(const char *name) {
    return strcmp(name, "last_first") == 0 ? BL__AS_TURNED : strcmp(name, "full_name") == 0 ? BL__AS_WRITTEN : BL__AS_SEEMS;
}

/* The column meant: its header, or its number from 1; plan->n when there is none, more when memory is out. */
static size_t column_wanted(const struct bl__plan *plan, const char *column, struct bl_arena *arena) {
    for (size_t i = 0; i < plan->n; i++)
        if (strcmp(plan->at[i].header, column) == 0) return i;
    const char *key = bl__header_key(arena, column, strlen(column));
    if (!key) return SIZE_MAX;
    for (size_t i = 0; *key && i < plan->n; i++)
        if (strcmp(plan->at[i].key, key) == 0) return i;
    char *end;
    unsigned long number = strtoul(column, &end, 10);
    if (*column >= '1' && *column <= '9' && !*end && number <= plan->n) return number - 1;
    return plan->n;
}

static enum bl_status no_such_column(const struct bl__plan *plan, const struct bl_pair *pair, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf have = {0};
    for (size_t i = 0; i < plan->n && have.len < 240; i++) bl_buf_addf(&have, "%s%s", i ? ", " : "", plan->at[i].header);
    enum bl_status status = bl_fail(err, BL_USAGE, "--map %.60s=%.100s: the file has no such column", pair->name, pair->value);
    bl_hint(err, "columns: %.300s", bl_buf_text(&have));
    return status;
}

static bool same_text(const char *a, const char *b) {
    return (!a && !b) || (a && b && strcmp(a, b) == 0);
}

static enum bl_status take_wishes(struct bl__plan *plan, const struct bl_pairs *map, struct bl_arena *arena, struct bl_error *err) {
    for (size_t i = 0; map && i < map->n; i++) {
        enum bl_import_field field;
        const char *custom;
        enum bl_status status = field_wanted(map->at[i].name, &field, &custom, arena, err);
        if (status) return status;
        size_t c = column_wanted(plan, map->at[i].value ? map->at[i].value : "", arena);
        if (c == SIZE_MAX) return bl_nomem(err);
        if (c == plan->n) return no_such_column(plan, &map->at[i], err);
        if (plan->at[c].wished && (plan->at[c].field != field || !same_text(plan->at[c].custom, custom))) {
            bl_fail(err, BL_USAGE, "--map %.60s=%.100s: that column was said to be something else already", map->at[i].name,
                    map->at[i].value);
            bl_hint(err, "one --map for each column");
            return BL_USAGE;
        }
        plan->at[c].field = field;
        plan->at[c].custom = custom;
        plan->at[c].as = said_as(map->at[i].name);
        plan->at[c].reason = as_said;
        plan->at[c].wished = true;
    }
    return BL_OK;
}

/* ---- what the headers say -------------------------------------------------------------------------------------------------------- */

static const struct bl__column *holder_of(const struct bl__plan *plan, enum bl_import_field field) {
    for (size_t i = 0; i < plan->n; i++)
        if (plan->at[i].field == field) return &plan->at[i];
    return NULL;
}

/* What the user said about a field is all there is to it. */
static bool settled(const struct bl__plan *plan, enum bl_import_field field) {
    for (size_t i = 0; i < plan->n; i++)
        if (plan->at[i].field == field && plan->at[i].wished) return true;
    return false;
}

/* What was said of such a list before counts as said, unless the field was given to another column now. */
static enum bl_status take_memory(struct bl__plan *plan, const struct bl__said *said, struct bl_arena *arena, struct bl_error *err) {
    bool now[BL_IF_COUNT] = {false};
    if (!said->memory || !bl__memory_knows(said->memory, said->print)) return BL_OK;
    for (int f = BL_IF_NAME; f < BL_IF_CUSTOM; f++) now[f] = settled(plan, (enum bl_import_field)f);
    for (size_t i = 0; i < plan->n; i++) {
        struct bl__column *column = &plan->at[i];
        struct bl_error ignored;
        enum bl_import_field field;
        const char *custom, *place = bl__column_place(plan, i, arena);
        if (!place) return bl_nomem(err);
        const struct bl_reading *was = column->wished ? NULL : bl__memory_of(said->memory, said->print, "map", place);
        if (!was || field_wanted(was->value, &field, &custom, arena, &ignored) != BL_OK || now[field]) continue;
        column->field = field;
        column->custom = custom;
        column->wished = true;
        column->as = said_as(was->value);
        column->said = was->said;
        column->reason = bl__as_said_on(was->said, said->today, arena);
        if (!column->reason) return bl_nomem(err);
    }
    return BL_OK;
}

static bool take_preset(struct bl__plan *plan, struct bl_arena *arena) {
    const struct bl__preset *preset = plan->preset;
    for (size_t i = 0; i < plan->n; i++) {
        struct bl__column *column = &plan->at[i];
        const struct bl__preset_column *known = bl__preset_column(preset, column->key);
        if (column->reason || !known) continue;
        enum bl_import_field field = known->field;
        bool many = takes_many(field) || field == BL_IF_STAGE || field == BL_IF_SKIP;
        if ((field != BL_IF_SKIP && settled(plan, field)) || (!many && holder_of(plan, field))) continue;
        column->field = field;
        const char *whose = preset->source ? preset->source : preset->name;
        column->reason = bl_arena_printf(arena, field == BL_IF_SKIP ? "not used: %s preset" : "%s preset", whose);
        if (!column->reason) return false;
    }
    return true;
}

/* Whose words stand in status columns, also in one that the user named. */
static void know_words(struct bl__plan *plan) {
    const char *stages = plan->preset ? plan->preset->stages : NULL;
    plan->leads = stages && strcmp(stages, "facebook") == 0;
    plan->any_stage = stages ? bl__stage_of_any(stages) : 0;
    for (size_t i = 0; stages && i < plan->n; i++)
        if ((plan->at[i].field == BL_IF_STAGE || plan->at[i].field == BL_IF_TAGS) && bl__stage_column(stages, plan->at[i].key))
            plan->at[i].stages = stages;
}

struct guess {
    struct bl__meaning meaning;
    size_t column;
};

/* "Buyer Name", "Ansprechpartner": the name, where no other column has it; beside first and last names somebody else's. */
static bool perhaps_name(const struct guess *guess) {
    return guess->meaning.field == BL_IF_NAME && (guess->meaning.sure == 1 || guess->meaning.rank >= BL__PERHAPS);
}

static int by_certainty(const void *a, const void *b) {
    const struct guess *x = a, *y = b;
    bool late = perhaps_name(x); /* once it is known which columns have the parts of the name */
    if (late != perhaps_name(y)) return late ? 1 : -1;
    if (x->meaning.sure != y->meaning.sure) return y->meaning.sure - x->meaning.sure;
    if (x->meaning.rank != y->meaning.rank) return x->meaning.rank - y->meaning.rank;
    return x->column < y->column ? -1 : 1;
}

static const struct bl__column *named_by_parts(const struct bl__plan *plan, const struct guess *guess) {
    bool parts = perhaps_name(guess) && holder_of(plan, BL_IF_FIRST) && holder_of(plan, BL_IF_LAST);
    return parts ? holder_of(plan, BL_IF_FIRST) : NULL;
}

/* A word somewhere in a header makes it a column only where no surer one exists: "User Email" beside "Invitee Email" is somebody else's. Phones are many kinds, and
 * those of others were told apart by their words. */
static bool take_guess(struct bl__plan *plan, const struct guess *guess, struct bl_arena *arena) {
    struct bl__column *column = &plan->at[guess->column];
    enum bl_import_field field = guess->meaning.field;
    if (guess->meaning.rank >= BL__BY_VALUES && guess->meaning.sure > 1) {
        column->lean = field;
        return true;
    }
    const struct bl__column *holder = named_by_parts(plan, guess);
    if (holder) {
        column->reason = bl_arena_printf(arena, "not used: “%s” has the name already", holder->header);
        return column->reason;
    }
    holder = holder_of(plan, field);
    if (holder && (!takes_many(field) || (guess->meaning.sure == 1 && field != BL_IF_PHONE) || settled(plan, field))) {
        column->reason = bl_arena_printf(arena, "not used: “%s” is the %s already", holder->header, field_words[field]);
        return column->reason;
    }
    column->field = field;
    column->reason =
        bl_arena_printf(arena, guess->meaning.sure == 1 ? "a word of the header says %s" : "header says %s", field_words[field]);
    return column->reason;
}

/* Thunderbird parts it: beside "Birth Month" a "Birth Day" is a number and no day. */
static bool days_of_birth(const struct bl__plan *plan, const struct bl__column *column) {
    if (!bl__birthday_word(column->key)) return false;
    for (size_t i = 0; i < plan->n; i++)
        if (strcmp(plan->at[i].key, "birthmonth") == 0) return false;
    return true;
}

static enum bl_status take_headers(struct bl__plan *plan, struct bl_arena *arena, struct bl_error *err) {
    struct guess *guesses = bl_arena_array(arena, plan->n + 1, sizeof *guesses);
    if (!guesses) return bl_nomem(err);
    size_t n = 0;
    for (size_t i = 0; i < plan->n; i++) {
        struct bl__column *column = &plan->at[i];
        if (column->reason) continue;
        if (days_of_birth(plan, column)) {
            column->field = BL_IF_CUSTOM;
            column->custom = "birthday";
            column->reason = "header says birthday";
            continue;
        }
        struct bl__meaning meaning = bl__header_meaning(arena, plan->at[i].header, strlen(plan->at[i].header));
        if (meaning.sure < 0) return bl_nomem(err);
        if (meaning.field != BL_IF_SKIP) guesses[n++] = (struct guess){meaning, i};
    }
    if (n > 1) qsort(guesses, n, sizeof *guesses, by_certainty);
    for (size_t i = 0; i < n; i++)
        if (!take_guess(plan, &guesses[i], arena)) return bl_nomem(err);
    return BL_OK;
}

/* The number a header ends in ("Contact 2", "Email2"); 0: none. */
static int number_of(const char *header) {
    size_t n = strlen(header), at = n;
    while (at && header[at - 1] >= '0' && header[at - 1] <= '9') at--;
    return at && at < n && n - at < 4 ? atoi(header + at) : 0;
}

/* "Contact 1, Email 1, Contact 2, Email 2": two people in a row. What is of the second is left out and told, never given to the first. */
static void leave_second(struct bl__plan *plan, struct bl_arena *arena) {
    const struct bl__column *name = holder_of(plan, BL_IF_NAME) ? holder_of(plan, BL_IF_NAME) : holder_of(plan, BL_IF_FIRST);
    for (size_t i = 0; name && i < plan->n; i++) {
        struct bl__meaning meaning = bl__header_meaning(arena, plan->at[i].header, strlen(plan->at[i].header));
        int number = number_of(plan->at[i].header);
        bool second = (meaning.field == BL_IF_NAME || meaning.field == BL_IF_FIRST) && number && number != number_of(name->header);
        for (size_t k = 0; second && number_of(name->header) && k < plan->n; k++) {
            struct bl__column *column = &plan->at[k];
            if (number_of(column->header) != number || column->wished) continue;
            column->field = BL_IF_SKIP;
            column->reason = "not used: of another person in the row";
        }
    }
}

/* ---- the plan ------------------------------------------------------------------------------------------------------------------------ */

static bool name_columns(struct bl__plan *plan, const struct bl__cell *header, struct bl_arena *arena) {
    for (size_t i = 0; i < plan->n; i++) {
        const char *s = header[i].s;
        size_t n = header[i].n;
        bl__value_bare(&s, &n);
        plan->at[i].header = n ? bl_arena_copy(arena, s, n) : bl_arena_printf(arena, "column %zu", i + 1);
        plan->at[i].key = n ? bl__header_key(arena, s, n) : "";
        if (!plan->at[i].header || !plan->at[i].key) return false;
    }
    return true;
}

/* Custom fields of Bowline's own export bear their name in the header; the status is no field of a person but is heeded. */
static void take_own(struct bl__plan *plan) {
    for (size_t i = 0; i < plan->n; i++) {
        struct bl__column *column = &plan->at[i];
        const char *custom = column->reason ? NULL : bl__own_custom(column->header);
        if (strcmp(column->key, "status") == 0) plan->status = i;
        if (strcmp(column->key, "status") == 0 && !column->reason) column->reason = "who rests or has left";
        if (!custom) continue;
        column->field = BL_IF_CUSTOM;
        column->custom = custom;
        column->reason = "Bowline export preset";
    }
}

static bool find_preset(struct bl__plan *plan, struct bl_arena *arena) {
    const char **keys = bl_arena_array(arena, plan->n + 1, sizeof *keys);
    if (!keys) return false;
    for (size_t i = 0; i < plan->n; i++) keys[i] = plan->at[i].key;
    plan->preset = bl__preset_of(keys, plan->n);
    plan->own = bl__own_preset(plan->preset);
    plan->status = plan->n;
    return true;
}

static bool list_used(struct bl__plan *plan, struct bl_arena *arena) {
    if (!plan->used) plan->used = bl_arena_array(arena, plan->n + 1, sizeof *plan->used);
    if (!plan->used) return false;
    plan->used_n = 0;
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->at[i].field != BL_IF_SKIP) plan->used[plan->used_n++] = i;
        if (!plan->at[i].reason) plan->at[i].reason = "not used";
    }
    return true;
}

enum bl_status bl__plan_make(const struct bl__cell *header, size_t n, const struct bl_pairs *map, struct bl_arena *arena,
                             struct bl__plan *out, struct bl_error *err) {
    return bl__plan_with(header, n, &(struct bl__said){.map = map}, arena, out, err);
}

enum bl_status bl__plan_with(const struct bl__cell *header, size_t n, const struct bl__said *said, struct bl_arena *arena,
                             struct bl__plan *out, struct bl_error *err) {
    struct bl__plan plan = {.n = n};
    plan.at = bl_arena_array(arena, n + 1, sizeof *plan.at);
    if (!plan.at || !name_columns(&plan, header, arena) || !find_preset(&plan, arena)) return bl_nomem(err);
    enum bl_status status = take_wishes(&plan, said->map, arena, err);
    if (!status) status = take_memory(&plan, said, arena, err);
    if (status) return status;
    if (plan.preset && !take_preset(&plan, arena)) return bl_nomem(err);
    if (plan.own) take_own(&plan);
    status = take_headers(&plan, arena, err);
    if (status) return status;
    if (!plan.preset) leave_second(&plan, arena);
    for (size_t i = 0; i < n && !plan.own; i++)
        plan.at[i].birthday = plan.at[i].field == BL_IF_CUSTOM && strcmp(plan.at[i].custom, "birthday") == 0;
    if (!list_used(&plan, arena)) return bl_nomem(err);
    know_words(&plan);
    *out = plan;
    return BL_OK;
}

/* ---- what only the values tell --------------------------------------------------------------------------------------------------- */

static bool named(const struct bl__plan *plan) {
    return holder_of(plan, BL_IF_NAME) || holder_of(plan, BL_IF_FIRST) || holder_of(plan, BL_IF_LAST);
}

/* A column "Status": stages when its values are words for some, as a whole and not by chance. */
static void settle_status(const struct bl__plan *plan, struct bl__column *column, const struct bl__tally *tally) {
    bool free = !holder_of(plan, BL_IF_STAGE), stages = tally->stages * 2 >= tally->n && tally->n;
    column->lean = BL_IF_SKIP;
    if (!stages || !free) return;
    column->field = BL_IF_STAGE;
    column->reason = "its values are words for stages";
}

/* A column "Customer": organisations when the values look like some, or when another column has the names of people. */
static bool settle_column(struct bl__plan *plan, struct bl__column *column, const struct bl__tally *tally, struct bl_arena *arena) {
    bool firms = tally->n && tally->firms * 3 >= tally->n, addresses = tally->n && tally->addresses * 2 > tally->n;
    enum bl_import_field field = addresses ? BL_IF_EMAIL : firms || named(plan) ? BL_IF_COMPANY : column->lean;
    const struct bl__column *holder = takes_many(field) ? NULL : holder_of(plan, field);
    if (settled(plan, field) && !holder) holder = holder_of(plan, field);
    column->lean = BL_IF_SKIP;
    if (holder) {
        column->reason = bl_arena_printf(arena, "not used: “%s” is the %s already", holder->header, field_words[field]);
        return column->reason;
    }
    const char *why = field == BL_IF_EMAIL     ? "its values are e-mail addresses"
                      : firms                  ? "its values look like organisations"
                      : field == BL_IF_COMPANY ? "header says customer, another column has the names"
                                               : "its values look like names";
    column->field = field;
    column->reason = why;
    return true;
}

/* Why a row was rejected, in a file of rejects whose first column was moved elsewhere: whatever it looks like, it is nobody's. */
static bool of_rejects(const struct bl__plan *plan, size_t column) {
    return bl__rejects_key(plan->at[column].key);
}

/* Columns that hold words, those nobody uses first: one of them may be the names. */
static bool list_candidates(struct bl__plan *plan, const struct bl__tally *tallies, struct bl_arena *arena) {
    BL_AUTO(bl_buf) struct bl_buf list = {0};
    static const enum bl_import_field of[] = {BL_IF_SKIP, BL_IF_CUSTOM, BL_IF_COMPANY};
    int told = 0;
    bool known = plan->preset; /* what its columns are is known: none of them is the name */
    for (size_t k = 0; !known && k < sizeof of / sizeof *of; k++)
        for (size_t i = 0; i < plan->n && told < 4; i++) {
            if (of_rejects(plan, i) || plan->at[i].field != of[k] || !tallies[i].words || tallies[i].words * 2 < tallies[i].n) continue;
            bl_buf_addf(&list, "%s%.60s", told++ ? ", " : "", plan->at[i].header);
        }
    plan->candidates = list.failed ? NULL : bl_arena_str(arena, bl_buf_text(&list));
    return plan->candidates;
}

/* No header says who anybody is: what the values look like has to do. Names have two words and more. */
static void guess_by_values(struct bl__plan *plan, const struct bl__tally *tallies) {
    for (size_t i = 0; i < plan->n; i++) {
        const struct bl__tally *t = &tallies[i];
        struct bl__column *column = &plan->at[i];
        if (column->wished || column->field != BL_IF_SKIP || !t->n || of_rejects(plan, i)) continue;
        if (t->addresses * 2 > t->n) {
            column->field = BL_IF_EMAIL;
            column->reason = "its values are e-mail addresses";
        } else if (t->links * 2 > t->n) {
            column->field = BL_IF_URL;
            column->reason = "its values are links";
        } else if (t->phones * 2 > t->n) {
            column->field = BL_IF_PHONE;
            column->reason = "its values are phone numbers";
        } else if (t->words * 2 > t->n && t->firms * 3 >= t->n && !holder_of(plan, BL_IF_COMPANY)) {
            column->field = BL_IF_COMPANY;
            column->reason = "its values look like organisations";
        } else if (t->names * 2 > t->n && !named(plan)) {
            column->field = BL_IF_NAME;
            column->reason = "its values look like names";
        }
    }
}

/* "Chen, Maya" down the column is Maya Chen. And a column Name beside one of first names (Name;Vorname) has the last names, beside one of last names (Surname,Name) the first, unless its
 * values are whole names. */
static bool settle_names(struct bl__plan *plan, const struct bl__tally *tallies, struct bl_arena *arena) {
    for (size_t i = 0; i < plan->n; i++) {
        struct bl__column *column = &plan->at[i];
        const struct bl__tally *t = &tallies[i];
        if (column->field != BL_IF_NAME || plan->own || !t->n) continue;
        bool alone = holder_of(plan, BL_IF_FIRST) && !holder_of(plan, BL_IF_LAST) && !column->wished && !plan->preset;
        bool last = !holder_of(plan, BL_IF_FIRST) && holder_of(plan, BL_IF_LAST) && !column->wished && !plan->preset;
        if (column->as == BL__AS_WRITTEN) continue;
        if (column->as == BL__AS_TURNED || (t->turned > 1 && t->turned * 3 >= t->n * 2)) {
            column->turned = true;
            column->reason = bl_arena_printf(arena, "%s, last name first", column->reason);
        } else if (alone && t->names * 2 < t->n) {
            column->field = BL_IF_LAST;
            column->reason = "header says name, another column has the first name";
        } else if (last && t->names * 2 < t->n) {
            column->field = BL_IF_FIRST;
            column->reason = "header says name, another column has the last name";
        }
        if (!column->reason) return false;
    }
    return true;
}

enum bl_status bl__plan_settle(struct bl__plan *plan, const struct bl__tally *tallies, struct bl_arena *arena, struct bl_error *err) {
    for (size_t i = 0; i < plan->n; i++) {
        struct bl__column *column = &plan->at[i];
        if (column->lean == BL_IF_SKIP || column->wished) continue;
        if (column->lean == BL_IF_STAGE)
            settle_status(plan, column, &tallies[i]);
        else if (!settle_column(plan, column, &tallies[i], arena))
            return bl_nomem(err);
    }
    know_words(plan);
    if (!plan->preset && !bl__plan_usable(plan)) guess_by_values(plan, tallies);
    if (!settle_names(plan, tallies, arena)) return bl_nomem(err);
    if (!list_used(plan, arena) || (!named(plan) && !list_candidates(plan, tallies, arena))) return bl_nomem(err);
    return BL_OK;
}

bool bl__plan_usable(const struct bl__plan *plan) {
    if (plan->preset && plan->preset->talks) return true; /* talks.c finds the people */
    return holder_of(plan, BL_IF_NAME) || holder_of(plan, BL_IF_FIRST) || holder_of(plan, BL_IF_LAST) || holder_of(plan, BL_IF_EMAIL);
}
