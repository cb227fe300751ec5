/* Conversations from files: messages, invitations, events; whose file it is; the same file again, a longer one, a mended one; undo to the byte; changes of job. */
#include "store/importing.h"

#define FIXTURE(name) "tests/fixtures/talks/" name

static struct bl_talk *talks_of(struct sandbox *s, int64_t person, size_t *n) {
    struct bl_talk *talks = NULL;
    OK(s, bl_store_talks(s->store, person, 0, &s->arena, &talks, n, &s->err));
    return talks;
}

static int64_t count_of(struct sandbox *s, const char *sql) {
    char command[600], line[64] = "";
    snprintf(command, sizeof command, "sqlite3 '%s' \"%s\"", s->path, sql);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_non_null(fgets(line, sizeof line, pipe));
    pclose(pipe);
    return strtoll(line, NULL, 10);
}

/* ---- messages ---- */

static void messages_become_conversations(void **state) {
    struct sandbox *s = *state;
    size_t n;
    char *before = empty_dump(s);
    struct run r = run_file(s, FIXTURE("messages_13.csv"));
    assert_int_equal(r.status, BL_REJECTS);
    counts(&r, 13, 3, 4, 0, 1, 5);
    assert_int_equal(r.report->talks, 5);
    assert_int_equal(r.report->people_made, 4);
    assert_int_equal(r.report->played, 3);
    assert_string_equal(r.report->me, "Freya Founder (https://www.linkedin.com/in/freya-founder)");
    assert_null(r.report->me_doubt);
    assert_string_equal(reason_on(&r, 9), "a draft");
    assert_string_equal(reason_on(&r, 10), "spam");
    assert_string_equal(reason_on(&r, 11), "hidden profile");
    assert_string_equal(reason_on(&r, 12), "an advertisement");
    assert_string_equal(reason_on(&r, 13), "“yesterday” is no date");
    assert_string_equal(reason_on(&r, 14), "no words");
    bl_import_close(r.job);
    assert_int_equal(people(s), 4);

    struct bl_person ines = person(s, "Ines Okafor");
    struct bl_talk *talks = talks_of(s, ines.id, &n);
    assert_int_equal(n, 2); /* three messages on two days */
    assert_int_equal(talks[1].day, bl_day_of(2026, 3, 2));
    assert_string_equal(talks[1].kind, "message");
    assert_string_equal(talks[1].text, "Ines Okafor: [Access rights] Hi Freya, you asked about \"SSO\".\n"
                                       "Ines Okafor: We lose a day each week on access rights.\nCan you help?");
    assert_string_equal(talks[0].text, "me: Tuesday at ten suits me.");
    assert_true(ines.in_play);
    assert_int_equal(ines.last_talk, bl_day_of(2026, 3, 3));
    assert_int_equal(ines.talks, 2);
    assert_int_equal(ines.first_contact, bl_day_of(2026, 3, 2));
    assert_int_equal(ines.at.opened_on, bl_day_of(2026, 11, 21)); /* a file opens nobody earlier */
    assert_int_equal(ines.at.moment, BL_CONNECT);                 /* and moves nobody */
    assert_false(person(s, "Pat Pitch").in_play);                 /* only wrote */
    assert_int_equal(person(s, "Pat Pitch").talks, 1);

    talks = talks_of(s, person(s, "Tom Reed").id, &n);
    assert_int_equal(n, 2);
    assert_string_equal(talks[0].text, "Tom Reed: (attached: https://files.example/plan.pdf)");
    assert_string_equal(talks[1].text, "Tom Reed: Shall we all meet?\nme: Yes & soon.\nFriday?");
    assert_int_equal(talks[1].people.n, 2);
    assert_string_equal(talks[1].names.at[1], "Maya Chen, PhD");
    there_and_back(s, before);
    again_changes_nothing(s, FIXTURE("messages_13.csv"));
}

