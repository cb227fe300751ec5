/* vCard: files of four programs, broken ones, our own out and in again, rejects mended; records whatever the piece they arrive in. */
#include "store/importing.h"

#include "exchange/card.h"

#define FIXTURE(name) "tests/fixtures/vcard/" name

static const char *custom(const struct bl_person *p, const char *name) {
    for (size_t i = 0; i < p->custom.n; i++)
        if (strcmp(p->custom.at[i].name, name) == 0) return p->custom.at[i].value;
    return "";
}

static void apple(void **state) {
    struct sandbox *s = *state;
    char *before = empty_dump(s);
    struct run r = run_file(s, FIXTURE("apple_icloud.vcf"));
    OK(s, r.status);
    counts(&r, 4, 3, 0, 0, 0, 1);
    assert_string_equal(r.report->preset, "vcard");
    assert_int_equal(r.report->firms, 1);
    assert_string_equal(reason_on(&r, 49), "a group, not a person");
    assert_true(told(&r, "pictures are not kept"));
    bl_import_close(r.job);
    struct bl_person p = person(s, "Ines Okafor-Lindqvist");
    assert_string_equal(p.first_name, "Ines");
    assert_string_equal(p.last_name, "Okafor-Lindqvist");
    assert_string_equal(p.company, "Northwind Analytics");
    assert_string_equal(p.title, "VP, Data");
    assert_int_equal(p.emails.n, 2);
    assert_string_equal(p.emails.at[0], "ines@northwind.example");
    assert_int_equal(p.phones.n, 1);
    assert_int_equal(p.urls.n, 2);
    assert_string_equal(p.urls.at[0], "https://www.linkedin.com/in/ines-okafor");
    assert_string_equal(p.note, "met at the meetup\nwants SSO, soon; very soon");
    assert_string_equal(custom(&p, "birthday"), "1987-04-12");
    assert_string_equal(custom(&p, "nickname"), "Nessie");
    assert_false(p.in_play);
    assert_string_equal(person(s, "王小明").email, "xiaoming@lotus.example");
    there_and_back(s, before);
    again_changes_nothing(s, FIXTURE("apple_icloud.vcf"));
}

static void google(void **state) {
    struct sandbox *s = *state;
    struct run r = run_file(s, FIXTURE("google.vcf"));
    OK(s, r.status);
    counts(&r, 3, 3, 0, 0, 0, 0);
    bl_import_close(r.job);
    struct bl_person p = person(s, "Tomás Reyes");
    assert_string_equal(p.company, "Acme, Inc.");
    assert_int_equal(p.emails.n, 1); /* the same in two cases */
    assert_int_equal(p.tags.n, 2);
    assert_string_equal(p.tags.at[0], "Beta testers");
    assert_int_equal(person(s, "info@fjord.example").emails.n, 1);
    again_changes_nothing(s, FIXTURE("google.vcf"));
}

/* Version 2.1: quoted-printable in a code page, a card within the card, base64 that ends with a blank line. */
static void outlook(void **state) {
    struct sandbox *s = *state;
    struct run r = run_file(s, FIXTURE("outlook_21.vcf"));
    OK(s, r.status);
    counts(&r, 1, 1, 0, 0, 0, 0);
    bl_import_close(r.job);
    struct bl_person p = person(s, "Jörg Müller");
    assert_string_equal(p.company, "Bäckerei Müller GmbH");
    assert_string_equal(p.last_name, "Müller");
    assert_string_equal(p.note, "Hat am 3.\nnach dem Preis gefragt, will ein Angebot; kündigt sonst");
    assert_string_equal(p.emails.at[0], "joerg@mueller.example"); /* the preferred one first */
    assert_int_equal(p.phones.n, 2);
    again_changes_nothing(s, FIXTURE("outlook_21.vcf"));
}

static void nextcloud(void **state) {
    struct sandbox *s = *state;
    struct run r = run_file(s, FIXTURE("nextcloud_40.vcf"));
    OK(s, r.status);
    counts(&r, 2, 2, 0, 0, 0, 0);
    assert_string_equal(person(s, "hello@lotus.example").company, "Lotus Labs"); /* KIND:org */
    bl_import_close(r.job);
    struct bl_person p = person(s, "Maya Chen");
    assert_string_equal(p.title, "Head of Product");
    assert_string_equal(p.emails.at[0], "maya@lotus.example");
    assert_string_equal(p.phones.at[0], "+1-555-010-7777");
    assert_string_equal(p.note, "a line\nand another with \\ in it");
    assert_int_equal(p.tags.n, 2);
    again_changes_nothing(s, FIXTURE("nextcloud_40.vcf"));
}

