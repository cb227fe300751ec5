/* Imports into a real file: the counts of every fixture, the people they make, what is told, what is written of rejects, and that undo gives the
 * former state to the byte. */
#include "store/importing.h"

#define FIXTURE(name) "tests/fixtures/csv/" name

/* ---- which column holds the names ---------------------------------------------------------------------------------------------- */

static enum bl_import_field field_of(const struct run *r, const char *column) {
    for (size_t i = 0; i < r->report->mapping_count; i++)
        if (strcmp(r->report->mapping[i].column, column) == 0) return r->report->mapping[i].field;
    fail_msg("no column %s", column);
    return BL_IF_SKIP;
}

/* "Customer" is people or organisations: the values and the other columns tell. */
static void customers(void **state) {
    struct sandbox *s = *state;
    static const struct {
        const char *text, *column;
        enum bl_import_field field;
    } files[] = {
        {"Customer,Email\nAnna Berg,anna@berg.example\nBo Lee,bo@lee.example\n", "Customer", BL_IF_NAME},
        {"Customer,Email\nBerg GmbH,x@berg.example\nLee & Sons,y@lee.example\n", "Customer", BL_IF_COMPANY},
        {"Client,Contact,Email\nBerg,Cy Berg,cy@berg.example\n", "Client", BL_IF_COMPANY},
        {"Kunde;E-Mail;Firma\nDora Klein;dora@klein.example;Klein AG\n", "Kunde", BL_IF_NAME},
        {"Kunde;Ansprechpartner;E-Mail\nKlein;Eva Klein;eva@klein.example\n", "Ansprechpartner", BL_IF_NAME},
        {"Account,Person,Email\nNorth,Flo North,flo@north.example\n", "Account", BL_IF_COMPANY},
        {"Business Name,Name,Email\nSouth,Gil South,gil@south.example\n", "Business Name", BL_IF_COMPANY},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct run r = run_text(s, "list.csv", files[i].text);
        OK(s, r.status);
        if (field_of(&r, files[i].column) != files[i].field)
            fail_msg("file %zu: %s is “%s”", i, files[i].column, bl_import_field_name(field_of(&r, files[i].column)));
        bl_import_close(r.job);
    }
    assert_string_equal(person(s, "Anna Berg").email, "anna@berg.example");
    assert_string_equal(person(s, "Eva Klein").company, "Klein");
}

/* People called by their addresses are told first, with the columns that may hold their names; a name that comes later fills the blank. */
static void nameless(void **state) {
    struct sandbox *s = *state;
    static const char text[] = "Wer,Email,Team size\nAnna Berg,anna@berg.example,4\nBo Lee,bo@lee.example,7\n";
    struct run r = run_text(s, "list.csv", text);
    OK(s, r.status);
    counts(&r, 2, 2, 0, 0, 0, 0);
    assert_non_null(r.report->nameless);
    assert_ptr_equal(r.report->asked.at[0], r.report->nameless);
    assert_non_null(strstr(r.report->nameless, "--map name=Wer (columns: Wer)"));
    bl_import_close(r.job);
    char *before = sandbox_dump(s);
    r = run_text(s, "list.csv", text);
    OK(s, r.status);
    counts(&r, 2, 0, 0, 2, 0, 0);
    assert_int_equal(r.report->count[BL_ROW_CONFLICT], 0);
    bl_import_close(r.job);
    assert_string_equal(sandbox_dump(s), before);

    struct bl_import_options options = options_for(write_file(s, "list.csv", text, sizeof text - 1));
    struct bl_pair wish = {"name", "Wer"};
    options.map = (struct bl_pairs){&wish, 1};
    r = run_with(s, options);
    OK(s, r.status);
    counts(&r, 2, 0, 2, 0, 0, 0);
    assert_int_equal(r.report->count[BL_ROW_CONFLICT], 0);
    assert_null(r.report->nameless);
    bl_import_close(r.job);
    assert_string_equal(person(s, "Anna Berg").email, "anna@berg.example");
    r = run_text(s, "list.csv", text);
    OK(s, r.status);
    counts(&r, 2, 0, 0, 2, 0, 0);
    assert_int_equal(r.report->count[BL_ROW_CONFLICT], 0);
    bl_import_close(r.job);
    sandbox_balanced(s);
}

/* A field of that name would never be seen by the program's own "mrr". */
static void own_words(void **state) {
    struct sandbox *s = *state;
    static const char *const words[] = {"mrr", "MRR", "custom.mrr", "status", "last"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct bl_import_options options = options_for(write_file(s, "m.csv", "Name,Paid\nAnn,5\n", 16));
        struct bl_pair wish = {words[i], "Paid"};
        options.map = (struct bl_pairs){&wish, 1};
        struct run r = run_with(s, options);
        assert_int_equal(r.status, BL_USAGE);
        assert_non_null(strstr(s->err.hint, "custom.list_"));
    }
}

/* ---- LinkedIn ------------------------------------------------------------------------------------------------------------------ */

