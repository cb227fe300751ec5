/* Money of a person (journey.md section 3, rule 8, and R12): prices a month and single payments, in integer cents of the file's one currency. Pure. */
#ifndef BOWLINE_MONEY_H
#define BOWLINE_MONEY_H

#include "bowline/person.h"

enum bl_pay {
    BL_PAY_PRICE = 1, /* list price and agreed price a month; one left out stays */
    BL_PAY_CHANGE,    /* the agreed price goes up or down by an amount */
    BL_PAY_ONCE       /* paid once; no part of recurring revenue */
};
enum bl_money_counts { BL_COUNTS_NOTHING, BL_COUNTS_NEW, BL_COUNTS_EXPANSION, BL_COUNTS_CONTRACTION, BL_COUNTS_CHURN };
struct bl_payment {
    int64_t id;
    int64_t person;
    bl_day day;
    enum bl_pay kind;
    int64_t list, agreed; /* price: cents a month, BL_NO_MONEY = left out */
    int64_t amount;       /* change: up or down; once: what was paid */
    /* derived */
    int64_t before, after; /* recurring, cents a month */
    enum bl_money_counts counts;
};
struct bl_money {         /* as it stands */
    int64_t list, agreed; /* cents a month; list is never less than agreed */
};

/* Replays the payments of a person (sorted by day, then order of entry) along their entries (holding, sorted, replayed): fills the derived half of the payments
 * and `paid` of every close. On one day payments come after openings and before a close that holds at its end. A payment while the journey is closed, an
 * agreed price above the list price, and a change below nothing are BL_REFUSED; *at (if not NULL) gets the index. */
enum bl_status bl_money_replay(struct bl_entry *entries, size_t n, struct bl_payment *payments, size_t m, struct bl_money *out, size_t *at,
                               struct bl_error *err) BL_NODISCARD;

/* "1200", "1200.5", "1200.50", with a sign only where `sign` allows one → cents. BL_USAGE for anything else. */
enum bl_status bl_money_parse(const char *text, bool sign, int64_t *cents, struct bl_error *err) BL_NODISCARD;
#define BL_MONEY_SIZE 32
/* "1200.00", "-3.50" */
const char *bl_money_text(int64_t cents, char out[BL_MONEY_SIZE]);
#define BL_MONEY_MAX INT64_C(100000000000000) /* a trillion, in cents: far from where sums run over */

#endif
