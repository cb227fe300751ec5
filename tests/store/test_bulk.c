/* Bulk steps: matching, filling, one step, undone and redone to the byte, together with what other steps did. */
#include "store/sandbox.h"

#include "store/bulk.h"

static const char *one(const char **slot, const char *value) {
    *slot = value;
    return value;
}

/* Row i of an invented list: every tenth has an e-mail address, all have a URL. */
struct row {
    struct bl_person_edit edit;
    char first[32], url[64], email[64];
    const char *urls[1], *emails[1], *tags[1];
};
static void make_row(struct row *r, int i) {
    memset(&r->edit, 0, sizeof r->edit);
    snprintf(r->first, sizeof r->first, "Maya%d", i);
    snprintf(r->url, sizeof r->url, "https://www.linkedin.com/in/maya-%d", i);
    snprintf(r->email, sizeof r->email, "maya%d@example.org", i);
    r->edit.first_name = r->first;
    r->edit.last_name = "Chen";
    r->edit.company = "Contoso";
    r->edit.source = "LinkedIn";
    one(r->urls, r->url);
    r->edit.urls = (struct bl_strs){r->urls, 1};
    one(r->emails, r->email);
    if (i % 10 == 0) r->edit.emails = (struct bl_strs){r->emails, 1};
}

struct counts {
    int added, filled, unchanged;
};
static struct counts import(struct sandbox *s, int n, const char *title, int64_t *step) {
    struct counts c = {0};
    struct bl_bulk *bulk;
    struct row row;
    OK(s, bl_bulk_begin(s->store, false, &bulk, &s->err));
    for (int i = 0; i < n; i++) {
        struct bl_bulk_match match;
        struct bl_bulk_filled filled;
        int64_t id;
        make_row(&row, i);
        if (i % 3 == 0) row.edit.title = title;
        OK(s, bl_bulk_match(bulk, &row.edit, &match, &s->err));
        if (!match.id) {
            OK(s, bl_bulk_insert(bulk, &row.edit, 0, 0, &id, &s->err));
            c.added++;
            continue;
        }
        OK(s, bl_bulk_fill(bulk, match.id, &row.edit, &filled, &s->err));
        c.filled += filled.changed;
        c.unchanged += !filled.changed;
    }
    OK(s, bl_bulk_commit(bulk, "import list.csv", step, &s->err));
    return c;
}

static void undone_and_redone_to_the_byte(void **state) {
    struct sandbox *s = *state;
    struct bl_step_row *rows;
    size_t n;
    int64_t step = 0;
    sandbox_add(s, "Tom Reed", 0);
    char *before = sandbox_dump(s);
    struct counts c = import(s, 5000, NULL, &step);
    assert_int_equal(c.added, 5000);
    assert_true(step > 0);
    char *after = sandbox_dump(s);
    c = import(s, 5000, NULL, &step);
    assert_int_equal(c.unchanged, 5000);
    assert_int_equal(step, 0);
    assert_string_equal(sandbox_dump(s), after);
    c = import(s, 5500, "Engineer", &step);
    assert_int_equal(c.added, 500);
    assert_int_equal(c.filled, 1667);
    char *filled = sandbox_dump(s);
    sandbox_balanced(s);
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_string_equal(sandbox_dump(s), after);
    sandbox_balanced(s);
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_string_equal(sandbox_dump(s), before);
    sandbox_balanced(s);
    OK(s, bl_redo(s->store, 2, &s->arena, &rows, &n, &s->err));
    assert_int_equal(n, 2);
    assert_string_equal(sandbox_dump(s), filled);
    sandbox_balanced(s);
}

static struct bl_bulk_match match_of(struct sandbox *s, struct bl_bulk *bulk, struct bl_person_edit row) {
    struct bl_bulk_match match;
    OK(s, bl_bulk_match(bulk, &row, &match, &s->err));
    return match;
}

static void who_is_this_row(void **state) {
    struct sandbox *s = *state;
    const char *email[] = {"Maya@Northwind.example"}, *other[] = {"maya@home.example"}, *url[] = {"https://linkedin.com/in/mayachen/"},
               *same_url[] = {"http://www.linkedin.com/in/MayaChen?trk=x"}, *phone[] = {"+46 70 000 00 01"},
               *same_phone[] = {"+46700000001"};
    struct bl_add add = {
        .edit = {.name = "Maya Chén", .company = "Northwind", .emails = {email, 1}, .phones = {phone, 1}, .urls = {url, 1}}};
    int64_t id, plain;
    STEP(s, "add", bl_person_add(s->store, &add, &id, &s->err));
    struct bl_add bare = {.edit = {.name = "Tom Reed"}};
    STEP(s, "add", bl_person_add(s->store, &bare, &plain, &s->err));
    struct bl_bulk *bulk;
    OK(s, bl_bulk_begin(s->store, true, &bulk, &s->err));
    const char *lower[] = {"maya@northwind.example"};
    assert_int_equal(match_of(s, bulk, (struct bl_person_edit){.name = "M. C.", .emails = {lower, 1}}).id, id);
    assert_int_equal(match_of(s, bulk, (struct bl_person_edit){.name = "M. C.", .urls = {same_url, 1}}).id, id);
    assert_int_equal(match_of(s, bulk, (struct bl_person_edit){.name = "M. C.", .phones = {same_phone, 1}}).id, id);
    /* same name and company, nothing against it */
    assert_int_equal(match_of(s, bulk, (struct bl_person_edit){.name = "maya chen", .company = "NORTHWIND"}).id, id);
    assert_int_equal(match_of(s, bulk, (struct bl_person_edit){.first_name = "Tom", .last_name = "Reed"}).id, plain);
    /* another address of the same kind: maybe, but not taken as the same */
    struct bl_bulk_match m = match_of(s, bulk, (struct bl_person_edit){.name = "Maya Chen", .company = "Northwind", .emails = {other, 1}});
    assert_int_equal(m.id, 0);
    assert_true(m.maybe);
    m = match_of(s, bulk, (struct bl_person_edit){.name = "Maya Chen", .company = "Contoso"});
    assert_int_equal(m.id, 0);
    assert_true(m.maybe);
    m = match_of(s, bulk, (struct bl_person_edit){.name = "Nobody Known"});
    assert_int_equal(m.id, 0);
    assert_false(m.maybe);
    bl_bulk_rollback(bulk);
}