/* Next month's file: other quoting, line ends gone from the words, new messages on an old day and on new ones. */
static void a_longer_file_adds_what_is_new(void **state) {
    struct sandbox *s = *state;
    size_t n;
    struct run r = run_file(s, FIXTURE("messages_13.csv"));
    bl_import_close(r.job);
    char *before = sandbox_dump(s);
    r = run_file(s, FIXTURE("messages_next.csv"));
    OK(s, r.status);
    counts(&r, 9, 0, 3, 6, 0, 0);
    assert_int_equal(r.report->talks, 2);
    assert_int_equal(r.report->talks_longer, 1);
    assert_int_equal(r.report->people_made, 0);
    assert_int_equal(r.report->played, 1); /* Pat was answered at last */
    bl_import_close(r.job);
    struct bl_talk *talks = talks_of(s, person(s, "Ines Okafor").id, &n);
    assert_int_equal(n, 3);
    assert_string_equal(talks[1].text, "me: Tuesday at ten suits me.\nInes Okafor: Good, see you then.");
    assert_true(person(s, "Pat Pitch").in_play);
    assert_int_equal(count_of(s, "SELECT count(*) FROM talk_fts WHERE talk_fts MATCH 'then'"), 1);
    there_and_back(s, before);
    again_changes_nothing(s, FIXTURE("messages_next.csv"));
    again_changes_nothing(s, FIXTURE("messages_13.csv"));
}

/* Pages of those written to came with 2023; before, they are the people of that name. */
static void without_pages_of_listeners(void **state) {
    struct sandbox *s = *state;
    struct run r = run_file(s, FIXTURE("messages_9.csv"));
    OK(s, r.status);
    counts(&r, 4, 3, 1, 0, 0, 0);
    assert_null(r.report->me_doubt);
    bl_import_close(r.job);
    assert_int_equal(people(s), 3);
    assert_int_equal(person(s, "Ines Okafor").urls.n, 1);
    assert_int_equal(person(s, "Tom Reed").urls.n, 0);
    assert_int_equal(person(s, "Tom Reed").talks, 2);
    assert_false(person(s, "Maya Chen").in_play);
    again_changes_nothing(s, FIXTURE("messages_9.csv"));
}

/* Somebody known from a list is found by page, and takes no second place in the book. */
static void known_people_are_found(void **state) {
    struct sandbox *s = *state;
    struct run r = run_text(s, "Connections.csv",
                            "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
                            "Ines,Okafor-Lindqvist,https://www.linkedin.com/in/ines-okafor,,Northwind,VP,08 Feb 2025\n");
    OK(s, r.status);
    bl_import_close(r.job);
    char *before = sandbox_dump(s);
    r = run_file(s, FIXTURE("messages_13.csv"));
    assert_int_equal(r.report->people_made, 3);
    assert_int_equal(r.report->count[BL_ROW_CONFLICT], 1); /* the name */
    bl_import_close(r.job);
    struct bl_person ines = person(s, "Okafor-Lindqvist");
    assert_int_equal(ines.talks, 2);
    assert_true(ines.in_play);
    assert_int_equal(ines.first_contact, bl_day_of(2025, 2, 8));
    there_and_back(s, before);
}

/* ---- whose file it is ---- */

#define HEAD "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
#define INES "Ines Okafor,https://www.linkedin.com/in/ines"
#define FREYA "Freya Founder,https://www.linkedin.com/in/freya"

static void one_conversation_leaves_a_doubt(void **state) {
    struct sandbox *s = *state;
    static const char text[] = HEAD "c1,," INES "," FREYA ",2026-03-02 14:03:22 UTC,,Hi,INBOX\n";
    struct bl_import_options options = options_for(write_file(s, "messages.csv", text, strlen(text)));
    options.dry = true;
    struct run r = run_pieces(s, options, 1 << 16);
    OK(s, r.status);
    assert_string_equal(r.report->me, "Freya Founder (https://www.linkedin.com/in/freya)"); /* a guess: who was written to */
    assert_non_null(r.report->me_doubt);
    assert_true(told(&r, "--me"));
    bl_import_close(r.job);
    assert_int_equal(people(s), 0); /* it was a rehearsal */

    options = options_for(bl_arena_printf(&s->arena, "%s/messages.csv", s->dir));
    options.me = "https://www.linkedin.com/in/ines/";
    r = run_pieces(s, options, 1 << 16);
    OK(s, r.status);
    assert_null(r.report->me_doubt);
    bl_import_close(r.job);
    assert_int_equal(people(s), 1);
    assert_true(person(s, "Freya Founder").in_play);

    options = options_for(bl_arena_printf(&s->arena, "%s/messages.csv", s->dir));
    options.me = "Nobody Here";
    r = run_pieces(s, options, 1 << 16);
    assert_int_equal(r.status, BL_USAGE);
    assert_non_null(strstr(s->err.hint, "Ines Okafor"));
    bl_import_close(r.job);
}

