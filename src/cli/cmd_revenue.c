/* bowline revenue: what somebody pays a month. Without an amount it shows the payments; with one it records a price, a change or a single payment. Without anybody
 * named it is about the whole book (cmd_revenue_all.c). */
#include "cli/revenue.h"

#include <string.h>

const struct opt cmd_revenue_opts[] = {
    {"list", 0, "N", "the list price a month", OPT_TEXT, NULL},
    {"agreed", 0, "N", "the price a month that was agreed", OPT_TEXT, NULL},
    {"change", 0, "N", "the agreed price goes up by N, or down by -N", OPT_TEXT, NULL},
    {"one-off", 0, "N", "paid once", OPT_TEXT, NULL},
    {"on", 0, "DATE", "the day it happened (today)", OPT_TEXT, NULL},
    OPT_AS_OF,
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

static enum bl_status read_amount(struct call *call, const char *name, bool sign, int64_t *cents, struct bl_error *err) {
    const char *text = opt_value(&call->args, name);
    enum bl_status status = text ? bl_money_parse(text, sign, cents, err) : BL_OK;
    if (status == BL_OK) return BL_OK;
    struct bl_error why = *err;
    bl_fail(err, BL_USAGE, "--%s: %s", name, why.text);
    if (*why.hint) bl_hint(err, "%s", why.hint);
    return BL_USAGE;
}

/* Which payment was meant; kind 0 when none was. */
static enum bl_status read_payment(struct call *call, struct bl_payment *p, struct bl_error *err) {
    int64_t change = BL_NO_MONEY, once = BL_NO_MONEY;
    *p = (struct bl_payment){.list = BL_NO_MONEY, .agreed = BL_NO_MONEY, .day = BL_NO_DAY};
    enum bl_status status = read_amount(call, "list", false, &p->list, err);
    if (status == BL_OK) status = read_amount(call, "agreed", false, &p->agreed, err);
    if (status == BL_OK) status = read_amount(call, "change", true, &change, err);
    if (status == BL_OK) status = read_amount(call, "one-off", false, &once, err);
    if (status == BL_OK) status = value_fact(call, "on", &p->day, err);
    if (status != BL_OK) return status;
    bool price = p->list != BL_NO_MONEY || p->agreed != BL_NO_MONEY;
    if (price + (change != BL_NO_MONEY) + (once != BL_NO_MONEY) > 1) {
        bl_fail(err, BL_USAGE, "a price, a change or a one-off payment: one at a time");
        bl_hint(err, "bowline revenue WHO --list 500 --agreed 450   or   --change +50   or   --one-off 900");
        return BL_USAGE;
    }
    if (change == 0 || once == 0) {
        bl_fail(err, BL_USAGE, "--%s 0 is no payment", change == 0 ? "change" : "one-off");
        bl_hint(err, "what somebody pays from a day on: bowline revenue WHO --agreed N");
        return BL_USAGE;
    }
    p->kind = price ? BL_PAY_PRICE : change != BL_NO_MONEY ? BL_PAY_CHANGE : once != BL_NO_MONEY ? BL_PAY_ONCE : (enum bl_pay)0;
    p->amount = change != BL_NO_MONEY ? change : once;
    if (!p->kind && p->day != BL_NO_DAY)
        return bl_fail(err, BL_USAGE, "--on says when, but what was paid? --list, --agreed, --change or --one-off is missing");
    return BL_OK;
}

struct purse {
    struct bl_person person;
    struct bl_payment *rows;
    size_t n;
    struct bl_money now;
    const char *currency;
};

static enum bl_status read_purse(struct call *call, struct purse *purse, struct bl_error *err) {
    struct bl_setting currency;
    enum bl_status status = bl_store_payments(call->store, purse->person.id, &call->arena, &purse->rows, &purse->n, &purse->now, err);
    if (status == BL_OK) status = bl_setting_get(call->store, "currency", &call->arena, &currency, err);
    if (status == BL_OK) purse->currency = call_text(call, currency.value);
    return status;
}

static void put_cents(struct bl_json *json, const char *key, int64_t cents) {
    bl_json_key(json, key);
    bl_json_cents(json, cents);
}

static enum bl_status put_json(struct call *call, const struct purse *purse, struct bl_error *err) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_json json;
    bl_json_open(&json, &out);
    bl_json_object(&json);
    bl_json_key(&json, "id");
    bl_json_int(&json, purse->person.id);
    bl_json_key(&json, "name");
    bl_json_str(&json, purse->person.name);
    bl_json_key(&json, "currency");
    bl_json_str(&json, purse->currency);
    put_cents(&json, "list", purse->now.list);
    put_cents(&json, "mrr", purse->now.agreed);
    bl_json_key(&json, "payments");
    bl_json_array(&json);
    for (size_t i = 0; i < purse->n; i++) {
        bl_json_line(&json);
        bl_json_payment(&json, &purse->rows[i]);
    }
    bl_json_end(&json, ']');
    bl_json_end(&json, '}');
    return json_put(call, &out, err);
}

