/* The open form of what the tables hold, for the lines of data/jsonl.md: days as 2026-11-21, states and acts by their words, uids as UUIDs. Two SQL functions
 * over one table of kinds, bl_out(kind, value) and bl_in(kind, text), so that a statement reads and writes a whole record. */
#include "store/internal.h"

#include "bowline/import.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void refuse(sqlite3_context *ctx, const char *kind, const char *text) {
    char words[160];
    snprintf(words, sizeof words, "“%.60s” is no %.20s", text ? text : "", kind);
    sqlite3_result_error(ctx, words, -1);
}

static void give(sqlite3_context *ctx, const char *text) {
    sqlite3_result_text(ctx, text, -1, SQLITE_TRANSIENT);
}

/* Exactly n digits. */
static bool number(const char *s, int n, int *out) {
    *out = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9') return false;
        *out = *out * 10 + (s[i] - '0');
    }
    return true;
}

static bl_day read_day(const char *s) {
    int year, month, day;
    bool good = number(s, 4, &year) && s[4] == '-' && number(s + 5, 2, &month) && s[7] == '-' && number(s + 8, 2, &day);
    return good ? bl_day_of(year, month, day) : BL_NO_DAY;
}

/* ---- one pair for each kind ------------------------------------------------------------------------------------------------ */

static void day_out(sqlite3_context *ctx, sqlite3_value *value) {
    char iso[BL_DATE_SIZE];
    give(ctx, bl_day_iso(sqlite3_value_int(value), iso));
}

static void day_in(sqlite3_context *ctx, const char *text) {
    bl_day day = strlen(text) == 10 ? read_day(text) : BL_NO_DAY;
    if (day == BL_NO_DAY)
        refuse(ctx, "day", text);
    else
        sqlite3_result_int(ctx, day);
}

static void instant_out(sqlite3_context *ctx, sqlite3_value *value) {
    const int64_t a_day = INT64_C(86400000);
    int64_t ms = sqlite3_value_int64(value), days = ms / a_day - (ms % a_day < 0), rest = ms - days * a_day;
    char date[BL_DATE_SIZE], out[BL_DATE_SIZE + 24];
    int s = (int)(rest / 1000);
    snprintf(out, sizeof out, "%sT%02d:%02d:%02d.%03dZ", bl_day_iso((bl_day)days, date), s / 3600, s / 60 % 60, s % 60, (int)(rest % 1000));
    give(ctx, out);
}

static void instant_in(sqlite3_context *ctx, const char *text) {
    int h = 0, m = 0, s = 0, ms = 0;
    bool good = strlen(text) == 24 && text[10] == 'T' && number(text + 11, 2, &h) && text[13] == ':' && number(text + 14, 2, &m) &&
                text[16] == ':' && number(text + 17, 2, &s) && text[19] == '.' && number(text + 20, 3, &ms) && text[23] == 'Z';
    bl_day day = good ? read_day(text) : BL_NO_DAY;
    if (day == BL_NO_DAY)
        refuse(ctx, "time", text);
    else
        sqlite3_result_int64(ctx, day * INT64_C(86400000) + (((h * 60 + m) * 60 + s) * INT64_C(1000) + ms));
}

/* 0 is none: null outside, absent inside. */
static void word_out(sqlite3_context *ctx, enum bl_track track, int state) {
    if (state) give(ctx, state > BL_RANK_MAX ? bl_status_name(state) : bl_track_name(track, state));
}

static void word_in(sqlite3_context *ctx, enum bl_track track, const char *text, bool sides) {
    for (int state = 1; state < BL_STATES; state++) {
        bool side = state > BL_RANK_MAX;
        const char *word = side == sides ? (side                             ? bl_status_name(state)
                                            : state <= bl_track_ranks(track) ? bl_track_name(track, state)
                                                                             : NULL)
                                         : NULL;
        if (word && *word && strcmp(word, text) == 0) {
            sqlite3_result_int(ctx, state);
            return;
        }
    }
    refuse(ctx, sides ? "side state" : track == BL_STAGE ? "stage" : "moment", text);
}

