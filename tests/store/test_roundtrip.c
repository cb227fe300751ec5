/* Out and in again: people made of nasty values by chance go through every format and come out the same, byte for byte. What is nasty stands in `pieces`; a value is
 * a few of them glued together. Seeds are fixed, so a failure can be run again; ROUNDS=300 tries three times as many. */
#include "store/chance.h"
#include "store/importing.h"

enum { PEOPLE = 25 };

static const char *const pieces[] = {"Ann",
                                     "O'Neil",
                                     "\"",
                                     "\"\"",
                                     ",",
                                     ";",
                                     "; ",
                                     "\\",
                                     "\\n",
                                     "\n",
                                     "\r\n",
                                     "\t",
                                     " ",
                                     "=",
                                     "+",
                                     "-",
                                     "@",
                                     "'",
                                     "''",
                                     "=1+1",
                                     "=\"0123\"",
                                     "'=\"7\"",
                                     "'+49",
                                     "n/a",
                                     "NULL",
                                     "none",
                                     "Total",
                                     "12",
                                     "sep=;",
                                     "BEGIN:VCARD",
                                     "END:VCARD",
                                     ":",
                                     "Copyright (c) ",
                                     "\xE2\x80\x8B",
                                     "\xEF\xBB\xBF",
                                     "\xC2\xA0",
                                     "\xF0\x9F\x9A\x80",
                                     "\xD8\xB1\xD9\x86\xD8\xA7",
                                     "e\xCC\x81",
                                     "\xFF",
                                     "\x1B[31m",
                                     "\xE2\x80\xAE",
                                     "https://x.example/a,b",
                                     "item1.",
                                     "#",
                                     "|",
                                     "Straße",
                                     "\xE6\x9D\xB1"};

enum { PIECES = sizeof pieces / sizeof *pieces };

/* plain: without control characters, which a vCard does not carry. */
static const char *value(struct random *r, struct bl_arena *arena, int most, bool plain) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    int n = pick(r, most + 1);
    for (int i = 0; i < n; i++) bl_buf_str(&text, pieces[pick(r, PIECES)]);
    for (size_t i = 0; plain && i < text.len; i++)
        if (text.data[i] == '\x1B') text.data[i] = '^';
    const char *s = bl_buf_text(&text);
    size_t len = text.len;
    bl_text_trim(&s, &len);
    return len ? bl_arena_copy(arena, s, len) : NULL;
}

enum what { EMAIL, PHONE, URL, TAG };

static struct bl_strs values(struct random *r, struct bl_arena *arena, enum what what, int person, bool plain) {
    struct bl_strs list = {bl_arena_array(arena, 4, sizeof(const char *)), 0};
    int n = pick(r, 4);
    for (int i = 0; i < n; i++) {
        const char *one = what == EMAIL   ? bl_arena_printf(arena, "p%d.%d@x.example", person, i)
                          : what == PHONE ? bl_arena_printf(arena, "+49 30 %d%06d", person, i)
                          : what == URL   ? bl_arena_printf(arena, "https://x.example/in/p%d;%d,", person, i)
                                          : value(r, arena, 3, plain);
        if (one) list.at[list.n++] = one;
    }
    return list;
}

static void add_somebody(struct sandbox *s, struct random *r, int i, bool plain) {
    static const char *const names[] = {"size", "T, \"shirt\"", "a\nb", "=formula", "März; old"};
    struct bl_pair custom[5];
    struct bl_pairs pairs = {custom, 0};
    const char *odd = value(r, &s->arena, 4, plain);
    /* Namesakes without an address are told apart by nothing that a CSV carries: each is called by a number, too. */
    const char *name = bl_arena_printf(&s->arena, "%s%d", odd ? odd : "Somebody ", i);
    for (size_t k = 0; k < 5; k++) {
        const char *v = value(r, &s->arena, 3, plain);
        if (v) custom[pairs.n++] = (struct bl_pair){names[k], v};
    }
    struct bl_add add = {.edit = {.name = name,
                                  .first_name = value(r, &s->arena, 2, plain),
                                  .last_name = value(r, &s->arena, 2, plain),
                                  .company = value(r, &s->arena, 3, plain),
                                  .title = value(r, &s->arena, 3, plain),
                                  .source = value(r, &s->arena, 2, plain),
                                  .note = value(r, &s->arena, 6, plain),
                                  .emails = values(r, &s->arena, EMAIL, i, plain),
                                  .phones = values(r, &s->arena, PHONE, i, plain),
                                  .urls = values(r, &s->arena, URL, i, plain),
                                  .tags = values(r, &s->arena, TAG, i, plain),
                                  .custom = pairs,
                                  .first_contact = pick(r, 2) ? bl_day_of(2025, 1 + pick(r, 12), 1 + pick(r, 28)) : BL_NO_DAY},
                         .day = bl_day_of(2026, 11, 21),
                         .stage = 1 + pick(r, 7),
                         .moment = 1 + pick(r, 6),
                         .by_hand = true};
    int64_t id = 0;
    STEP(s, "add", bl_person_add(s->store, &add, &id, &s->err));
}

