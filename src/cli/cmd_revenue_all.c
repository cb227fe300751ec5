/* bowline revenue without anybody named: who pays what a month, the most first, and what that comes to. Read a window at a time like a list, all of it of one
 * moment, so that the total is the sum of what stands above it. */
#include "cli/revenue.h"

struct payers {
    struct call *call;
    const char *currency;
    struct bl_json json;
    struct table table;
    int64_t people, total;
};

static enum bl_status rows_json(struct payers *payers, const struct bl_person *rows, size_t n, struct bl_error *err) {
    struct bl_json *json = &payers->json;
    for (size_t i = 0; i < n; i++) {
        bl_json_line(json);
        bl_json_object(json);
        bl_json_key(json, "id");
        bl_json_int(json, rows[i].id);
        bl_json_key(json, "name");
        bl_json_str(json, rows[i].name);
        bl_json_key(json, "company");
        bl_json_str(json, rows[i].company);
        bl_json_key(json, "mrr");
        bl_json_cents(json, rows[i].mrr);
        bl_json_end(json, '}');
    }
    return payers->call->out.data.failed ? bl_nomem(err) : BL_OK;
}

static enum bl_status rows_text(struct payers *payers, const struct bl_person *rows, size_t n, struct bl_error *err) {
    struct call *call = payers->call;
    const char **cells = bl_arena_array(&call->arena, 4 * n, sizeof *cells);
    if (!cells) return bl_nomem(err);
    for (size_t i = 0; i < n; i++) {
        char amount[BL_MONEY_SIZE];
        cells[4 * i] = bl_arena_printf(&call->arena, "%lld", (long long)rows[i].id);
        cells[4 * i + 1] = call_name(call, rows[i].name);
        cells[4 * i + 2] = call_name(call, rows[i].company);
        cells[4 * i + 3] = bl_arena_str(&call->arena, bl_money_text(rows[i].mrr, amount));
        if (!cells[4 * i] || !cells[4 * i + 3]) return bl_nomem(err);
    }
    out_table(&call->out, &payers->table, cells, n, call->env->columns);
    return BL_OK;
}

/* One window; what it needed goes with it. */
static enum bl_status window(struct payers *payers, struct bl_list_query *query, bool *more, struct bl_error *err) {
    struct call *call = payers->call;
    struct bl_arena kept = call->arena;
    struct bl_list_page page = {0};
    call->arena = (struct bl_arena){0};
    enum bl_status status = bl_store_list(call->store, query, &call->arena, &page, err);
    for (size_t i = 0; status == BL_OK && i < page.n; i++) payers->total += page.rows[i].mrr;
    if (status == BL_OK && page.n) {
        status = call->json ? rows_json(payers, page.rows, page.n, err) : rows_text(payers, page.rows, page.n, err);
        payers->people += (int64_t)page.n;
        query->anchor = page.rows[page.n - 1].id;
    }
    *more = page.more && page.n > 0 && !call->out.failed;
    bl_arena_free(&call->arena);
    call->arena = kept;
    return status;
}

static enum bl_status windows(struct payers *payers, struct bl_error *err) {
    enum { PAGE = 500 };
    struct bl_filter filter = {0};
    enum bl_status status = value_filter(payers->call, "mrr:>0", &filter, err);
    struct bl_list_query query = {.filter = &filter, .sort = {{BL_SORT_MRR, true}}, .sorts = 1, .limit = PAGE};
    for (bool more = true; status == BL_OK && more;) status = window(payers, &query, &more, err);
    return status;
}

static void end_json(struct payers *payers) {
    bl_json_end(&payers->json, ']');
    bl_json_key(&payers->json, "mrr");
    bl_json_cents(&payers->json, payers->total);
    bl_json_end(&payers->json, '}');
    out_str(&payers->call->out, "\n");
}

static void end_text(struct payers *payers) {
    struct call *call = payers->call;
    char word[16], total[BL_MONEY_SIZE];
    if (!payers->people) {
        call_say(call, "nobody pays anything a month%s: %s revenue WHO --agreed N records what somebody does\n",
                 *call_then(call) ? " as of that day" : "", call_self(call));
        return;
    }
    out_fmt(&call->out, "%s%lld %s %s %s a month\n", label("total", word), (long long)payers->people,
            payers->people == 1 ? "person pays" : "people pay", bl_money_text(payers->total, total), payers->currency);
}

enum bl_status revenue_all(struct call *call, struct bl_error *err) {
    static const struct col cols[] = {{"id", true, 0}, {"name", false, 40}, {"company", false, 40}, {"a month", true, 0}};
    struct payers payers = {.call = call, .table = {.cols = cols, .ncols = 4}};
    struct bl_setting currency;
    enum bl_status status = bl_setting_get(call->store, "currency", &call->arena, &currency, err);
    if (status == BL_OK) status = bl_store_hold(call->store, err);
    if (status != BL_OK) return status;
    payers.currency = call_text(call, currency.value);
    bl_json_open(&payers.json, &call->out.data);
    if (call->json) {
        bl_json_object(&payers.json);
        bl_json_key(&payers.json, "currency");
        bl_json_str(&payers.json, currency.value);
        bl_json_key(&payers.json, "people");
        bl_json_array(&payers.json);
    }
    status = windows(&payers, err);
    bl_store_release(call->store);
    if (status != BL_OK) return status;
    if (call->json)
        end_json(&payers);
    else
        end_text(&payers);
    return BL_OK;
}
