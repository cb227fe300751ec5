/* Which column is what: real headers of many exporters, what the user says, and that no column quietly takes another's place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "exchange/internal.h"

static void headers(void **state) {
    static const struct {
        const char *header;
        enum bl_import_field field;
    } known[] = {
        {"First Name", BL_IF_FIRST},
        {"first_name", BL_IF_FIRST},
        {"firstName", BL_IF_FIRST},
        {"FIRSTNAME", BL_IF_FIRST},
        {"Vorname", BL_IF_FIRST},
        {"Prénom", BL_IF_FIRST},
        {"Nombre", BL_IF_FIRST},
        {"Imię", BL_IF_FIRST},
        {"Имя", BL_IF_FIRST},
        {"名字", BL_IF_FIRST},
        {"Krstné meno", BL_IF_FIRST},
        {"Invitee First Name", BL_IF_FIRST},
        {"Nom", BL_IF_LAST},
        {"Nachname", BL_IF_LAST},
        {"Apellidos", BL_IF_LAST},
        {"Priezvisko", BL_IF_LAST},
        {"姓氏", BL_IF_LAST},
        {"Family Name", BL_IF_LAST},
        {"Name", BL_IF_NAME},
        {"What's your name, please?", BL_IF_NAME},
        {"Person - Name", BL_IF_NAME},
        {"fullname", BL_IF_NAME},
        {"Namn", BL_IF_NAME},
        {"Your name", BL_IF_NAME},
        {"E-mail 1 - Value", BL_IF_EMAIL},
        {"E-mail Address", BL_IF_EMAIL},
        {"Email", BL_IF_EMAIL},
        {"EMAIL", BL_IF_EMAIL},
        {"Person - Email - Work", BL_IF_EMAIL},
        {"E-Mail-Adresse", BL_IF_EMAIL},
        {"Adresse de messagerie", BL_IF_EMAIL},
        {"Indirizzo E-mail", BL_IF_EMAIL},
        {"Endereço de E-mail", BL_IF_EMAIL},
        {"Adres e-mail", BL_IF_EMAIL},
        {"電子郵件地址", BL_IF_EMAIL},
        {"E-post", BL_IF_EMAIL},
        {"Invitee Email", BL_IF_EMAIL},
        {"What is your email?", BL_IF_EMAIL},
        {"Work Email Address", BL_IF_EMAIL},
        {"Phone 1 - Value", BL_IF_PHONE},
        {"Phone Number", BL_IF_PHONE},
        {"Mobiltelefon", BL_IF_PHONE},
        {"Tél. mobile", BL_IF_PHONE},
        {"Celular", BL_IF_PHONE},
        {"Work Direct Phone", BL_IF_PHONE},
        {"SMS", BL_IF_PHONE},
        {"URL", BL_IF_URL},
        {"Person Linkedin Url", BL_IF_URL},
        {"LinkedIn", BL_IF_URL},
        {"Your LinkedIn profile", BL_IF_URL},
        {"Company / Account", BL_IF_COMPANY},
        {"Account Name", BL_IF_COMPANY},
        {"Organization 1 - Name", BL_IF_COMPANY},
        {"Société", BL_IF_COMPANY},
        {"Firma", BL_IF_COMPANY},
        {"Spoločnosť", BL_IF_COMPANY},
        {"Организация", BL_IF_COMPANY},
        {"公司", BL_IF_COMPANY},
        {"Which company do you work for?", BL_IF_COMPANY},
        {"Person - Organization", BL_IF_COMPANY},
        {"Position", BL_IF_TITLE},
        {"Job Title", BL_IF_TITLE},
        {"Organization 1 - Title", BL_IF_TITLE},
        {"Puesto", BL_IF_TITLE},
        {"Stanowisko", BL_IF_TITLE},
        {"What is your role in the company?", BL_IF_TITLE},
        {"Lead Source", BL_IF_SOURCE},
        {"How did you hear about us?", BL_IF_SOURCE},
        {"Notes", BL_IF_NOTE},
        {"Notizen", BL_IF_NOTE},
        {"Labels", BL_IF_TAGS},
        {"Group Membership", BL_IF_TAGS},
        {"Kategorien", BL_IF_TAGS},
        {"Connected On", BL_IF_FIRST_CONTACT},
        {"Met on", BL_IF_FIRST_CONTACT},
        {"created_at", BL_IF_FIRST_CONTACT},
        {"Created (UTC)", BL_IF_FIRST_CONTACT},
        {"Stage", BL_IF_STAGE},
        {"moment", BL_IF_MOMENT},
        /* decoys */
        {"Company Name for Emails", BL_IF_SKIP},
        {"E-mail 1 - Label", BL_IF_SKIP},
        {"Phone 1 - Type", BL_IF_SKIP},
        {"Email Status", BL_IF_SKIP},
        {"EMAIL_BLACKLISTED", BL_IF_SKIP},
        {"Contact owner", BL_IF_SKIP},
        {"Company Phone", BL_IF_SKIP},
        {"Company Linkedin Url", BL_IF_SKIP},
        {"Website", BL_IF_SKIP},
        {"username", BL_IF_SKIP},
        {"Event Type Name", BL_IF_SKIP},
        {"ticket_name", BL_IF_SKIP},
        {"qr_code_url", BL_IF_SKIP},
        {"Middle Name", BL_IF_SKIP},
        {"Name Prefix", BL_IF_SKIP},
        {"Phonetic First Name", BL_IF_SKIP},
        {"Organization 1 - Yomi Name", BL_IF_SKIP},
        {"Organization Department", BL_IF_SKIP},
        {"Company Address", BL_IF_SKIP},
        {"Address 1 - Country", BL_IF_SKIP},
        {"Fax Number", BL_IF_SKIP},
        {"email_disabled", BL_IF_SKIP},
        {"Lifecycle Stage", BL_IF_STAGE},
        {"Lead Status", BL_IF_STAGE},
        {"Deal Owner", BL_IF_SKIP},
        {"Notiz", BL_IF_NOTE},
        {"Bemerkung", BL_IF_NOTE},
        {"Téléphone", BL_IF_PHONE},
        {"Société", BL_IF_COMPANY},
        {"Prénom", BL_IF_FIRST},
        {"Nom", BL_IF_LAST},
        {"Portable", BL_IF_PHONE},
        {"Móvil", BL_IF_PHONE},
        {"Correo", BL_IF_EMAIL},
        {"Observações", BL_IF_NOTE},
        {"E-mailadres", BL_IF_EMAIL},
        {"Mobiel", BL_IF_PHONE},
        {"Mobil", BL_IF_PHONE},
        {"Ansprechpartner", BL_IF_NAME},
        {"Unternehmen", BL_IF_COMPANY},
        {"Unsubscribed", BL_IF_SKIP},
        {"Адрес электронной почты", BL_IF_EMAIL},
        {"البريد الإلكتروني", BL_IF_EMAIL},
        {"Nickname", BL_IF_SKIP},
        {"E-mail 2 Display Name", BL_IF_SKIP},
        {"", BL_IF_SKIP},
        {"Host Email", BL_IF_SKIP},
        {"CONTENT", BL_IF_SKIP},
        {"SENDER PROFILE URL", BL_IF_SKIP},
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        BL_AUTO(bl_arena) struct bl_arena arena = {0};
        struct bl__meaning meaning = bl__header_meaning(&arena, known[i].header, strlen(known[i].header));
        if (meaning.field != known[i].field)
            fail_msg("“%s” is “%s”, not “%s”", known[i].header, bl_import_field_name(meaning.field), bl_import_field_name(known[i].field));
    }
}