static void linkedin_then_again(void **state) {
    struct sandbox *s = *state;
    struct run r = run_file(s, FIXTURE("linkedin_Connections.csv"));
    OK(s, r.status);
    counts(&r, 3, 2, 0, 0, 0, 1);
    assert_string_equal(r.report->preset, "linkedin_connections");
    assert_int_equal(r.report->header_line, 4);
    assert_string_equal(r.report->encoding, "utf-8");
    assert_int_equal(r.report->delimiter, ',');
    assert_int_equal(r.report->reject_count, 1);
    assert_true(r.report->rejects[0].skipped);
    assert_int_equal(r.report->rejects[0].line, 7);
    assert_string_equal(r.report->rejects[0].reason, "hidden profile: no name");
    assert_int_equal(r.report->bytes, r.report->bytes_total);
    bl_import_close(r.job);

    struct bl_person p = person(s, "Reyes");
    assert_string_equal(p.name, "Tomás Reyes, PhD");
    assert_string_equal(p.first_name, "Tomás");
    assert_string_equal(p.company, "Contoso");
    assert_string_equal(p.title, "Engineer, \"Platform\"");
    assert_string_equal(p.email, "tomas@example.org");
    assert_string_equal(p.urls.at[0], "https://www.linkedin.com/in/tomasreyes-x2");
    assert_string_equal(p.source, "LinkedIn");
    assert_int_equal(p.first_contact, bl_day_of(2019, 11, 14));
    assert_false(p.in_play);
    assert_int_equal(p.at.stage, BL_AWARENESS);
    assert_int_equal(p.at.moment, BL_CONNECT);
    assert_int_equal(p.at.opened_on, bl_day_of(2026, 11, 21));

    char *before = sandbox_dump(s);
    r = run_file(s, FIXTURE("linkedin_Connections.csv"));
    OK(s, r.status);
    counts(&r, 3, 0, 0, 2, 0, 1);
    assert_int_equal(r.report->step, 0);
    bl_import_close(r.job);
    assert_string_equal(sandbox_dump(s), before);
    sandbox_balanced(s);
}

static void linkedin_of_2020(void **state) {
    struct sandbox *s = *state;
    struct run r = run_file(s, FIXTURE("linkedin_Connections_2020.csv"));
    OK(s, r.status);
    counts(&r, 1, 1, 0, 0, 0, 0);
    assert_string_equal(r.report->preset, "linkedin_connections");
    assert_int_equal(r.report->header_line, 1);
    bl_import_close(r.job);
    assert_int_equal(person(s, "Ada").first_contact, bl_day_of(2020, 3, 1));
}