static void in_utf16_and_with_a_mark(void **state) {
    struct sandbox *s = *state;
    static const char plain[] = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoe \xC3\x89toile\r\nEND:VCARD\r\n";
    char wide[400];
    size_t n = 0;
    wide[n++] = '\xFF', wide[n++] = '\xFE';
    for (const char *c = plain; *c; c++) {
        unsigned u = (unsigned char)*c;
        if (u == 0xC3) u = 0xC0u + ((unsigned char)*++c & 0x3Fu);
        wide[n++] = (char)u, wide[n++] = 0;
    }
    struct run r = run_file(s, write_file(s, "wide.vcf", wide, n));
    OK(s, r.status);
    counts(&r, 1, 1, 0, 0, 0, 0);
    bl_import_close(r.job);
    assert_string_equal(person(s, "Zoe").name, "Zoe Étoile");
    r = run_text(s, "mark.vcf", bl_arena_printf(&s->arena, "\xEF\xBB\xBF\n%s", plain));
    OK(s, r.status);
    counts(&r, 1, 0, 0, 1, 0, 0);
    bl_import_close(r.job);
}

/* Each costs only itself, and is told with the line it begins on. Mended, they come in. */
static void broken_cards(void **state) {
    struct sandbox *s = *state;
    struct bl_import_options options = options_for(FIXTURE("broken.vcf"));
    const char *rejects = bl_arena_printf(&s->arena, "%s/rejects.vcf", s->dir);
    options.rejects_fd = open(rejects, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    struct run r = run_pieces(s, options, 1 << 16);
    close(options.rejects_fd);
    assert_int_equal(r.status, BL_REJECTS);
    counts(&r, 7, 1, 0, 0, 5, 1);
    assert_string_equal(reason_on(&r, 1), "the card has no end (END:VCARD)");
    assert_string_equal(reason_on(&r, 11), "stands in no card");
    assert_string_equal(reason_on(&r, 12), "“bob@@x” is not an e-mail address");
    assert_string_equal(reason_on(&r, 17), "no name and no e-mail address");
    assert_string_equal(reason_on(&r, 22), "nothing in it to keep");
    assert_string_equal(reason_on(&r, 25), "the card has no end (END:VCARD)");
    assert_true(told(&r, "is no line of a vCard"));
    bl_import_close(r.job);
    assert_string_equal(person(s, "Second Person").email, "second@x.example");

    const char *bad = read_back(s, rejects);
    BL_AUTO(bl_buf) struct bl_buf mended = {0};
    const char *at = strstr(bad, "bob@@x");
    assert_non_null(at);
    bl_buf_add(&mended, bad, (size_t)(at - bad));
    bl_buf_str(&mended, "bob@x.example");
    bl_buf_str(&mended, at + strlen("bob@@x"));
    r = run_text(s, "mended.vcf", bl_buf_text(&mended));
    assert_int_equal(r.status, BL_REJECTS); /* the two that name nobody */
    counts(&r, 5, 3, 0, 0, 1, 1);
    bl_import_close(r.job);
    assert_string_equal(person(s, "Last Person").email, "last@x.example");
    assert_string_equal(person(s, "First Person").email, "first@x.example");
    assert_null(person(s, "Bad Address").note);
}

static void columns_are_refused(void **state) {
    struct sandbox *s = *state;
    struct bl_import_options options = options_for(FIXTURE("google.vcf"));
    struct bl_pair map = {"name", "1"};
    options.map = (struct bl_pairs){&map, 1};
    struct run r = run_pieces(s, options, 1 << 16);
    assert_int_equal(r.status, BL_USAGE);
    assert_non_null(strstr(s->err.text, "no columns"));
}

/* A photograph of some megabytes is passed by; a card that is too long otherwise costs itself; a value may be long. */
static void giants(void **state) {
    struct sandbox *s = *state;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_buf_str(&text, "BEGIN:VCARD\nVERSION:3.0\nFN:Photo Person\nPHOTO;ENCODING=b:");
    bl_buf_fill(&text, 'A', 3 << 20);
    bl_buf_str(&text, "\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Long Person\nNOTE:");
    bl_buf_fill(&text, 'B', 2 << 20);
    bl_buf_str(&text, "\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Folded Person\n");
    for (int i = 0; i < 40000; i++) bl_buf_str(&text, "PHOTO;ENCODING=b:AAAAAAAAAAAAAAAAAAAAAAAAAA\n BBBBBBBBBBBBBBBBBBBBBBBB\n");
    bl_buf_str(&text, "NOTE:");
    bl_buf_fill(&text, 'C', 200000);
    bl_buf_str(&text, "\nEND:VCARD\n");
    struct run r = run_file(s, write_file(s, "giants.vcf", text.data, text.len));
    assert_int_equal(r.status, BL_REJECTS);
    counts(&r, 3, 2, 0, 0, 1, 0);
    assert_string_equal(reason_on(&r, 6), "longer than 1 MiB");
    bl_import_close(r.job);
    assert_int_equal(strlen(person(s, "Folded Person").note), 200000);
}

/* ---- our own, out and in again ---- */

static enum bl_status sink(void *to, const char *bytes, size_t n, struct bl_error *err) {
    (void)err;
    bl_buf_add(to, bytes, n);
    return BL_OK;
}

static const char *exported(struct sandbox *s, const char *format) {
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    struct bl_export_options options = {.format = format};
    OK(s, bl_export(s->store, &options, sink, &out, NULL, &s->err));
    return bl_arena_str(&s->arena, bl_buf_text(&out));
}

static void our_own_book(void **state) {
    struct sandbox *s = *state;
    static const char book[] =
        "name,first_name,last_name,email,phone,url,company,title,source,tags,stage,moment,status,first_contact,note,custom.budget\n"
        "Ann Berg,Ann,Berg,ann@x.example; ann@y.example,+49 30 555,https://x.example,\"Berg; Söhne, KG\",CEO,fair,beta; "
        "vip,selection,outcomes,,2025-01-02,\"two\nlines, and \\ more; yes\",5; 6\n"
        "Sam Same,,,,,,,,,,,,,,,\n"
        "Sam Same,,,,,,,,,,,,,,,\n"
        "Pia Parked,,,pia@x.example,,,,,,,education,connect,parked until 2026-12-24,,,\n"
        "Lou Lost,,,lou@x.example,,,,,,,selection,connect,lost,,,\n";
    struct run r = run_text(s, "book.csv", book);
    OK(s, r.status);
    counts(&r, 5, 5, 0, 0, 0, 0);
    bl_import_close(r.job);
    const char *first = exported(s, "vcard");
    assert_non_null(strstr(first, "X-BOWLINE-STATUS:parked until 2026-12-24"));

    struct sandbox *other;
    assert_int_equal(sandbox_setup((void **)&other), 0);
    const char *path = write_file(other, "book.vcf", first, strlen(first));
    r = run_file(other, path);
    OK(other, r.status);
    counts(&r, 5, 5, 0, 0, 0, 0);
    bl_import_close(r.job);
    assert_string_equal(exported(other, "vcard"), first);
    again_changes_nothing(other, path);
    assert_int_equal(sandbox_teardown((void **)&other), 0);
}

/* ---- records in pieces ---- */

static void show(struct bl__source *source, size_t limit, struct bl_buf *out) {
    struct bl__cards *cards = NULL;
    struct bl_error err;
    struct bl__row row;
    assert_int_equal(bl__cards_open(source, &cards, &err), BL_OK);
    if (limit) bl__cards_limit(cards, limit);
    for (bool end = false;;) {
        assert_int_equal(bl__cards_next(cards, &row, &end, &err), BL_OK);
        if (end) break;
        bl_buf_addf(out, "%lld %s %zu\n", (long long)row.line, row.bad ? row.bad : "", row.n);
        for (size_t i = 0; i < row.n; i++) bl_buf_addf(out, "  %s\n", row.at[i].s);
        bl_buf_add(out, row.raw, row.raw_n);
    }
    bl__cards_close(cards);
}

static void the_same_in_any_piece(void **state) {
    struct sandbox *s = *state;
    static const char *const files[] = {"apple_icloud.vcf", "google.vcf", "outlook_21.vcf", "nextcloud_40.vcf", "broken.vcf"};
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        const char *text = read_back(s, bl_arena_printf(&s->arena, FIXTURE("%s"), files[f]));
        BL_AUTO(bl_buf) struct bl_buf want = {0};
        struct bl__source source;
        OK(s, bl__source_memory(&source, text, strlen(text), &s->err));
        show(&source, 0, &want);
        bl__source_close(&source);
        for (size_t chunk = 1; chunk < 40; chunk += 6) {
            BL_AUTO(bl_buf) struct bl_buf got = {0};
            size_t mark;
            int fd = open(write_file(s, "piece.vcf", text, strlen(text)), O_RDONLY);
            OK(s, bl__source_open(&source, fd, 0, &s->err));
            OK(s, bl__decoder_open(&source.decoder, "utf-8", "", 0, &mark, &s->err));
            source.chunk = chunk;
            show(&source, 0, &got);
            bl__source_close(&source);
            close(fd);
            assert_string_equal(bl_buf_text(&got), bl_buf_text(&want));
        }
    }
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, sandbox_setup, sandbox_teardown)
    const struct CMUnitTest tests[] = {
        T(apple),
        T(google),
        T(outlook),
        T(nextcloud),
        T(in_utf16_and_with_a_mark),
        T(broken_cards),
        T(columns_are_refused),
        T(giants),
        T(our_own_book),
        T(the_same_in_any_piece),
    };
    return cmocka_run_group_tests_name("store/cards", tests, NULL, NULL);
}