/* “price 450.00 of 500.00”, “change +50.00”, “one-off 900.00”. */
static const char *what(struct call *call, const struct bl_payment *p) {
    char a[BL_MONEY_SIZE], b[BL_MONEY_SIZE];
    const char *text = NULL;
    if (p->kind == BL_PAY_ONCE) text = bl_arena_printf(&call->arena, "one-off %s", bl_money_text(p->amount, a));
    if (p->kind == BL_PAY_CHANGE)
        text = bl_arena_printf(&call->arena, "change %s%s", p->amount < 0 ? "" : "+", bl_money_text(p->amount, a));
    if (p->kind == BL_PAY_PRICE && p->list != BL_NO_MONEY && p->agreed != BL_NO_MONEY)
        text = bl_arena_printf(&call->arena, "agreed %s, list %s", bl_money_text(p->agreed, a), bl_money_text(p->list, b));
    if (p->kind == BL_PAY_PRICE && !text)
        text = p->list == BL_NO_MONEY ? bl_arena_printf(&call->arena, "agreed %s", bl_money_text(p->agreed, a))
                                      : bl_arena_printf(&call->arena, "list %s", bl_money_text(p->list, a));
    return text ? text : "";
}

static const char *counts_as(enum bl_money_counts counts) {
    static const char *const words[] = {"", "new", "expansion", "contraction", "churn"};
    return words[counts <= BL_COUNTS_CHURN ? counts : 0];
}

static void tell_now(struct call *call, const struct purse *purse) {
    char word[16], agreed[BL_MONEY_SIZE], list[BL_MONEY_SIZE];
    out_fmt(&call->out, "%s%s pays %s %s a month", label("now", word), call_name(call, purse->person.name),
            bl_money_text(purse->now.agreed, agreed), purse->currency);
    if (purse->now.list > purse->now.agreed) out_fmt(&call->out, " (list price %s)", bl_money_text(purse->now.list, list));
    out_str(&call->out, "\n");
}

static enum bl_status show(struct call *call, struct purse *purse, struct bl_error *err) {
    static const struct col cols[] = {{"day", false, 0}, {"what", false, 0}, {"a month then", true, 0}, {"counts as", false, 0}};
    enum bl_status status = read_purse(call, purse, err);
    if (status != BL_OK) return status;
    if (call->json) return put_json(call, purse, err);
    if (!purse->n) {
        call_say(call, "nothing is recorded that %s pays\n", call_name(call, purse->person.name));
        return BL_OK;
    }
    const char **cells = bl_arena_array(&call->arena, 4 * purse->n, sizeof *cells);
    if (!cells) return bl_nomem(err);
    for (size_t i = 0; i < purse->n; i++) {
        char day[BL_DATE_SIZE], after[BL_MONEY_SIZE];
        cells[4 * i] = bl_arena_str(&call->arena, bl_day_iso(purse->rows[i].day, day));
        cells[4 * i + 1] = what(call, &purse->rows[i]);
        cells[4 * i + 2] = bl_arena_str(&call->arena, bl_money_text(purse->rows[i].after, after));
        cells[4 * i + 3] = counts_as(purse->rows[i].counts);
    }
    struct table table = {.cols = cols, .ncols = 4};
    out_table(&call->out, &table, cells, purse->n, call->env->columns);
    tell_now(call, purse);
    return BL_OK;
}