static void filling_keeps_what_is_there(void **state) {
    struct sandbox *s = *state;
    int64_t id;
    struct bl_add add = {.edit = {.name = "Ada Byron", .company = "Acme"}};
    STEP(s, "add", bl_person_add(s->store, &add, &id, &s->err));
    const char *email[] = {"ada@acme.example"}, *tags[] = {"beta"};
    struct bl_person_edit row = {.name = "Ada Byron", .company = "Acme, Inc.", .title = "CTO", .emails = {email, 1}, .tags = {tags, 1}};
    struct bl_bulk *bulk;
    struct bl_bulk_filled filled;
    OK(s, bl_bulk_begin(s->store, false, &bulk, &s->err));
    OK(s, bl_bulk_fill(bulk, id, &row, &filled, &s->err));
    assert_true(filled.changed);
    assert_int_equal(filled.conflicts, 1u << BL_IF_COMPANY);
    assert_int_equal(filled.filled, 1u << BL_IF_TITLE | 1u << BL_IF_EMAIL | 1u << BL_IF_TAGS);
    OK(s, bl_bulk_commit(bulk, "import", NULL, &s->err));
    struct bl_person p;
    OK(s, bl_store_person(s->store, id, &s->arena, &p, &s->err));
    assert_string_equal(p.company, "Acme");
    assert_string_equal(p.title, "CTO");
    assert_string_equal(p.emails.at[0], "ada@acme.example");
    assert_string_equal(p.email, "ada@acme.example");
}

static void rolled_back_is_as_before(void **state) {
    struct sandbox *s = *state;
    sandbox_add(s, "Tom Reed", 0);
    char *before = sandbox_dump(s);
    struct bl_bulk *bulk;
    struct row row;
    int64_t id;
    OK(s, bl_bulk_begin(s->store, false, &bulk, &s->err));
    make_row(&row, 1);
    OK(s, bl_bulk_insert(bulk, &row.edit, 0, 0, &id, &s->err));
    bl_bulk_rollback(bulk);
    assert_string_equal(sandbox_dump(s), before);
    sandbox_add(s, "Maya Chen", 0); /* triggers are on again: the totals follow */
    sandbox_balanced(s);
}

static int64_t take(struct sandbox *s, struct bl_bulk *bulk, int i) {
    struct row row;
    struct bl_bulk_match match;
    make_row(&row, i);
    OK(s, bl_bulk_match(bulk, &row.edit, &match, &s->err));
    if (match.id) return match.id;
    int64_t id = 0;
    OK(s, bl_bulk_insert(bulk, &row.edit, 0, 0, &id, &s->err));
    return -id;
}

/* Kept up row by row, the indexes of a book of a hundred thousand made an import of two hundred thousand take more than twice its time. */
static void a_large_book_is_outgrown_too(void **state) {
    enum { BASE = 21000, NEW = 11000 };
    struct sandbox *s = *state;
    struct bl_bulk *bulk;
    OK(s, bl_bulk_begin(s->store, false, &bulk, &s->err));
    for (int i = 0; i < BASE; i++) assert_true(take(s, bulk, i) < 0);
    OK(s, bl_bulk_commit(bulk, "import base.csv", NULL, &s->err));
    OK(s, bl_bulk_begin(s->store, false, &bulk, &s->err));
    for (int i = BASE; i < BASE + 5001; i++) assert_int_equal(take(s, bulk, i), -i - 1);
    assert_false(bulk->lean); /* a small part of the book so far */
    for (int i = BASE + 5001; i < BASE + NEW; i++) assert_int_equal(take(s, bulk, i), -i - 1);
    assert_true(bulk->lean);
    for (int i = 0; i < BASE + NEW; i += 10) assert_int_equal(take(s, bulk, i), i + 1); /* everybody is known as before */
    OK(s, bl_bulk_commit(bulk, "import more.csv", NULL, &s->err));
    sandbox_none(s, "SELECT 3 - count(*) FROM sqlite_schema WHERE name IN ('person_by_name', 'handle_by_key', 'person_by_company')");
    sandbox_balanced(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_large_book_is_outgrown_too, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(undone_and_redone_to_the_byte, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(who_is_this_row, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(filling_keeps_what_is_there, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(rolled_back_is_as_before, sandbox_setup, sandbox_teardown),
    };
    return cmocka_run_group_tests_name("store/bulk", tests, NULL, NULL);
}
