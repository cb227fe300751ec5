/* What a person pays a month, by replay: payments are facts with a day, as entries are, so a late one or a correction restates what followed. Churn sets it to
 * nothing; so does any other end of a journey, or the money would go on without anybody to pay it. */
#include "bowline/money.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *bl_money_text(int64_t cents, char out[BL_MONEY_SIZE]) {
    uint64_t whole = cents < 0 ? (uint64_t)0 - (uint64_t)cents : (uint64_t)cents;
    snprintf(out, BL_MONEY_SIZE, "%s%" PRIu64 ".%02d", cents < 0 ? "-" : "", whole / 100, (int)(whole % 100));
    return out;
}

static enum bl_status no_money(const char *text, bool sign, struct bl_error *err) {
    bl_fail(err, BL_USAGE, "\"%.100s\" is no amount of money", text);
    bl_hint(err, sign ? "written as 50, -50 or 49.90: a point before the cents, nothing between thousands"
                      : "written as 1200 or 49.90: a point before the cents, nothing between thousands");
    return BL_USAGE;
}

enum bl_status bl_money_parse(const char *text, bool sign, int64_t *cents, struct bl_error *err) {
    const char *at = text;
    bool minus = sign && *at == '-';
    if (sign && (*at == '-' || *at == '+')) at++;
    int64_t whole = 0;
    size_t digits = strspn(at, "0123456789");
    if (digits < 1 || digits > 12) return no_money(text, sign, err);
    for (size_t i = 0; i < digits; i++) whole = whole * 10 + (at[i] - '0');
    whole *= 100;
    at += digits;
    if (*at == '.') {
        size_t parts = strspn(++at, "0123456789");
        if (parts < 1 || parts > 2) return no_money(text, sign, err);
        whole += (at[0] - '0') * 10 + (parts == 2 ? at[1] - '0' : 0);
        at += parts;
    }
    if (*at || whole > BL_MONEY_MAX) return no_money(text, sign, err);
    *cents = minus ? -whole : whole;
    return BL_OK;
}

/* ---- replay ----------------------------------------------------------------------------------------------------------------------- */

struct purse {
    bool live, paid; /* a journey runs; something was paid in this cycle */
    int64_t list, agreed;
    bl_day closed_on;
};

static enum bl_status not_possible(const struct bl_payment *p, const char *why, struct bl_error *err) {
    char day[BL_DATE_SIZE];
    return bl_fail(err, BL_REFUSED, "the revenue of %s is not possible: %s", bl_day_iso(p->day, day), why);
}

static enum bl_status settle(const struct purse *purse, const struct bl_payment *p, int64_t *list, int64_t *agreed, struct bl_error *err) {
    char was[BL_MONEY_SIZE], why[160], by[BL_MONEY_SIZE];
    *list = purse->list;
    *agreed = purse->agreed;
    if (p->kind == BL_PAY_ONCE) return p->amount >= 0 ? BL_OK : not_possible(p, "nothing less than nothing is paid", err);
    if (p->kind == BL_PAY_CHANGE) {
        *agreed += p->amount;
        if (*agreed > *list) *list = *agreed;
        if (*agreed >= 0) return BL_OK;
        snprintf(why, sizeof why, "%s a month were paid then, and %s would leave less than nothing", bl_money_text(purse->agreed, was),
                 bl_money_text(p->amount, by));
        return not_possible(p, why, err);
    }
    if (p->agreed != BL_NO_MONEY) *agreed = p->agreed;
    if (p->list != BL_NO_MONEY)
        *list = p->list;
    else if (*list < *agreed)
        *list = *agreed;
    if (*agreed < 0 || *list < 0) return not_possible(p, "a price is never less than nothing", err);
    if (*agreed <= *list) return BL_OK;
    snprintf(why, sizeof why, "the agreed price %s is above the list price %s", bl_money_text(*agreed, was), bl_money_text(*list, by));
    return not_possible(p, why, err);
}

static enum bl_status pay(struct purse *purse, struct bl_payment *p, struct bl_error *err) {
    char day[BL_DATE_SIZE], why[120];
    if (!purse->live) {
        snprintf(why, sizeof why, "the journey is closed (since %s)", bl_day_iso(purse->closed_on, day));
        not_possible(p, why, err);
        bl_hint(err, "bowline reopen WHO");
        return BL_REFUSED;
    }
    int64_t list, agreed;
    enum bl_status status = settle(purse, p, &list, &agreed, err);
    if (status != BL_OK) return status;
    p->before = purse->agreed;
    p->after = agreed;
    p->counts = agreed == purse->agreed              ? BL_COUNTS_NOTHING
                : agreed < purse->agreed             ? BL_COUNTS_CONTRACTION
                : purse->agreed == 0 && !purse->paid ? BL_COUNTS_NEW
                                                     : BL_COUNTS_EXPANSION;
    purse->list = list;
    purse->agreed = agreed;
    purse->paid = purse->paid || agreed > 0;
    return BL_OK;
}

static void enter(struct purse *purse, struct bl_entry *e) {
    e->paid = 0;
    if (e->act == BL_ACT_OPEN || e->act == BL_ACT_REOPEN) *purse = (struct purse){.live = true};
    if (e->act != BL_ACT_CLOSE) return;
    e->paid = purse->agreed;
    *purse = (struct purse){.closed_on = e->day};
}

enum bl_status bl_money_replay(struct bl_entry *entries, size_t n, struct bl_payment *payments, size_t m, struct bl_money *out, size_t *at,
                               struct bl_error *err) {
    struct purse purse = {0};
    size_t i = 0;
    for (size_t k = 0; k < m; k++) {
        bl_day day = payments[k].day;
        size_t end = i;
        while (end < n && entries[end].day <= day) end++;
        /* A close that holds at the end of the day comes after what was paid on it. */
        if (end > i && entries[end - 1].day == day && entries[end - 1].act == BL_ACT_CLOSE) end--;
        while (i < end) enter(&purse, &entries[i++]);
        enum bl_status status = pay(&purse, &payments[k], err);
        if (status != BL_OK && at) *at = k;
        if (status != BL_OK) return status;
    }
    while (i < n) enter(&purse, &entries[i++]);
    *out = (struct bl_money){purse.list, purse.agreed};
    return BL_OK;
}