/* Of two who are in every conversation the one in the book is not the user. */
static void the_book_settles_it(void **state) {
    struct sandbox *s = *state;
    static const char text[] = HEAD "c1,," FREYA "," INES ",2026-03-02 14:03:22 UTC,,Hi,INBOX\n";
    static const char list[] = "Name,URL\nInes Okafor,https://www.linkedin.com/in/ines\n";
    struct run r = run_text(s, "list.csv", list);
    OK(s, r.status);
    bl_import_close(r.job);
    r = run_text(s, "messages.csv", text);
    OK(s, r.status);
    assert_string_equal(r.report->me, "Freya Founder (https://www.linkedin.com/in/freya)");
    assert_null(r.report->me_doubt);
    bl_import_close(r.job);
    assert_int_equal(people(s), 1);
}

/* ---- days, seconds, mended rows ---- */

static bl_day eight_hours_behind(int64_t seconds) {
    return (bl_day)((seconds - 8 * 3600) / 86400);
}

/* The day is that of the user's calendar; read somewhere else, the messages are still known. */
static void days_are_the_users(void **state) {
    struct sandbox *s = *state;
    size_t n;
    static const char text[] = HEAD "c1,," INES "," FREYA ",2026-03-02 02:00:00 UTC,,late,INBOX\n"
                                    "c1,," INES "," FREYA ",2026-03-02 20:00:00 UTC,,noon,INBOX\n"
                                    "c2,," FREYA ",Tom Reed,https://www.linkedin.com/in/tom,2026-11-22 03:00:00 UTC,,this evening,INBOX\n";
    struct bl_import_options options = options_for(write_file(s, "messages.csv", text, strlen(text)));
    options.local_day = eight_hours_behind;
    struct run r = run_pieces(s, options, 1 << 16);
    OK(s, r.status);
    bl_import_close(r.job);
    struct bl_talk *talks = talks_of(s, person(s, "Ines Okafor").id, &n);
    assert_int_equal(n, 2);
    assert_int_equal(talks[1].day, bl_day_of(2026, 3, 1));
    assert_int_equal(talks[0].day, bl_day_of(2026, 3, 2));
    talks = talks_of(s, person(s, "Tom Reed").id, &n);
    assert_int_equal(talks[0].day, bl_day_of(2026, 11, 21));
    again_changes_nothing(s, bl_arena_printf(&s->arena, "%s/messages.csv", s->dir));
}

