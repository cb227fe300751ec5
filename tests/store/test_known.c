/* A list that outgrows the indexes finds the same people as a short one: everything here is asked of the indexes, of the fingerprints in memory, and of a
 * rehearsal, which knows the book only as far as a row may concern it. */
#include "store/importing.h"

enum { ENOUGH = 5200 /* rows after which memory stands in for the indexes */, ALIKE = 100 /* more than are kept under one fingerprint */ };

static int64_t insert(struct sandbox *s, struct bl_bulk *bulk, const struct bl_person_edit *row) {
    int64_t id;
    OK(s, bl_bulk_insert(bulk, row, 0, 0, &id, &s->err));
    return id;
}

static struct bl_bulk_match match_of(struct sandbox *s, struct bl_bulk *bulk, struct bl_person_edit row) {
    struct bl_bulk_match match;
    OK(s, bl_bulk_match(bulk, &row, &match, &s->err));
    return match;
}

static struct bl_bulk *begin(struct sandbox *s, int crowd, bool dry) {
    struct bl_bulk *bulk;
    char name[40];
    OK(s, bl_bulk_begin(s->store, dry, &bulk, &s->err));
    for (int i = 0; i < crowd; i++) {
        snprintf(name, sizeof name, "Nobody %d", i);
        insert(s, bulk, &(struct bl_person_edit){.name = name});
    }
    return bulk;
}

/* Many of one name, told apart by their companies alone. */
static void namesakes(struct sandbox *s, int crowd, bool dry) {
    struct bl_bulk *bulk = begin(s, crowd, dry);
    char company[40];
    int64_t ids[ALIKE];
    for (int i = 0; i < ALIKE; i++) {
        snprintf(company, sizeof company, "Company %d", i);
        struct bl_person_edit row = {.name = "María García", .company = company};
        struct bl_bulk_match match = match_of(s, bulk, row);
        assert_int_equal(match.id, 0);
        assert_int_equal(match.maybe, i > 0);
        ids[i] = insert(s, bulk, &row);
    }
    for (int i = 0; i < ALIKE; i++) {
        snprintf(company, sizeof company, "COMPANY %d", i);
        assert_int_equal(match_of(s, bulk, (struct bl_person_edit){.name = "Maria Garcia", .company = company}).id, ids[i]);
    }
    assert_false(match_of(s, bulk, (struct bl_person_edit){.name = "Maria Garci", .company = "aCompany 1"}).maybe);
    bl_bulk_rollback(bulk);
}

/* What a row fills in counts for the rows behind it. */
static void filled(struct sandbox *s, int crowd, bool dry) {
    struct bl_bulk *bulk = begin(s, crowd, dry);
    const char *email[] = {"ada@acme.example"}, *other[] = {"b@acme.example"};
    struct bl_bulk_filled done;
    int64_t ada = insert(s, bulk, &(struct bl_person_edit){.name = "Ada Byron", .emails = {email, 1}});
    int64_t called = insert(s, bulk, &(struct bl_person_edit){.name = "b@acme.example", .emails = {other, 1}});
    struct bl_bulk_match match = match_of(s, bulk, (struct bl_person_edit){.name = "Ada Byron", .company = "Acme"});
    assert_int_equal(match.id, 0);
    assert_true(match.maybe);
    OK(s, bl_bulk_fill(bulk, ada, &(struct bl_person_edit){.name = "A. Byron", .company = "Acme", .emails = {email, 1}}, &done, &s->err));
    assert_true(done.filled & 1u << BL_IF_COMPANY);
    assert_int_equal(match_of(s, bulk, (struct bl_person_edit){.name = "Ada Byron", .company = "ACME"}).id, ada);
    OK(s, bl_bulk_fill(bulk, called, &(struct bl_person_edit){.name = "Bea Low", .company = "Acme", .emails = {other, 1}}, &done, &s->err));
    assert_true(done.filled & 1u << BL_IF_NAME);
    assert_int_equal(match_of(s, bulk, (struct bl_person_edit){.name = "Bea Low", .company = "Acme"}).id, called);
    assert_true(match_of(s, bulk, (struct bl_person_edit){.name = "Bea Low"}).maybe);
    bl_bulk_rollback(bulk);
}