static enum bl_status into(void *to, const char *bytes, size_t n, struct bl_error *err) {
    (void)err;
    bl_buf_add(to, bytes, n);
    return BL_OK;
}

static void out(struct sandbox *s, const char *format, bool safe, struct bl_buf *to) {
    struct bl_export_options options = {.format = format, .safe = safe};
    bl_buf_cut(to, 0);
    OK(s, bl_export(s->store, &options, into, to, NULL, &s->err));
}

static void same(const struct bl_buf *a, const struct bl_buf *b, const char *what, int seed) {
    if (a->len == b->len && memcmp(a->data, b->data, a->len) == 0) return;
    size_t i = 0;
    while (i < a->len && i < b->len && a->data[i] == b->data[i]) i++;
    size_t from = i > 60 ? i - 60 : 0;
    fail_msg("%s, seed %d: out of the first book\n%.160s\nout of the second\n%.160s", what, seed, bl_buf_text(a) + from,
             bl_buf_text(b) + from);
}

/* What goes out as `format` comes in elsewhere; `read` of both is the same. */
static void through(struct sandbox *s, const char *format, bool safe, const char *read, int seed) {
    BL_AUTO(bl_buf) struct bl_buf sent = {0}, first = {0}, second = {0};
    struct sandbox *other;
    out(s, format, safe, &sent);
    out(s, read, false, &first);
    assert_int_equal(sandbox_setup((void **)&other), 0);
    const char *path = write_file(other, safe ? "safe.csv" : "book", sent.data, sent.len);
    struct run r = run_file(other, path);
    if (r.status) fail_msg("%s, seed %d: %s", format, seed, other->err.text);
    assert_int_equal(r.report->count[BL_ROW_NEW], PEOPLE);
    bl_import_close(r.job);
    out(other, read, false, &second);
    same(&first, &second, format, seed);
    r = run_file(other, path);
    assert_int_equal(r.report->count[BL_ROW_UNCHANGED], PEOPLE);
    bl_import_close(r.job);
    assert_int_equal(sandbox_teardown((void **)&other), 0);
}

static void restored(struct sandbox *s, int seed) {
    BL_AUTO(bl_buf) struct bl_buf first = {0}, second = {0};
    struct sandbox *other;
    struct bl_restored done;
    out(s, "jsonl", false, &first);
    assert_int_equal(sandbox_setup((void **)&other), 0);
    const char *path = write_file(other, "book.jsonl", first.data, first.len);
    struct bl_store_options options = {.now = {bl_day_of(2026, 11, 21), 1795251600000}, .seed = 7, .busy_ms = 200};
    bl_store_close(other->store);
    other->store = NULL;
    OK(other, bl_restore(other->path, &options, path, &other->arena, &done, &other->err));
    sandbox_open(other);
    out(other, "jsonl", false, &second);
    same(&first, &second, "jsonl", seed);
    assert_int_equal(sandbox_teardown((void **)&other), 0);
}

static void every_format(void **state) {
    int rounds = sandbox_rounds(4);
    (void)state;
    for (int seed = 1; seed <= rounds; seed++) {
        struct random r = {0x9E3779B97F4A7C15u * (uint64_t)seed};
        bool plain = seed % 2;
        struct sandbox *s;
        assert_int_equal(sandbox_setup((void **)&s), 0);
        for (int i = 0; i < PEOPLE; i++) add_somebody(s, &r, i, plain);
        through(s, "csv", false, "csv", seed);
        through(s, "csv", true, "csv", seed);
        if (plain) through(s, "vcard", false, "vcard", seed);
        restored(s, seed);
        assert_int_equal(sandbox_teardown((void **)&s), 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_format)};
    return cmocka_run_group_tests_name("store/roundtrip", tests, NULL, NULL);
}