static void stage_out(sqlite3_context *ctx, sqlite3_value *value) {
    word_out(ctx, BL_STAGE, sqlite3_value_int(value));
}
static void moment_out(sqlite3_context *ctx, sqlite3_value *value) {
    word_out(ctx, BL_MOMENT, sqlite3_value_int(value));
}
static void stage_in(sqlite3_context *ctx, const char *text) {
    word_in(ctx, BL_STAGE, text, false);
}
static void moment_in(sqlite3_context *ctx, const char *text) {
    word_in(ctx, BL_MOMENT, text, false);
}
static void side_in(sqlite3_context *ctx, const char *text) {
    word_in(ctx, BL_STAGE, text, true);
}

static void act_out(sqlite3_context *ctx, sqlite3_value *value) {
    give(ctx, bl_act_name((enum bl_act)sqlite3_value_int(value)));
}

static void act_in(sqlite3_context *ctx, const char *text) {
    for (int act = BL_ACT_OPEN; act <= BL_ACT_VOID; act++)
        if (strcmp(bl_act_name((enum bl_act)act), text) == 0) {
            sqlite3_result_int(ctx, act);
            return;
        }
    refuse(ctx, "act of the book", text);
}

/* How money is meant (table revenue): a price, a change of it, paid once. */
static const char *const pays[] = {"price", "change", "one_off"};

static void pay_out(sqlite3_context *ctx, sqlite3_value *value) {
    int kind = sqlite3_value_int(value);
    if (kind >= 1 && kind <= 3) give(ctx, pays[kind - 1]);
}

static void pay_in(sqlite3_context *ctx, const char *text) {
    for (int kind = 1; kind <= 3; kind++)
        if (strcmp(pays[kind - 1], text) == 0) {
            sqlite3_result_int(ctx, kind);
            return;
        }
    refuse(ctx, "kind of revenue", text);
}

static void uid_out(sqlite3_context *ctx, sqlite3_value *value) {
    struct bl_uuid uid = {{0}};
    char text[BL_UUID_TEXT];
    if (sqlite3_value_bytes(value) == (int)sizeof uid.at) memcpy(uid.at, sqlite3_value_blob(value), sizeof uid.at);
    give(ctx, bl_uuid_text(&uid, text));
}

static void uid_in(sqlite3_context *ctx, const char *text) {
    struct bl_uuid uid;
    struct bl_error ignored;
    if (bl_uuid_parse(text, &uid, &ignored) != BL_OK)
        refuse(ctx, "uid", text);
    else
        sqlite3_result_blob(ctx, uid.at, sizeof uid.at, SQLITE_TRANSIENT);
}

/* Fields set by the user's own hand: a bit each inside, their names outside. */
static const char *const hands[BL_IF_COUNT] = {
    [BL_IF_NAME] = "name",    [BL_IF_FIRST] = "first_name", [BL_IF_LAST] = "last_name", [BL_IF_COMPANY] = "company",
    [BL_IF_TITLE] = "title",  [BL_IF_SOURCE] = "source",    [BL_IF_NOTE] = "note",      [BL_IF_FIRST_CONTACT] = "first_contact",
    [BL_IF_CUSTOM] = "custom"};

static void hand_out(sqlite3_context *ctx, sqlite3_value *value) {
    int64_t bits = sqlite3_value_int64(value);
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    for (int field = 0; field < BL_IF_COUNT; field++)
        if ((bits >> field & 1) && hands[field]) bl_buf_addf(&out, "%s%s", out.len ? " " : "", hands[field]);
    if (out.failed)
        sqlite3_result_error_nomem(ctx);
    else if (out.len)
        give(ctx, out.data);
}

int64_t bl__hand_bit(const char *name, size_t n) {
    for (int field = 1; field < BL_IF_COUNT; field++)
        if (hands[field] && strlen(hands[field]) == n && strncmp(hands[field], name, n) == 0) return INT64_C(1) << field;
    return 0;
}

static void hand_in(sqlite3_context *ctx, const char *text) {
    int64_t bits = 0;
    while (*text) {
        size_t n = strcspn(text, " ");
        int64_t bit = bl__hand_bit(text, n);
        if (!bit) {
            refuse(ctx, "field", text);
            return;
        }
        bits |= bit;
        text += n + (text[n] == ' ');
    }
    sqlite3_result_int64(ctx, bits);
}