/* Several messages of one second are several; a rejected one that is mended comes in later, in the middle of its day. */
static void rejected_messages_mended_come_in(void **state) {
    struct sandbox *s = *state;
    size_t n;
    static const char text[] = HEAD "c1,," INES "," FREYA ",2026-03-02 10:00:00 UTC,,one,INBOX\n"
                                    "c1,," INES "," FREYA ",2026-03-02 10:00:00 UTC,,one,INBOX\n"
                                    "c1,," INES "," FREYA ",2 o'clock,,two,INBOX\n"
                                    "c1,," INES "," FREYA ",2026-03-02 18:00:00 UTC,,three,INBOX\n"
                                    "c2,," FREYA ",Tom Reed,https://www.linkedin.com/in/tom,2026-03-04 03:00:00 UTC,,four,INBOX\n";
    struct bl_import_options options = options_for(write_file(s, "messages.csv", text, strlen(text)));
    const char *rejects = bl_arena_printf(&s->arena, "%s/rejects.csv", s->dir);
    options.rejects_fd = open(rejects, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    struct run r = run_pieces(s, options, 1 << 16);
    close(options.rejects_fd);
    assert_int_equal(r.status, BL_REJECTS);
    bl_import_close(r.job);
    struct bl_talk *talks = talks_of(s, person(s, "Ines Okafor").id, &n);
    assert_string_equal(talks[0].text, "Ines Okafor: one\nInes Okafor: one\nInes Okafor: three");
    char *bad = (char *)(uintptr_t)read_back(s, rejects);
    char *date = strstr(bad, ",2 o'clock");
    assert_non_null(date);
    BL_AUTO(bl_buf) struct bl_buf mended = {0};
    bl_buf_add(&mended, bad, (size_t)(date - bad));
    bl_buf_str(&mended, ",2026-03-02 14:00:00 UTC");
    bl_buf_str(&mended, date + strlen(",2 o'clock"));
    r = run_text(s, "mended.csv", bl_buf_text(&mended));
    OK(s, r.status);
    assert_int_equal(r.report->talks_longer, 1);
    bl_import_close(r.job);
    talks = talks_of(s, person(s, "Ines Okafor").id, &n);
    assert_int_equal(n, 1);
    assert_string_equal(talks[0].text, "Ines Okafor: one\nInes Okafor: one\nInes Okafor: three\nInes Okafor: two");
}

static void any_piece_size(void **state) {
    struct sandbox *s = *state;
    struct run r = run_pieces(s, options_for(FIXTURE("messages_13.csv")), 1);
    assert_int_equal(r.status, BL_REJECTS);
    assert_int_equal(r.report->talks, 5);
    bl_import_close(r.job);
}

/* Half way and left: nothing of it stays, not even the tables it was gathered in. */
static void left_half_way(void **state) {
    struct sandbox *s = *state;
    char *before = sandbox_dump(s);
    for (int steps = 1; steps < 18; steps++) {
        struct bl_import_options options = options_for(FIXTURE("messages_13.csv"));
        struct bl_import *job;
        bool done = false;
        OK(s, bl_import_open(s->store, &options, &job, &s->err));
        for (int i = 0; i < steps && !done; i++) OK(s, bl_import_step(job, 1, &done, &s->err));
        bl_import_close(job);
        close(options.fd);
        assert_false(bl_step_open(s->store));
        if (steps == 1) before = sandbox_dump(s); /* the empty file is made now */
        assert_string_equal(sandbox_dump(s), before);
    }
    struct run r = run_file(s, FIXTURE("messages_13.csv"));
    assert_int_equal(r.report->talks, 5);
    bl_import_close(r.job);
}

/* Many days of many people: found again, undone and redone in chunks; one day too long for one conversation becomes two. */
static void many_messages(void **state) {
    struct sandbox *s = *state;
    enum { PEOPLE = 300, EACH = 20 };
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    BL_AUTO(bl_buf) struct bl_buf longer = {0};
    bl_buf_str(&text, HEAD);
    bl_buf_fill(&longer, 'x', 100000);
    for (int i = 0; i < PEOPLE * EACH; i++) {
        int who = i % PEOPLE, day = i / PEOPLE;
        bl_buf_addf(&text, "c%d,,%s,Person %d,https://www.linkedin.com/in/p%d,2026-01-%02d 10:%02d:00 UTC,,words %d,INBOX\n", who, FREYA,
                    who, who, 1 + day, who % 60, i);
    }
    for (int i = 0; i < 6; i++)
        bl_buf_addf(&text, "c0,,%s,Person 0,https://www.linkedin.com/in/p0,2026-02-01 10:%02d:00 UTC,,%s,INBOX\n", FREYA, i,
                    bl_buf_text(&longer));
    char *before = empty_dump(s);
    const char *path = write_file(s, "messages.csv", text.data, text.len);
    struct run r = run_file(s, path);
    OK(s, r.status);
    assert_int_equal(r.report->people_made, PEOPLE);
    assert_int_equal(r.report->talks, PEOPLE * EACH + 2);
    assert_int_equal(r.report->played, PEOPLE);
    bl_import_close(r.job);
    assert_int_equal(count_of(s, "SELECT count(*) FROM talk_fts WHERE talk_fts MATCH 'words'"), PEOPLE * EACH);
    again_changes_nothing(s, path);
    there_and_back(s, before);
}

/* ---- invitations and events ---- */

static void invitations(void **state) {
    struct sandbox *s = *state;
    size_t n;
    char *before = empty_dump(s);
    struct run r = run_file(s, FIXTURE("Invitations.csv"));
    assert_int_equal(r.status, BL_REJECTS);
    counts(&r, 5, 3, 0, 0, 1, 1);
    assert_int_equal(r.report->talks, 2);
    bl_import_close(r.job);
    struct bl_talk *talks = talks_of(s, person(s, "Ines Okafor").id, &n);
    assert_int_equal(n, 1);
    assert_int_equal(talks[0].day, bl_day_of(2026, 1, 29));
    assert_string_equal(talks[0].text, "me: Hi Ines, we met at the meetup.");
    assert_true(person(s, "Ines Okafor").in_play);
    assert_false(person(s, "Pat Pitch").in_play);
    assert_int_equal(person(s, "Tom Reed").talks, 0);
    there_and_back(s, before);
    again_changes_nothing(s, FIXTURE("Invitations.csv"));
}

static void events(void **state) {
    struct sandbox *s = *state;
    size_t n;
    char *before = empty_dump(s);
    struct run r = run_file(s, FIXTURE("calendly.csv"));
    OK(s, r.status);
    counts(&r, 5, 4, 1, 0, 0, 0);
    assert_int_equal(r.report->talks, 2);
    assert_true(told(&r, "canceled"));
    assert_true(told(&r, "nobody came"));
    assert_true(told(&r, "Dan Ahead, 2026-12-01 lies ahead"));
    bl_import_close(r.job);
    struct bl_talk *talks = talks_of(s, person(s, "Ines Okafor").id, &n);
    assert_int_equal(n, 2);
    assert_string_equal(talks[1].kind, "call");
    assert_int_equal(talks[1].minutes, 30);
    assert_string_equal(talks[1].text, "Intro call\nWhat brings you?: Access rights, mostly\nTeam size?: 40");
    assert_string_equal(talks[0].kind, "meeting");
    assert_int_equal(talks[0].minutes, 45);
    assert_string_equal(talks[0].text, "Demo\nWants a trial.");
    assert_int_equal(person(s, "Ines Okafor").at.moment, BL_CONNECT);
    assert_false(person(s, "Tom Reed").in_play);
    assert_false(person(s, "Dan Ahead").in_play);
    there_and_back(s, before);
    again_changes_nothing(s, FIXTURE("calendly.csv"));
    bl_store_set_now(s->store, (struct bl_now){bl_day_of(2026, 12, 5), 1796500000000}); /* what lay ahead took place */
    r = run_file(s, FIXTURE("calendly.csv"));
    OK(s, r.status);
    counts(&r, 5, 0, 1, 4, 0, 0);
    bl_import_close(r.job);
    assert_true(person(s, "Dan Ahead").in_play);
    assert_int_equal(person(s, "Dan Ahead").last_talk, bl_day_of(2026, 12, 1));
}

/* ---- changes of job ---- */

#define CONNECTIONS "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"

static void changes_of_job(void **state) {
    struct sandbox *s = *state;
    static const char then[] = CONNECTIONS "Ines,Okafor,https://www.linkedin.com/in/ines,,Northwind,Data lead,08 Feb 2025\n"
                                           "Tom,Reed,https://www.linkedin.com/in/tom,,Acme,CTO,08 Feb 2025\n"
                                           "Maya,Chen,https://www.linkedin.com/in/maya,,,,08 Feb 2025\n";
    static const char now[] = CONNECTIONS "Ines,Okafor,https://www.linkedin.com/in/ines,,Contoso,Head of Ops,08 Feb 2025\n"
                                          "Tom,Reed,https://www.linkedin.com/in/tom,,ACME,cto,08 Feb 2025\n"
                                          "Maya,Chen,https://www.linkedin.com/in/maya,,Lotus,,08 Feb 2025\n";
    struct run r = run_text(s, "Connections.csv", then);
    OK(s, r.status);
    assert_int_equal(r.report->job_changes, 0);
    bl_import_close(r.job);
    r = run_text(s, "Connections.csv", now);
    OK(s, r.status);
    assert_int_equal(r.report->job_changes, 1); /* Tom's is the same in other letters, Maya's a blank filled */
    assert_int_equal(r.report->job_count, 1);
    assert_string_equal(r.report->jobs[0].name, "Ines Okafor");
    assert_string_equal(r.report->jobs[0].was, "Data lead at Northwind");
    assert_string_equal(r.report->jobs[0].now, "Head of Ops at Contoso");
    assert_int_equal(r.report->jobs[0].person, person(s, "Ines Okafor").id);
    bl_import_close(r.job);
    assert_string_equal(person(s, "Ines Okafor").company, "Northwind"); /* kept */
    r = run_text(s, "other.csv", "Name,URL,Company\nInes Okafor,https://www.linkedin.com/in/ines,Fabrikam\n");
    OK(s, r.status);
    assert_int_equal(r.report->job_changes, 0); /* any list may be old */
    bl_import_close(r.job);
}

/* ---- many rows, one person ---- */

static void many_rows_for_one(void **state) {
    struct sandbox *s = *state;
    static const char *const files[] = {"substack", "stripe", "eventbrite", "luma", "typeform"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct bl_step_row *rows;
        size_t n;
        const char *path = bl_arena_printf(&s->arena, "tests/fixtures/many/%s.csv", files[i]);
        struct run r = run_file(s, path);
        OK(s, r.status);
        if (r.report->count[BL_ROW_NEW] != 2 || r.report->rows != 3)
            fail_msg("%s: %lld new of %lld", path, (long long)r.report->count[BL_ROW_NEW], (long long)r.report->rows);
        bl_import_close(r.job);
        assert_int_equal(people(s), 2);
        assert_int_equal(person(s, "ines@northwind.example").emails.n, 1);
        again_changes_nothing(s, path);
        OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
        assert_int_equal(people(s), 0);
    }
}

/* ---- care ---- */

/* Forgetting somebody takes their conversations, the keys of those and what the journal has of both; the rest of the import can still be undone. */
static void forgotten_with_their_talks(void **state) {
    struct sandbox *s = *state;
    struct run r = run_file(s, FIXTURE("messages_13.csv"));
    bl_import_close(r.job);
    char *empty = NULL;
    struct bl_forget forgot;
    struct bl_step_row *rows;
    size_t n;
    OK(s, bl_forget(s->store, person(s, "Pat Pitch").id, &s->arena, &forgot, &s->err));
    assert_int_equal(count_of(s, "SELECT count(*) FROM talk_key WHERE talk NOT IN (SELECT id FROM talk)"), 0);
    assert_int_equal(count_of(s, "SELECT count(*) FROM talk WHERE text LIKE '%leads for you%'"), 0);
    assert_int_equal(count_of(s, "SELECT count(*) FROM talk"), 4);
    OK(s, bl_undo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_int_equal(count_of(s, "SELECT count(*) FROM talk"), 0);
    assert_int_equal(count_of(s, "SELECT count(*) FROM talk_key"), 0);
    empty = sandbox_dump(s);
    OK(s, bl_redo(s->store, 1, &s->arena, &rows, &n, &s->err));
    assert_int_equal(count_of(s, "SELECT count(*) FROM talk"), 4);
    assert_int_equal(people(s), 3);
    there_and_back(s, empty);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, sandbox_setup, sandbox_teardown)
    const struct CMUnitTest tests[] = {
        T(messages_become_conversations),
        T(a_longer_file_adds_what_is_new),
        T(without_pages_of_listeners),
        T(known_people_are_found),
        T(one_conversation_leaves_a_doubt),
        T(the_book_settles_it),
        T(days_are_the_users),
        T(rejected_messages_mended_come_in),
        T(any_piece_size),
        T(left_half_way),
        T(many_messages),
        T(invitations),
        T(events),
        T(changes_of_job),
        T(many_rows_for_one),
        T(forgotten_with_their_talks),
    };
    return cmocka_run_group_tests_name("store/talks", tests, NULL, NULL);
}