static void step_is_named_and_undone(void **state) {
    struct sandbox *s = *state;
    struct bl_step_row *rows;
    size_t n;
    sandbox_add(s, "Maya Chen", BL_NO_DAY);
    char *before = sandbox_dump(s);
    struct run r = run_file(s, FIXTURE("linkedin_Connections.csv"));
    OK(s, r.status);
    assert_true(r.report->step > 0);
    bl_import_close(r.job);
    char *after = sandbox_dump(s);
    OK(s, bl_step_list(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_string_equal(rows[0].name, "import linkedin_Connections.csv: 2 people");
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_string_equal(sandbox_dump(s), before);
    OK(s, bl_redo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_string_equal(sandbox_dump(s), after);
    sandbox_balanced(s);
}

/* ---- the other exporters ------------------------------------------------------------------------------------------------------------ */

static void every_fixture(void **state) {
    static const struct {
        const char *file;
        int rows, added, updated, rejected, skipped;
        char delimiter;
        int header_line;
        const char *name, *email, *company, *title, *phone;
    } expect[] = {
        {FIXTURE("airtable_bom_quoted_header.csv"), 1, 1, 0, 0, 0, ',', 1, "A, B", "a@example.com", NULL, NULL, NULL},
        {FIXTURE("brevo_semicolon.csv"), 1, 1, 0, 0, 0, ';', 1, "Bruno Durand", "br@example.fr", NULL, NULL, "33611111111"},
        {FIXTURE("excel_sv_sep_hint.csv"), 1, 1, 0, 0, 0, ';', 2, "Britt Berg", "britt@example.se", NULL, NULL, "070-111 22 33"},
        {FIXTURE("google_new.csv"), 1, 1, 0, 0, 0, ',', 1, "Grace Example", "grace@navy.example", "Navy Yard", "Admiral", "+1 555 0199"},
        {FIXTURE("google_old.csv"), 1, 1, 0, 0, 0, ',', 1, "Имя Фамилия", "imya@example.org", NULL, NULL, "+7 000 000-00-00"},
        {FIXTURE("hubspot.csv"), 2, 1, 0, 0, 1, ',', 1, "Camille Exemple", "CAMILLE@Example.com", NULL, NULL, "+33 6 00 00 00 00"},
        {FIXTURE("luma.csv"), 1, 1, 0, 0, 0, ',', 1, "Sample, Bob", "bob@example.com", NULL, NULL, NULL},
        {FIXTURE("notion_bom.csv"), 1, 1, 0, 0, 0, ',', 1, "Task", NULL, "Acme", NULL, NULL},
        {FIXTURE("pipedrive.csv"), 1, 1, 0, 0, 0, ',', 1, "Jo Pipe", "jo@bygg.example", "Bygg AB, Väst", NULL, NULL},
        {FIXTURE("slack_members.csv"), 2, 1, 0, 0, 1, ',', 1, "Jane Doe", "jane@example.com", NULL, NULL, NULL},
        {FIXTURE("subscribed_email_audience_export_abc.csv"), 1, 1, 0, 0, 0, ',', 1, "Marc", "mc@example.fr", NULL, NULL, NULL},
        {FIXTURE("substack_email_list.csv"), 2, 1, 1, 0, 0, ',', 1, "carol@example.com", "carol@example.com", NULL, NULL, NULL},
        {FIXTURE("thunderbird_trailing_comma.csv"), 1, 1, 0, 0, 0, ',', 1, "T Bird", "t@example.org", NULL, NULL, NULL},
        {FIXTURE("unterminated_quote.csv"), 2, 1, 0, 1, 0, ',', 1, "Bob", "bob@example.com", NULL, NULL, NULL},
    };
    struct sandbox *s = *state;
    for (size_t i = 0; i < sizeof expect / sizeof *expect; i++) {
        struct run r = run_file(s, expect[i].file);
        if (r.status != BL_OK && r.status != BL_REJECTS) fail_msg("%s: %s (%s)", expect[i].file, s->err.text, s->err.hint);
        counts(&r, expect[i].rows, expect[i].added, expect[i].updated,
               expect[i].rows - expect[i].added - expect[i].updated - expect[i].rejected - expect[i].skipped, expect[i].rejected,
               expect[i].skipped);
        assert_int_equal(r.report->delimiter, expect[i].delimiter);
        assert_int_equal(r.report->header_line, expect[i].header_line);
        bl_import_close(r.job);
        again_changes_nothing(s, expect[i].file);
        struct bl_person p = person(s, expect[i].email ? expect[i].email : expect[i].name);
        assert_string_equal(p.name, expect[i].name);
        if (expect[i].email) assert_string_equal(p.emails.at[0], expect[i].email);
        if (expect[i].company)
            assert_string_equal(p.company, expect[i].company);
        else
            assert_null(p.company);
        if (expect[i].title)
            assert_string_equal(p.title, expect[i].title);
        else
            assert_null(p.title);
        assert_int_equal(p.phones.n > 0, expect[i].phone != NULL);
        if (expect[i].phone) assert_string_equal(p.phones.at[0], expect[i].phone);
        struct bl_step_row *rows; /* invented people of two exporters share an address: each file is read into an empty book */
        size_t n;
        OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
        assert_int_equal(people(s), 0);
    }
    sandbox_balanced(s);
}

static void many_values_and_what_is_asked(void **state) {
    struct sandbox *s = *state;
    struct run r = run_file(s, FIXTURE("google_new.csv"));
    OK(s, r.status);
    bl_import_close(r.job);
    struct bl_person p = person(s, "Grace");
    assert_int_equal(p.emails.n, 2);
    assert_int_equal(p.phones.n, 2);
    assert_int_equal(p.tags.n, 1);
    assert_string_equal(p.tags.at[0], "Investors");
    assert_string_equal(p.note, "met at\nconf");

    static const char dates[] = "Mail;ADDED_TIME;Vorname\nbr@example.fr;12-04-2022 09:30;Bruno\n";
    const char *path = write_file(s, "dates.csv", dates, sizeof dates - 1);
    r = run_file(s, path); /* 12-04-2022: nothing says which is the month */
    OK(s, r.status);
    assert_true(told(&r, "ADDED_TIME"));
    assert_true(told(&r, "--date-order"));
    bl_import_close(r.job);
    assert_int_equal(person(s, "Bruno").first_contact, BL_NO_DAY);
    struct bl_import_options options = options_for(path);
    options.date_order = "dmy";
    r = run_with(s, options);
    OK(s, r.status);
    counts(&r, 1, 0, 1, 0, 0, 0);
    bl_import_close(r.job);
    assert_int_equal(person(s, "Bruno").first_contact, bl_day_of(2022, 4, 12));

    r = run_file(s, FIXTURE("notion_bom.csv"));
    OK(s, r.status);
    assert_true(told(&r, "Warm"));
    bl_import_close(r.job);
    assert_int_equal(person(s, "Task").at.stage, BL_AWARENESS);
    assert_int_equal(person(s, "Task").first_contact, bl_day_of(2026, 1, 5));

    r = run_file(s, FIXTURE("subscribed_email_audience_export_abc.csv"));
    OK(s, r.status);
    bl_import_close(r.job);
    p = person(s, "Marc");
    assert_int_equal(p.tags.n, 2);
    assert_string_equal(p.note, "two\nlines");
}

static void not_people(void **state) {
    struct sandbox *s = *state;
    const char *path = write_file(s, "book.xlsx", "PK\3\4[Content_Types].xml", 23);
    struct run r = run_file(s, path);
    assert_int_equal(r.status, BL_USAGE);
    assert_non_null(strstr(s->err.text, "Excel"));
    r = run_file(s, write_file(s, "empty.csv", "", 0));
    assert_int_equal(r.status, BL_REFUSED);
    r = run_file(s, write_file(s, "header.csv", "Name,Email\n", 11));
    assert_int_equal(r.status, BL_REFUSED);
    bl_import_close(r.job);
    r = run_file(s, write_file(s, "bad.csv", "Name,Email\nAnn,ann@@x\n,\n", 24));
    assert_int_equal(r.status, BL_REFUSED);
    counts(&r, 2, 0, 0, 0, 1, 1);
    bl_import_close(r.job);
    assert_int_equal(people(s), 0);
    assert_false(bl_step_open(s->store));
}

/* ---- options --------------------------------------------------------------------------------------------------------------------------- */

static void dry_run_writes_nothing(void **state) {
    struct sandbox *s = *state;
    struct bl_import_options options = options_for(FIXTURE("linkedin_Connections.csv"));
    options.dry = true;
    struct run r = run_with(s, options);
    OK(s, r.status);
    counts(&r, 3, 2, 0, 0, 0, 1);
    assert_true(r.report->dry);
    assert_int_equal(r.report->step, 0);
    assert_int_equal(r.report->example_count[BL_ROW_NEW], 2);
    assert_string_equal(r.report->examples[BL_ROW_NEW][0].text, "Ines Okafor-Lindqvist, Northwind Analytics, Inc. · since 8 Feb");
    bl_import_close(r.job);
    assert_int_equal(people(s), 0);
    assert_false(bl_store_exists(s->store));
    sandbox_add(s, "Maya Chen", BL_NO_DAY);
    char *before = sandbox_dump(s);
    options = options_for(FIXTURE("linkedin_Connections.csv"));
    options.dry = true;
    r = run_with(s, options);
    OK(s, r.status);
    bl_import_close(r.job);
    assert_string_equal(sandbox_dump(s), before);
}

static void left_half_way(void **state) {
    struct sandbox *s = *state;
    sandbox_add(s, "Maya Chen", BL_NO_DAY);
    char *before = sandbox_dump(s);
    struct bl_import_options options = options_for(FIXTURE("linkedin_Connections.csv"));
    struct bl_import *job;
    bool done = false;
    OK(s, bl_import_open(s->store, &options, &job, &s->err));
    OK(s, bl_import_step(job, 1, &done, &s->err));
    assert_false(done);
    bl_import_close(job);
    close(options.fd);
    assert_string_equal(sandbox_dump(s), before);
    sandbox_add(s, "Tom Reed", BL_NO_DAY); /* the file takes writes again */
}

static void said_by_the_user(void **state) {
    static const char text[] = "Kunde;Adresse;Wert;Seit\nMaya Chen;maya@x.example;12;03.04.2024\n";
    struct sandbox *s = *state;
    struct bl_pair map[] = {{"name", "Kunde"}, {"email", "2"}, {"value", "wert"}, {"first_contact", "Seit"}};
    struct bl_import_options options = options_for(write_file(s, "kunden.csv", text, sizeof text - 1));
    options.map = (struct bl_pairs){map, 4};
    options.source = "fair";
    options.tag = "2026";
    options.stage = BL_EDUCATION;
    options.moment = BL_COMMUNITY;
    struct run r = run_with(s, options);
    OK(s, r.status);
    counts(&r, 1, 1, 0, 0, 0, 0);
    assert_string_equal(r.report->mapping[0].reason, "as you said");
    bl_import_close(r.job);
    struct bl_person p = person(s, "Maya");
    assert_string_equal(p.email, "maya@x.example");
    assert_string_equal(p.source, "fair");
    assert_string_equal(p.tags.at[0], "2026");
    assert_string_equal(p.custom.at[0].name, "value");
    assert_string_equal(p.custom.at[0].value, "12");
    assert_int_equal(p.at.stage, BL_EDUCATION);
    assert_int_equal(p.at.moment, BL_COMMUNITY);
    assert_int_equal(p.first_contact, bl_day_of(2024, 4, 3));
    sandbox_balanced(s);
}

static void without_a_header(void **state) {
    static const char text[] = "Maya Chen,maya@x.example\nTom Reed,tom@x.example\n";
    struct sandbox *s = *state;
    struct bl_pair map[] = {{"name", "1"}, {"email", "2"}};
    struct bl_import_options options = options_for(write_file(s, "list.csv", text, sizeof text - 1));
    options.map = (struct bl_pairs){map, 2};
    struct run r = run_with(s, options);
    OK(s, r.status);
    counts(&r, 2, 2, 0, 0, 0, 0);
    assert_int_equal(r.report->header_line, 0);
    bl_import_close(r.job);
    static const char plain[] = "Acme GmbH;+49 30 1234567;Ann Lee;ann@x.example\nBeta Ltd;+49 30 7654321;Bob Ray;bob@x.example\n";
    r = run_file(s, write_file(s, "plain.csv", plain, sizeof plain - 1));
    OK(s, r.status);
    counts(&r, 2, 2, 0, 0, 0, 0);
    bl_import_close(r.job);
    assert_string_equal(person(s, "Ann").company, "Acme GmbH");
    assert_string_equal(person(s, "Ann").phones.at[0], "+49 30 1234567");
    assert_string_equal(person(s, "Bob").emails.at[0], "bob@x.example");
    static const char words[] = "pear,red\nplum,blue\n";
    r = run_file(s, write_file(s, "words.csv", words, sizeof words - 1));
    assert_int_equal(r.status, BL_USAGE);
    assert_non_null(strstr(s->err.hint, "--map"));
}

static void states_in_our_own_words(void **state) {
    static const char text[] = "name,stage,moment\nMaya Chen,Selection,one to one\nTom Reed,growth,\n";
    struct sandbox *s = *state;
    struct run r = run_file(s, write_file(s, "own.csv", text, sizeof text - 1));
    OK(s, r.status);
    bl_import_close(r.job);
    assert_int_equal(person(s, "Maya").at.stage, BL_SELECTION);
    assert_int_equal(person(s, "Maya").at.moment, BL_ONE_TO_ONE);
    assert_int_equal(person(s, "Tom").at.stage, BL_GROWTH);
    sandbox_balanced(s);
}

static bool told_by(const struct run *r, const char *what) {
    for (size_t i = 0; i < r->report->asked.n; i++)
        if (strstr(r->report->asked.at[i], what)) return true;
    return false;
}

/* What exporters say of people: their words become stages, tags and sources; what nobody knows is asked; consent is never read. */
static void exporters_speak(void **state) {
    static const struct {
        const char *file, *preset, *who;
        int stage;
        const char *source, *tag;
    } expect[] = {
        {FIXTURE("hubspot.csv"), "hubspot", "Camille", BL_SELECTION, "HubSpot", NULL},
        {FIXTURE("pipedrive.csv"), "pipedrive_people", "Jo Pipe", BL_SELECTION, "Pipedrive", "Partner"},
        {FIXTURE("luma.csv"), "luma", "bob@example.com", BL_EDUCATION, "Luma", "Standard"},
        {FIXTURE("slack_members.csv"), "slack_members", "jane@example.com", BL_UTILIZATION, "Slack", NULL},
        {FIXTURE("substack_email_list.csv"), "substack", "carol@example.com", BL_UTILIZATION, "Substack", NULL},
        {FIXTURE("subscribed_email_audience_export_abc.csv"), "mailchimp", "Marc", BL_AWARENESS, "Mailchimp", "VIP"},
        {FIXTURE("google_new.csv"), "google_contacts_new", "Grace", BL_AWARENESS, "Google Contacts", "Investors"},
        {FIXTURE("google_old.csv"), "google_contacts_old", "imya@example.org", BL_AWARENESS, "Google Contacts", NULL},
        {FIXTURE("brevo_semicolon.csv"), "brevo", "Bruno", BL_AWARENESS, "Brevo", NULL},
        {FIXTURE("thunderbird_trailing_comma.csv"), "thunderbird", "T Bird", BL_AWARENESS, "Thunderbird", NULL},
    };
    struct sandbox *s = *state;
    for (size_t i = 0; i < sizeof expect / sizeof *expect; i++) {
        struct run r = run_file(s, expect[i].file);
        OK(s, r.status);
        if (!r.report->preset || strcmp(r.report->preset, expect[i].preset) != 0) fail_msg("%s is %s", expect[i].file, r.report->preset);
        bl_import_close(r.job);
        struct bl_person p = person(s, expect[i].who);
        if (p.at.stage != expect[i].stage) fail_msg("%s: %s", expect[i].file, bl_track_name(BL_STAGE, p.at.stage));
        assert_string_equal(p.source, expect[i].source);
        bool tagged = !expect[i].tag;
        for (size_t t = 0; t < p.tags.n; t++) tagged |= strcmp(p.tags.at[t], expect[i].tag ? expect[i].tag : "") == 0;
        if (!tagged) fail_msg("%s: no tag %s", expect[i].file, expect[i].tag);
        struct bl_step_row *rows;
        size_t n;
        OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
        assert_int_equal(people(s), 0);
    }
    sandbox_balanced(s);
}

/* Columns in another order, some missing, values as labels or internal names; the furthest of two columns counts. */
static void status_words(void **state) {
    static const char text[] = "Email,Lead Status,record id,LIFECYCLE STAGE,First name\n"
                               "a@x.example,OPEN_DEAL,1,lead,Ann\n"
                               "b@x.example,,2,Marketing Qualified Lead,Ben\n"
                               "c@x.example,Unqualified,3,,Cy\n"
                               "d@x.example,Champion,4,,Dot\n"
                               "e@x.example,,5,customer,Eve\n";
    struct sandbox *s = *state;
    struct run r = run_text(s, "list.csv", text);
    OK(s, r.status);
    counts(&r, 5, 5, 0, 0, 0, 0);
    assert_string_equal(r.report->preset, "hubspot");
    assert_true(told_by(&r, "Champion"));
    assert_true(told_by(&r, "--stage-map"));
    assert_true(told_by(&r, " was taken (--stage-map"));
    bl_import_close(r.job);
    assert_int_equal(person(s, "Ann").at.stage, BL_SELECTION);
    assert_int_equal(person(s, "Ben").at.stage, BL_EDUCATION);
    assert_int_equal(person(s, "Cy").at.stage, BL_AWARENESS);
    assert_int_equal(person(s, "Cy").at.status, BL_LOST);
    assert_int_equal(person(s, "Dot").at.stage, BL_AWARENESS);
    assert_int_equal(person(s, "Eve").at.stage, BL_ONBOARDING);
    again_changes_nothing(s, write_file(s, "list.csv", text, sizeof text - 1));
    sandbox_balanced(s);
}

/* Stages only go forward, a live journey is never closed by a list; undo gives back the former state, redo the later one. */
static void status_goes_forward(void **state) {
    static const char first[] = "id,Email,Name,Created (UTC),Status,Total Spend\n"
                                "1,a@x.example,Ann,2024-01-01 00:00,trialing,0\n"
                                "2,b@x.example,Ben,2024-01-01 00:00,active,90\n"
                                "3,c@x.example,Cy,2024-01-01 00:00,canceled,50\n";
    static const char second[] = "id,Email,Name,Created (UTC),Status,Total Spend\n"
                                 "1,a@x.example,Ann,2024-01-01 00:00,active,10\n"
                                 "2,b@x.example,Ben,2024-01-01 00:00,canceled,90\n"
                                 "3,c@x.example,Cy,2024-01-01 00:00,active,50\n"
                                 "4,d@x.example,Dot,2024-01-01 00:00,trialing,0\n"
                                 "4,d@x.example,Dot,2024-01-01 00:00,active,0\n";
    struct sandbox *s = *state;
    struct run r = run_text(s, "list.csv", first);
    OK(s, r.status);
    bl_import_close(r.job);
    assert_int_equal(person(s, "Ann").at.stage, BL_SELECTION);
    assert_int_equal(person(s, "Cy").at.stage, BL_COMMITMENT);
    assert_int_equal(person(s, "Cy").at.status, BL_CHURNED);
    sandbox_balanced(s);
    char *before = sandbox_dump(s);
    r = run_text(s, "list.csv", second);
    OK(s, r.status);
    counts(&r, 5, 1, 2, 2, 0, 0);
    assert_int_equal(r.report->count[BL_ROW_CONFLICT], 1);
    assert_non_null(strstr(r.report->examples[BL_ROW_CONFLICT][0].text, "churned in the file (keeps utilization)"));
    bl_import_close(r.job);
    assert_int_equal(person(s, "Ann").at.stage, BL_UTILIZATION);
    assert_false(person(s, "Ann").in_play);
    assert_int_equal(person(s, "Ben").at.status, BL_ACTIVE);
    assert_int_equal(person(s, "Cy").at.status, BL_CHURNED);
    assert_int_equal(person(s, "Dot").at.stage, BL_UTILIZATION);
    sandbox_balanced(s);
    char *after = sandbox_dump(s);
    r = run_text(s, "list.csv", second);
    OK(s, r.status);
    counts(&r, 5, 0, 0, 5, 0, 0);
    bl_import_close(r.job);
    assert_string_equal(sandbox_dump(s), after);
    struct bl_step_row *rows;
    size_t n;
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_string_equal(sandbox_dump(s), before);
    sandbox_balanced(s);
    OK(s, bl_redo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_string_equal(sandbox_dump(s), after);
    sandbox_balanced(s);
}

static void stage_map_of_the_user(void **state) {
    static const char text[] = "Name,Where\nAnn,Piloting now\nBen,Old friend\nCy,growth\n";
    struct sandbox *s = *state;
    struct bl_import_options options = options_for(write_file(s, "m.csv", text, sizeof text - 1));
    struct bl_pair column = {"stage", "Where"}, words[] = {{"piloting now", "selection"}, {"Old friend", "none"}};
    options.map = (struct bl_pairs){&column, 1};
    options.stage_map = (struct bl_pairs){words, 2};
    struct run r = run_with(s, options);
    OK(s, r.status);
    assert_int_equal(r.report->asked.n, 0);
    bl_import_close(r.job);
    assert_int_equal(person(s, "Ann").at.stage, BL_SELECTION);
    assert_int_equal(person(s, "Ben").at.stage, BL_AWARENESS);
    assert_int_equal(person(s, "Cy").at.stage, BL_GROWTH);
    options = options_for(write_file(s, "m.csv", text, sizeof text - 1));
    words[0].value = "moon";
    options.stage_map = (struct bl_pairs){words, 1};
    r = run_with(s, options);
    assert_int_equal(r.status, BL_USAGE);
    sandbox_balanced(s);
}

/* ---- fills, conflicts, rejects ----------------------------------------------------------------------------------------------------------- */

static void fills_and_never_flattens(void **state) {
    static const char first[] = "Name,Email,Company,Title\nAda Byron,ada@x.example,Acme,\n";
    static const char second[] = "Name,Email,Company,Title\nAda Byron,ADA@x.example,\"Acme, Inc.\",CTO\nAda Byron,,Contoso,\n";
    struct sandbox *s = *state;
    struct run r = run_file(s, write_file(s, "one.csv", first, sizeof first - 1));
    OK(s, r.status);
    bl_import_close(r.job);
    r = run_file(s, write_file(s, "two.csv", second, sizeof second - 1));
    OK(s, r.status);
    counts(&r, 2, 1, 1, 0, 0, 0);
    assert_int_equal(r.report->count[BL_ROW_CONFLICT], 1);
    assert_int_equal(r.report->count[BL_ROW_MAYBE], 1);
    assert_string_equal(r.report->examples[BL_ROW_CONFLICT][0].text,
                        "Ada Byron: company here “Acme”, in the file “Acme, Inc.” (keeps Acme)");
    assert_string_equal(r.report->examples[BL_ROW_UPDATED][0].text, "Ada Byron: title “CTO”");
    bl_import_close(r.job);
    struct bl_person p = person(s, "ada@x.example");
    assert_string_equal(p.company, "Acme");
    assert_string_equal(p.title, "CTO");
}

/* A list of addresses says nothing about the names of people already known. */
static void addresses_contradict_no_name(void **state) {
    static const char named[] = "Name,Email\nAda Byron,ada@x.example\n", bare[] = "Email\nADA@x.example\nbob@x.example\nBOB@x.example\n";
    struct sandbox *s = *state;
    struct run r = run_file(s, write_file(s, "named.csv", named, sizeof named - 1));
    OK(s, r.status);
    bl_import_close(r.job);
    r = run_file(s, write_file(s, "bare.csv", bare, sizeof bare - 1));
    OK(s, r.status);
    counts(&r, 3, 1, 0, 2, 0, 0);
    assert_int_equal(r.report->count[BL_ROW_CONFLICT], 0);
    bl_import_close(r.job);
    assert_string_equal(person(s, "ada@x.example").name, "Ada Byron");
    assert_string_equal(person(s, "bob@x.example").name, "bob@x.example");
}

static void rejects_mended_come_in(void **state) {
    static const char text[] = "Name;Email;Company\nAnn;ann@@x;Acme\nBob;bob@x.example;\"A; "
                               "B\"\nCy;cy@x.example;C;D\n\"Dee;dee@x.example;E\nEve;eve@x.example;\n;;Firm\n";
    struct sandbox *s = *state;
    struct bl_import_options options = options_for(write_file(s, "list.csv", text, sizeof text - 1));
    const char *rejects = bl_arena_printf(&s->arena, "%s/rejects.csv", s->dir);
    options.rejects_fd = open(rejects, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    struct run r = run_with(s, options);
    close(options.rejects_fd);
    assert_int_equal(r.status, BL_REJECTS);
    counts(&r, 6, 2, 0, 0, 4, 0);
    assert_int_equal(r.report->rejects[0].line, 2);
    assert_string_equal(r.report->rejects[0].column, "Email");
    assert_string_equal(r.report->rejects[0].reason, "“ann@@x” is not an e-mail address");
    assert_int_equal(r.report->rejects[2].line, 5);
    assert_non_null(strstr(r.report->rejects[2].reason, "never closed"));
    bl_import_close(r.job);
    assert_string_equal(read_back(s, rejects),
                        "\xEF\xBB\xBFnot imported because;Name;Email;Company\n"
                        "line 2: Email: “ann@@x” is not an e-mail address;Ann;ann@@x;Acme\n"
                        "line 4: 4 cells where the header has 3;Cy;cy@x.example;C;D\n"
                        "line 5: a quote is opened and never closed (mend the row, then empty its last cell);Dee;dee@x.example;E;"
                        "\"as it stood: \"\"Dee;dee@x.example;E\"\n"
                        "line 7: a company alone: no person and no way to reach it;;;Firm\n");
    static const char mended[] = "not imported because;Name;Email;Company\nline 2;Ann;ann@x.example;Acme\nx;Cy;cy@x.example;\"C;D\"\n"
                                 "x;Dee;dee@x.example;E;\n;Firm;;Firm\n";
    r = run_file(s, write_file(s, "mended.csv", mended, sizeof mended - 1));
    OK(s, r.status);
    counts(&r, 4, 4, 0, 0, 0, 0);
    bl_import_close(r.job);
    r = run_file(s, write_file(s, "mended.csv", mended, sizeof mended - 1));
    OK(s, r.status);
    counts(&r, 4, 0, 0, 4, 0, 0);
    bl_import_close(r.job);
}

/* ---- hostile files -------------------------------------------------------------------------------------------------------------------------- */

static void hostile_names(void **state) {
    struct sandbox *s = *state;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_buf_str(&text, "Name,Email\n\x1B[31mRed,red@x.example\n\xFF\xFE\x96 Dash,dash@x.example\n\"New\nLine\",line@x.example\nNul");
    bl_buf_chr(&text, '\0');
    bl_buf_str(&text, "Name,nul@x.example\n");
    bl_buf_fill(&text, 'L', 10240);
    bl_buf_str(&text, ",long@x.example\nJosé,jose@x.example\n");
    struct run r = run_file(s, write_file(s, "hostile.csv", text.data, text.len));
    assert_int_equal(r.status, BL_REJECTS);
    counts(&r, 6, 5, 0, 0, 1, 0);
    assert_int_equal(r.report->rejects[0].line, 6);
    assert_true(told(&r, "Windows-1252"));
    bl_import_close(r.job);
    assert_string_equal(person(s, "red@x.example").name, "\x1B[31mRed");
    assert_string_equal(person(s, "dash@x.example").name, "ÿþ– Dash");
    assert_string_equal(person(s, "line@x.example").name, "New\nLine");
    assert_int_equal(strlen(person(s, "long@x.example").name), 10240);
}

static void huge_cells_and_wide_rows(void **state) {
    struct sandbox *s = *state;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_buf_str(&text, "Name,Email\nAnn,ann@x.example\n\"");
    bl_buf_fill(&text, 'x', 5 << 20);
    bl_buf_str(&text, "\n\n");
    bl_buf_fill(&text, 'y', 3 << 20);
    bl_buf_str(&text, "\",huge@x.example\nBob,bob@x.example\nWide");
    bl_buf_fill(&text, ',', 300000);
    bl_buf_str(&text, "z\nCy,cy@x.example\n");
    struct run r = run_file(s, write_file(s, "huge.csv", text.data, text.len));
    assert_int_equal(r.status, BL_REJECTS);
    counts(&r, 5, 3, 0, 0, 2, 0);
    assert_int_equal(r.report->rejects[0].line, 3);
    assert_non_null(strstr(r.report->rejects[0].reason, "1 MiB"));
    bl_import_close(r.job);
}

static void utf16_and_windows(void **state) {
    static const char utf16[] = "\xFF\xFEN\0a\0m\0e\0\t\0E\0m\0a\0i\0l\0\r\0\n\0J\0o\0s\0\xE9\0\t\0j\0@\0x\0.\0e\0x\0\r\0\n\0";
    static const char ansi[] = "Nachname;Vorname;E-Mail-Adresse\r\nM\xFCller;J\xF6rg;jm@x.example\r\n";
    struct sandbox *s = *state;
    struct run r = run_file(s, write_file(s, "wide.txt", utf16, sizeof utf16 - 1));
    OK(s, r.status);
    assert_string_equal(r.report->encoding, "utf-16le");
    assert_int_equal(r.report->delimiter, '\t');
    bl_import_close(r.job);
    assert_string_equal(person(s, "j@x.ex").name, "José");
    r = run_file(s, write_file(s, "ansi.csv", ansi, sizeof ansi - 1));
    OK(s, r.status);
    assert_string_equal(r.report->encoding, "windows-1252");
    bl_import_close(r.job);
    assert_string_equal(person(s, "jm@x.example").name, "Jörg Müller");
}

/* The pieces the work is cut into change nothing. */
static void any_piece_size(void **state) {
    struct sandbox *s = *state;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_buf_str(&text, "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n");
    for (int i = 0; i < 20000; i++)
        bl_buf_addf(&text, "Maya%d,\"Chen %d\",https://www.linkedin.com/in/m%d,,\"Firm, \"\"%d\"\"\",Head,0%d Mar 2024\r\n", i, i,
                    i % 15000, i % 7, i % 9 + 1);
    const char *path = write_file(s, "many.csv", text.data, text.len);
    struct run r = run_pieces(s, options_for(path), 100);
    OK(s, r.status);
    counts(&r, 20000, 15000, 0, 5000, 0, 0);
    bl_import_close(r.job);
    r = run_pieces(s, options_for(path), 1 << 22);
    OK(s, r.status);
    counts(&r, 20000, 0, 0, 20000, 0, 0);
    bl_import_close(r.job);
    assert_int_equal(people(s), 15000);
    sandbox_balanced(s);
}

/* From a pipe: no seeking, no size, the same people. */
static void from_a_pipe(void **state) {
    static const char text[] = "Name,Met on\nMaya Chen,03/04/2024\nTom Reed,03/25/2024\n";
    struct sandbox *s = *state;
    int fds[2];
    assert_int_equal(pipe(fds), 0);
    assert_int_equal(write(fds[1], text, sizeof text - 1), sizeof text - 1);
    close(fds[1]);
    struct run r = run_with(s, (struct bl_import_options){.path = "-", .fd = fds[0], .rejects_fd = -1});
    OK(s, r.status);
    counts(&r, 2, 2, 0, 0, 0, 0);
    assert_string_equal(r.report->file, "standard input");
    assert_int_equal(r.report->bytes_total, 0);
    bl_import_close(r.job);
    assert_int_equal(person(s, "Maya").first_contact, bl_day_of(2024, 3, 4));
}

/* The only value that tells day from month stands far behind the sample. */
static void date_order_of_the_whole_column(void **state) {
    struct sandbox *s = *state;
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_buf_str(&text, "Name,Met on\n");
    for (int i = 0; i < 500; i++) bl_buf_addf(&text, "P%d,03/04/2024\n", i);
    bl_buf_str(&text, "Last,25/04/2024\n");
    struct run r = run_file(s, write_file(s, "dates.csv", text.data, text.len));
    OK(s, r.status);
    assert_int_equal(r.report->asked.n, 0);
    bl_import_close(r.job);
    assert_int_equal(person(s, "P7").first_contact, bl_day_of(2024, 4, 3));
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, sandbox_setup, sandbox_teardown)
    const struct CMUnitTest tests[] = {
        T(customers),
        T(nameless),
        T(own_words),
        T(linkedin_then_again),
        T(linkedin_of_2020),
        T(step_is_named_and_undone),
        T(every_fixture),
        T(many_values_and_what_is_asked),
        T(not_people),
        T(dry_run_writes_nothing),
        T(left_half_way),
        T(said_by_the_user),
        T(without_a_header),
        T(states_in_our_own_words),
        T(exporters_speak),
        T(status_words),
        T(status_goes_forward),
        T(stage_map_of_the_user),
        T(fills_and_never_flattens),
        T(addresses_contradict_no_name),
        T(rejects_mended_come_in),
        T(hostile_names),
        T(huge_cells_and_wide_rows),
        T(utf16_and_windows),
        T(any_piece_size),
        T(from_a_pipe),
        T(date_order_of_the_whole_column),
    };
    return cmocka_run_group_tests_name("store/import", tests, NULL, NULL);
}