/* header.words is written by hand: a word that is not as headers are compared would never be met, one that stands twice met by its first field only. */
static void words_are_written_as_compared(void **state) {
    (void)state;
    for (const struct bl__known *at = bl__known_headers; at->key; at++) {
        BL_AUTO(bl_arena) struct bl_arena arena = {0};
        assert_string_equal(bl__header_key(&arena, at->key, strlen(at->key)), at->key);
        for (const struct bl__known *again = at + 1; again->key; again++)
            if (strcmp(again->key, at->key) == 0) fail_msg("“%s” stands twice", at->key);
    }
    for (const char *const *word = bl__birthday_headers; *word; word++) {
        BL_AUTO(bl_arena) struct bl_arena arena = {0};
        assert_string_equal(bl__header_key(&arena, *word, strlen(*word)), *word);
    }
}

/* The plan for headers written a;b;c, shown as field or `-` per column. */
static const char *plan_of(const char *header, const struct bl_pairs *map, struct bl_arena *arena, struct bl__plan *plan,
                           struct bl_error *err) {
    struct bl__cell cells[32];
    size_t n = 0;
    for (const char *s = header;; s++) {
        size_t len = strcspn(s, ";");
        cells[n++] = (struct bl__cell){bl_arena_copy(arena, s, len), len, len > 0};
        s += len;
        if (!*s) break;
    }
    if (bl__plan_make(cells, n, map, arena, plan, err)) return NULL;
    struct bl_buf out = {0};
    for (size_t i = 0; i < n; i++) {
        enum bl_import_field f = plan->at[i].field;
        bl_buf_addf(&out, "%s%s", i ? " " : "", f == BL_IF_CUSTOM ? plan->at[i].custom : f ? bl_import_field_name(f) : "-");
    }
    const char *shown = bl_arena_str(arena, bl_buf_text(&out));
    bl_buf_free(&out);
    return shown;
}