static void of_the_indexes(void **state) {
    namesakes(*state, 0, false);
    filled(*state, 0, false);
}

static void of_memory(void **state) {
    namesakes(*state, ENOUGH, false);
    filled(*state, ENOUGH, false);
}

static void rehearsed(void **state) {
    namesakes(*state, 0, true);
    filled(*state, 0, true);
    assert_false(bl_store_exists(((struct sandbox *)*state)->store));
}

/* Those who were in the book before are known too; what a rehearsal does to them stays in it. */
static void of_the_book_before(void **state) {
    struct sandbox *s = *state;
    const char *email[] = {"tom@contoso.example"};
    struct bl_add add = {.edit = {.name = "Tom Reed", .company = "Contoso", .emails = {email, 1}}};
    int64_t tom;
    STEP(s, "add", bl_person_add(s->store, &add, &tom, &s->err));
    for (int way = 0; way < 3; way++) {
        struct bl_bulk *bulk = begin(s, way == 1 ? ENOUGH : 0, way == 2);
        assert_int_equal(match_of(s, bulk, (struct bl_person_edit){.name = "tom reed", .company = "contoso"}).id, tom);
        assert_int_equal(match_of(s, bulk, (struct bl_person_edit){.name = "T.", .emails = {email, 1}}).id, tom);
        assert_true(match_of(s, bulk, (struct bl_person_edit){.name = "Tom Reed", .company = "Acme"}).maybe);
        assert_false(match_of(s, bulk, (struct bl_person_edit){.name = "Tom Reeds"}).maybe);
        bl_bulk_rollback(bulk);
    }
}

/* While a list is rehearsed the same store writes, and another one of the same file; the rehearsal stays of its moment. */
static void others_write_meanwhile(void **state) {
    struct sandbox *s = *state;
    struct bl_store *other;
    struct bl_person p;
    struct bl_bulk_filled done;
    int64_t ada = sandbox_add(s, "Ada Byron", 0), bea;
    OK(s, bl_store_open(s->path, &(struct bl_store_options){.now = bl_store_now(s->store), .busy_ms = 1}, &other, &s->err));
    struct bl_bulk *bulk = begin(s, 1, true);
    OK(s, bl_bulk_fill(bulk, match_of(s, bulk, (struct bl_person_edit){.name = "Ada Byron"}).id,
                       &(struct bl_person_edit){.name = "Ada Byron", .title = "CTO"}, &done, &s->err));
    assert_true(done.changed);
    OK(s, bl_step_begin(other, false, &s->err));
    OK(s, bl_person_add(other, &(struct bl_add){.edit = {.name = "Bea Low"}}, &bea, &s->err));
    OK(s, bl_step_commit(other, "add", NULL, &s->err));
    sandbox_add(s, "Cleo Roy", 0);
    assert_false(match_of(s, bulk, (struct bl_person_edit){.name = "Bea Low"}).maybe);
    OK(s, bl_store_person(bl_bulk_store(bulk), ada, &s->arena, &p, &s->err));
    assert_string_equal(p.title, "CTO");
    OK(s, bl_bulk_commit(bulk, "import", NULL, &s->err));
    OK(s, bl_store_person(s->store, ada, &s->arena, &p, &s->err));
    assert_null(p.title);
    bl_store_close(other);
    sandbox_balanced(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(of_the_indexes, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(of_memory, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(rehearsed, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(of_the_book_before, sandbox_setup, sandbox_teardown),
        cmocka_unit_test_setup_teardown(others_write_meanwhile, sandbox_setup, sandbox_teardown),
    };
    return cmocka_run_group_tests_name("store/known", tests, NULL, NULL);
}