/* ---- keys: one way only --------------------------------------------------------------------------------------------------- */

static void key_of(sqlite3_context *ctx, int handle, const char *text) {
    BL_AUTO(bl_buf) struct bl_buf key = {0};
    if (handle)
        bl_handle_key(&key, (enum bl_handle_kind)handle, text);
    else
        bl_text_fold(&key, text, strlen(text));
    if (key.failed)
        sqlite3_result_error_nomem(ctx);
    else
        give(ctx, bl_buf_text(&key));
}

static void fold_in(sqlite3_context *ctx, const char *text) {
    key_of(ctx, 0, text);
}
static void email_in(sqlite3_context *ctx, const char *text) {
    key_of(ctx, BL_EMAIL, text);
}
static void phone_in(sqlite3_context *ctx, const char *text) {
    key_of(ctx, BL_PHONE, text);
}
static void url_in(sqlite3_context *ctx, const char *text) {
    key_of(ctx, BL_URL, text);
}

static const struct {
    const char *kind;
    void (*out)(sqlite3_context *ctx, sqlite3_value *value);
    void (*in)(sqlite3_context *ctx, const char *text);
} kinds[] = {{"day", day_out, day_in},       {"instant", instant_out, instant_in},
             {"stage", stage_out, stage_in}, {"moment", moment_out, moment_in},
             {"side", stage_out, side_in},   {"act", act_out, act_in},
             {"uid", uid_out, uid_in},       {"pay", pay_out, pay_in},
             {"hand", hand_out, hand_in},    {"fold", NULL, fold_in},
             {"email", NULL, email_in},      {"phone", NULL, phone_in},
             {"url", NULL, url_in}};

static size_t kind_of(sqlite3_value *value) {
    const char *kind = (const char *)sqlite3_value_text(value);
    size_t i = 0;
    while (kind && i < sizeof kinds / sizeof *kinds && strcmp(kinds[i].kind, kind) != 0) i++;
    return kind ? i : sizeof kinds / sizeof *kinds;
}

static void sql_out(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
    (void)argc;
    size_t i = kind_of(argv[0]);
    if (i == sizeof kinds / sizeof *kinds || !kinds[i].out)
        sqlite3_result_error(ctx, "no such kind of value", -1);
    else if (sqlite3_value_type(argv[1]) != SQLITE_NULL)
        kinds[i].out(ctx, argv[1]);
}

static void sql_in(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
    (void)argc;
    size_t i = kind_of(argv[0]);
    if (i == sizeof kinds / sizeof *kinds) {
        sqlite3_result_error(ctx, "no such kind of value", -1);
    } else if (sqlite3_value_type(argv[1]) != SQLITE_NULL) {
        const char *text = (const char *)sqlite3_value_text(argv[1]);
        if (text)
            kinds[i].in(ctx, text);
        else
            sqlite3_result_error_nomem(ctx);
    }
}

/* Is a person among those picked? Everybody is when nobody was. */
static void sql_picked(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
    (void)argc;
    const struct bl_store *store = sqlite3_user_data(ctx);
    int64_t id = sqlite3_value_int64(argv[0]);
    if (!store->picked) {
        sqlite3_result_int(ctx, 1);
        return;
    }
    size_t lo = 0, hi = store->picked->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (store->picked->at[mid] < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    sqlite3_result_int(ctx, lo < store->picked->n && store->picked->at[lo] == id);
}

enum bl_status bl__codec(struct bl_store *store, struct bl_error *err) {
    const int fixed = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, loose = SQLITE_UTF8 | SQLITE_DIRECTONLY;
    if (sqlite3_create_function_v2(store->db, "bl_out", 2, fixed, NULL, sql_out, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_create_function_v2(store->db, "bl_in", 2, fixed, NULL, sql_in, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_create_function_v2(store->db, "bl_picked", 1, loose, store, sql_picked, NULL, NULL, NULL) != SQLITE_OK)
        return bl__sqlite_error(store, "open", err);
    return BL_OK;
}