static void plans(void **state) {
    static const char *const files[][2] = {
        {"First Name;Last Name;URL;Email Address;Company;Position;Connected On",
         "first_name last_name url email company title first_contact"},
        {"First Name;Last Name;Email Address;Company;Position;Connected On", "first_name last_name email company title first_contact"},
        {"Name;Given Name;Family Name;E-mail 1 - Type;E-mail 1 - Value;E-mail 2 - Value;Phone 1 - Value",
         "name first_name last_name - email email phone"},
        {"username;email;status;billing-active;userid;fullname;displayname", "- email stage - - name -"},
        {"First Name;Title;Company;Company Name for Emails;Email;Email Status;Person Linkedin Url;Website;Company Linkedin Url;Company "
         "Phone",
         "first_name title company - email - url - - -"},
        {"Invitee Name;Invitee Email;Event Type Name;User Email", "name email - -"},
        {"User Email", "email"},
        {"Salutation;First Name;Last Name;Title;Mailing Street;Phone;Mobile;Fax;Email;Account Owner;Account Name",
         "- first_name last_name title - phone phone - email - company"},
        {"Title;First Name;Last Name;Company;Job Title;E-mail Address;E-mail 2 Address",
         "- first_name last_name company title email email"},
        {"Name;Name;;Email", "name - - email"},
        {"Position;Profession;Occupation", "title - -"},
        {"Invitee Name;Invitee Email;Guest Email(s);User Email", "name email - -"},
        {"First Name;Work Direct Phone;Mobile Phone;Corporate Phone;First Phone", "first_name phone phone - phone"},
        {"Occupation;Organization 1 - Title;Name", "- title name"},
        {"Name;Email addresses;First email interaction;Phone numbers", "name email - phone"},
        {"created_at;Met on;Name", "- first_contact name"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        BL_AUTO(bl_arena) struct bl_arena arena = {0};
        struct bl__plan plan;
        struct bl_error err;
        assert_string_equal(plan_of(files[i][0], NULL, &arena, &plan, &err), files[i][1]);
        for (size_t c = 0; c < plan.n; c++) assert_true(plan.at[c].reason && *plan.at[c].reason && *plan.at[c].header);
    }
}

static void reasons(void **state) {
    (void)state;
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl__plan plan;
    struct bl_error err;
    struct bl_pair said[] = {{"title", "Funktion"}};
    struct bl_pairs map = {said, 1};
    assert_non_null(plan_of("First Name;Last Name;Connected On;Funktion;What's your e-mail?;Phone;;Vorname", &map, &arena, &plan, &err));
    static const char *const want[] = {"LinkedIn preset",
                                       "LinkedIn preset",
                                       "LinkedIn preset",
                                       "as you said",
                                       "a word of the header says e-mail",
                                       "header says phone",
                                       "not used",
                                       "not used: “First Name” is the first name already"};
    for (size_t i = 0; i < plan.n; i++) assert_string_equal(plan.at[i].reason, want[i]);
    assert_string_equal(plan.at[6].header, "column 7");
}

static void said_by_the_user(void **state) {
    static const struct {
        struct bl_pair map[3];
        size_t n;
        const char *want; /* NULL: refused, with this in text or hint */
        const char *says;
    } cases[] = {
        {{{"email", "Kontakt"}}, 1, "name email -", NULL},
        {{{"email", "kontakt"}, {"note", "3"}}, 2, "name email note", NULL},
        {{{"name", "3"}}, 1, "- - name", NULL},
        {{{"budget", "Wert"}}, 1, "name - budget", NULL},
        {{{"custom.emial", "Wert"}}, 1, "name - emial", NULL},
        {{{"skip", "Name"}, {"first", "Kontakt"}}, 2, "- first_name -", NULL},
        {{{"emial", "Kontakt"}}, 1, NULL, "email"},
        {{{"email", "Mail"}}, 1, NULL, "Name, Kontakt, Wert"},
        {{{"email", "4"}}, 1, NULL, "no such column"},
        {{{"email", "0"}}, 1, NULL, "no such column"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        BL_AUTO(bl_arena) struct bl_arena arena = {0};
        struct bl__plan plan;
        struct bl_error err = {0};
        struct bl_pair pairs[3];
        memcpy(pairs, cases[i].map, sizeof pairs);
        struct bl_pairs map = {pairs, cases[i].n};
        const char *got = plan_of("Name;Kontakt;Wert", &map, &arena, &plan, &err);
        if (cases[i].want) {
            assert_non_null(got);
            assert_string_equal(got, cases[i].want);
        } else {
            assert_null(got);
            assert_int_equal(err.status, BL_USAGE);
            if (!strstr(err.text, cases[i].says) && !strstr(err.hint, cases[i].says))
                fail_msg("“%s” (%s) does not say %s", err.text, err.hint, cases[i].says);
        }
    }
}

static void usable(void **state) {
    (void)state;
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl__plan plan;
    struct bl_error err;
    plan_of("Company;Phone", NULL, &arena, &plan, &err);
    assert_false(bl__plan_usable(&plan));
    plan_of("Company;E-mail", NULL, &arena, &plan, &err);
    assert_true(bl__plan_usable(&plan));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers),
        cmocka_unit_test(words_are_written_as_compared),
        cmocka_unit_test(plans),
        cmocka_unit_test(reasons),
        cmocka_unit_test(said_by_the_user),
        cmocka_unit_test(usable),
    };
    return cmocka_run_group_tests_name("unit/map", tests, NULL, NULL);
}