static void tell(struct call *call, const struct purse *purse, const struct bl_payment *p, bl_day moved) {
    char word[16], day[BL_DATE_SIZE];
    out_fmt(&call->out, "%s#%-4lld %s  %s  %s%s%s\n", label("revenue", word), (long long)purse->person.id, bl_day_iso(p->day, day),
            call_name(call, purse->person.name), what(call, p), p->counts ? ", " : "", counts_as(p->counts));
    tell_now(call, purse);
    if (moved != BL_NO_DAY)
        out_fmt(&call->out, "%sthe journey of %s now begins on %s\n", label("began", word), call_name(call, purse->person.name),
                bl_day_iso(moved, day));
}

static enum bl_status record(struct call *call, struct purse *purse, struct bl_payment *p, struct bl_error *err) {
    bl_day moved = BL_NO_DAY;
    int64_t step = 0;
    struct bl_payment done;
    enum bl_status status = call_write(call, err);
    p->person = purse->person.id;
    if (status == BL_OK) status = bl_payment_record(call->store, p, &done, &moved, err);
    if (status == BL_OK) status = read_purse(call, purse, err);
    if (status != BL_OK) {
        bl_step_rollback(call->store);
        if (strcmp(err->hint, "bowline reopen WHO") == 0) bl_hint(err, "%s reopen %lld", call_self(call), (long long)purse->person.id);
        return fail_about(call, purse->person.name, status, err);
    }
    const char *name = bl_arena_printf(&call->arena, "revenue of %s: %s", purse->person.name, what(call, &done));
    status = name ? call_commit(call, name, &step, err) : bl_nomem(err);
    if (status != BL_OK) return status;
    if (call->json) return put_json(call, purse, err);
    if (call->quiet) return BL_OK;
    tell(call, purse, &done, moved);
    call_undo_line(call, step);
    return BL_OK;
}

/* An amount belongs to one person and to a day of its own. */
static enum bl_status check_words(struct call *call, const struct bl_payment *payment, struct bl_error *err) {
    bool then = opt_value(&call->args, "as-of") != NULL;
    size_t n = call->args.words.n;
    if (payment->kind && then) {
        bl_fail(err, BL_USAGE, "what was is only looked at: --as-of records no payment");
        bl_hint(err, "a payment of an earlier day takes --on DATE");
        return BL_USAGE;
    }
    if (n == 1 || (n == 0 && !payment->kind)) return BL_OK;
    bl_fail(err, BL_USAGE, n ? "revenue is about one person, or without WHO about the whole book" : "revenue of whom?");
    bl_hint(err, "bowline revenue WHO --list 500 --agreed 450   or   --change +50   or   --one-off 900");
    return BL_USAGE;
}

enum bl_status cmd_revenue(struct call *call, struct bl_error *err) {
    struct bl_payment payment;
    struct purse purse = {0};
    enum bl_status status = read_payment(call, &payment, err);
    if (status == BL_OK) status = check_words(call, &payment, err);
    if (status == BL_OK) status = call_open_then(call, err);
    if (status == BL_OK && !call->args.words.n) return revenue_all(call, err);
    if (status == BL_OK) status = fail_then(call, who_find(call, call->args.words.at[0], &purse.person, err), err);
    if (status != BL_OK) return status;
    return payment.kind ? record(call, &purse, &payment, err) : show(call, &purse, err);
}
