/* The import wizard: the files, what they mean, what would happen, whom one has talked to. A real store and real files in a folder of their own. */
#include "book.h"
#include "tui/screen/wizard_pages.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a home with files --------------------------------------------------------------------------------------------------------------------- */

static void put_file(struct stage *stage, const char *name, const char *text, int day) {
    char path[600];
    snprintf(path, sizeof path, "%s/%s", stage->dir, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    const struct timespec when[2] = {{1795000000 + day * 86400, 0}, {1795000000 + day * 86400, 0}}; /* 18 Nov 2026 and so many days */
    assert_int_equal(utimensat(AT_FDCWD, path, when, 0), 0);
}

static void put_folder(struct stage *stage, const char *name) {
    char path[600];
    snprintf(path, sizeof path, "%s/%s", stage->dir, name);
    assert_int_equal(mkdir(path, 0700), 0);
    const struct timespec when[2] = {{1795000000, 0}, {1795000000, 0}};
    assert_int_equal(utimensat(AT_FDCWD, path, when, 0), 0);
}

static const char crm[] = "Full Name;E-mail;Firma;Stage;First contact;Team\n"
                          "Maya Chen;maya@northwind.example;Northwind AB;Hot lead;03/04/2026;red\n"
                          "Zoe Kite;zoe@kite.example;Kite;Hot lead;05/06/2026;blue\n"
                          "Yann Bell;yann@bell.example;Bell;Customer;07/08/2026;red\n"
                          ";;;;;red\n"
                          "Bad;bad@@x;Bell;;;\n";
static const char strangers[] = "Ref;Wer\nx1;m.braun\nx2;k.stein\n";

static void begin(struct stage *stage, int rows, int cols, bool unicode) {
    stage_folder(stage);
    put_folder(stage, "Downloads");
    put_folder(stage, "Downloads/old lists");
    put_file(stage, "Downloads/crm.csv", crm, 2);
    put_file(stage, "Downloads/strangers.csv", strangers, 1);
    put_file(stage, "Downloads/cards.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEND:VCARD\n", 0);
    put_file(stage, "Downloads/report.pdf", "%PDF-1.4", 3);
    put_file(stage, "Downloads/.hidden.csv", crm, 3);
    put_file(stage, "Downloads/old lists/2024.csv", "Name,Email\nOld One,old@x.example\n", 0);
    put_file(stage, "Downloads/bad\x1b[31m\xff.csv", "Name,Email\nOdd One,odd@x.example\n", 0);
    fill_book(reopen(stage));
    stage_start(stage, rows, cols, unicode);
    stage->session.performer.home = stage->dir;
}

/* As keys, but what is under way is waited for after each. */
static void slow(struct stage *stage, const char *text) {
    while (*text) {
        char key[24];
        const char *end = *text == '<' ? strchr(text, '>') : NULL;
        size_t n = end ? (size_t)(end - text) + 1 : 1;
        snprintf(key, sizeof key, "%.*s", (int)n, text);
        keys(stage, key);
        text += n;
    }
}

static struct wizard *wizard(struct stage *stage) {
    return &stage->session.app.wizard;
}

static int64_t matching(struct stage *stage, const char *text) {
    struct bl_error err = {0};
    BL_AUTO(bl_arena) struct bl_arena arena = {0};
    struct bl_strs custom = {0};
    struct bl_filter filter;
    int64_t after = 0, count = 0;
    ok(bl_store_custom_fields(stage->store, &arena, &custom, &err), &err);
    ok(bl_filter_parse(text, stage->now.today, custom, &arena, &filter, &err), &err);
    while (after >= 0) ok(bl_store_count_piece(stage->store, &filter, 10000, &after, &count, &err), &err);
    return count;
}

/* ---- goldens --------------------------------------------------------------------------------------------------------------------------------- */

static void shots(const char *name, const char *typed, bool unicode) {
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}, {6, 20}};
    struct stage stage;
    BL_AUTO(bl_buf) struct bl_buf all = {0};
    BL_AUTO(bl_buf) struct bl_buf one = {0};
    begin(&stage, 24, 80, unicode);
    slow(&stage, typed);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        resize(&stage, sizes[i][0], sizes[i][1]);
        bl_buf_addf(&all, "== %d x %d\n%s", sizes[i][1], sizes[i][0], screen(&stage, &one));
        for (const char *s = bl_buf_text(&one); *s; s++) assert_true(unicode || (unsigned char)*s < 0x80);
    }
    golden(name, &all);
    stage_end(&stage);
}

static void test_goldens(void **state) {
    (void)state;
    shots("import_files.txt", "i", true);
    shots("import_meaning.txt", "icrm<enter>", true);
    shots("import_asked.txt", "icrm<enter><down><down><down><down><down><down>", true);
    shots("import_nobody.txt", "istrangers<enter>", true);
    shots("import_change.txt", "icrm<enter>G<enter>", true);
    shots("import_outcome.txt", "icrm<enter><enter>", true);
    shots("import_rows.txt", "icrm<enter><enter><down><down>v", true);
    shots("import_rejects.txt", "icrm<enter><enter><down><down><down>w", true);
    shots("import_talked.txt", "icrm<enter><enter><enter><space>", true);
    shots("import_ascii.txt", "icrm<enter><enter><enter><space>", false);
}

/* ---- 1 file ---------------------------------------------------------------------------------------------------------------------------------- */

static void test_files_are_found(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80, true);
    slow(&stage, "i");
    shows(&stage, "~/Downloads/");
    shows(&stage, " ▌ crm.csv");
    hides(&stage, ".hidden");
    slow(&stage, ".hi");
    shows(&stage, ".hidden.csv");
    slow(&stage, "<esc>OLD");
    shows(&stage, " ▌ old lists/");
    hides(&stage, "crm.csv");
    slow(&stage, "<enter>");
    shows(&stage, "~/Downloads/old lists/");
    shows(&stage, "2024.csv");
    slow(&stage, "<left>");
    shows(&stage, " ▌ old lists/"); /* where one came from */
    slow(&stage, "old<tab>");
    shows(&stage, "2024.csv");
    slow(&stage, "../st");
    shows(&stage, "~/Downloads/");
    shows(&stage, " ▌ strangers.csv");
    slow(&stage, "<backspace><backspace><backspace>");
    shows(&stage, "~/  ");
    shows(&stage, " ▌ Downloads/");
    slow(&stage, "~/Downloads/");
    shows(&stage, "~/Downloads/");
    stage_end(&stage);
}

static void test_paths_that_lead_nowhere_are_told(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80, true);
    slow(&stage, "i/no/such/file.csv<enter>");
    shows(&stage, "there is no folder /no/such");
    shows(&stage, "/no/such/file.csv");
    slow(&stage, "<esc>zzz");
    shows(&stage, "nothing here has that in its name");
    slow(&stage, "<enter>");
    shows(&stage, "there is no file “zzz” here");
    slow(&stage, "<esc>~/Downloads/old");
    char path[600];
    snprintf(path, sizeof path, "rm -r '%s/Downloads/old lists'", stage.dir);
    assert_int_equal(system(path), 0);
    slow(&stage, "<enter>"); /* gone meanwhile */
    shows(&stage, "there is no file “old lists” here");
    snprintf(path, sizeof path, "%s/Downloads/crm.csv", stage.dir);
    slow(&stage, "<esc>crm");
    assert_int_equal(unlink(path), 0);
    slow(&stage, "<enter>");
    shows(&stage, "cannot be read: No such file");
    shows(&stage, "2 MEANING");
    slow(&stage, "<left>");
    shows(&stage, "1 FILE");
    stage_end(&stage);
}

/* What the system calls it is opened, what is shown of it is clean. */
static void test_odd_names_are_opened(void **state) {
    struct stage stage;
    BL_AUTO(bl_buf) struct bl_buf out = {0};
    (void)state;
    begin(&stage, 24, 80, true);
    slow(&stage, "ibad");
    assert_null(strchr(screen(&stage, &out), 27));
    assert_true(bl_text_valid(bl_buf_text(&out), out.len));
    slow(&stage, "<enter>");
    shows(&stage, "1 new");
    stage_end(&stage);
}

/* A folder one may not look into, for who is not root; a link to itself; a pipe nobody writes to. */
static void test_what_cannot_be_read_is_told(void **state) {
    struct stage stage;
    char path[600];
    (void)state;
    begin(&stage, 24, 80, true);
    snprintf(path, sizeof path, "%s/Downloads/pipe.csv", stage.dir);
    assert_int_equal(mkfifo(path, 0600), 0);
    snprintf(path, sizeof path, "%s/Downloads/round.csv", stage.dir);
    assert_int_equal(symlink("round.csv", path), 0);
    snprintf(path, sizeof path, "%s/Downloads/old lists", stage.dir);
    assert_int_equal(chmod(path, 0), 0);
    slow(&stage, "i");
    hides(&stage, "round.csv");
    slow(&stage, "pipe<enter>");
    shows(&stage, "it is no file that could be read");
    slow(&stage, "<left>old<enter>");
    if (geteuid() != 0) {
        shows(&stage, "cannot be looked into");
        shows(&stage, "old lists/");
    }
    assert_int_equal(chmod(path, 0700), 0);
    stage_end(&stage);
}

static void test_ten_thousand_files(void **state) {
    struct stage stage;
    char name[64], path[600];
    (void)state;
    begin(&stage, 24, 80, true);
    put_folder(&stage, "many");
    for (int i = 0; i < 10000; i++) {
        snprintf(name, sizeof name, "many/file%05d.%s", i, i % 100 ? "dat" : "csv");
        snprintf(path, sizeof path, "%s/%s", stage.dir, name);
        int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
        assert_true(fd >= 0);
        close(fd);
    }
    slow(&stage, "i~/many/");
    assert_int_equal(wizard(&stage)->shown_count, 10000);
    slow(&stage, "G");
    slow(&stage, "<esc>09999");
    shows(&stage, "file09999.dat");
    assert_int_equal(wizard(&stage)->shown_count, 1);
    slow(&stage, "<esc><pgdn><pgdn><tab>");
    shows(&stage, "file0");
    stage_end(&stage);
}

/* The next time the folder of the last import is open. */
static void test_the_folder_is_kept(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80, true);
    slow(&stage, "iold<enter><enter><enter><enter>");
    shows(&stage, "imported: 1 new");
    slow(&stage, "<esc>i");
    shows(&stage, "~/Downloads/old lists/");
    stage_end(&stage);
}

/* ---- 2 meaning -------------------------------------------------------------------------------------------------------------------------------- */

static void test_a_guess_is_changed(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 120, true);
    slow(&stage, "icrm<enter>");
    shows(&stage, "2 new · 1 unchanged");
    shows(&stage, "red · blue");
    slow(&stage, "G<enter>own<enter>"); /* the last column: a field of its own, called as its header */
    shows(&stage, "the name of the field");
    slow(&stage, "<enter>");
    shows(&stage, "as you said");
    slow(&stage, "g<enter><enter>");
    shows(&stage, "imported:");
    assert_int_equal(matching(&stage, "team:red"), 2);
    stage_end(&stage);
}

static void test_what_changed_is_shown(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 120, true);
    slow(&stage, "icrm<enter>");
    slow(&stage, "<down><down><enter>comma<enter>");
    shows(&stage, "delimiter    comma · as you said");
    hides(&stage, "2 new");
    slow(&stage, "<enter>guess<enter>");
    shows(&stage, "delimiter    semicolon");
    shows(&stage, "2 new");
    size_t n = meaning_lines(wizard(&stage));
    for (size_t i = 0; i < n; i++) slow(&stage, "<down>");
    slow(&stage, "<up><up><up><up><space>"); /* the e-mail column: who was known by it is somebody else now */
    shows(&stage, "4 new (+2)");
    slow(&stage, "<space>");
    shows(&stage, "2 new (-2)");
    stage_end(&stage);
}

static void test_a_value_is_answered_once(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 120, true);
    slow(&stage, "icrm<enter>");
    shows(&stage, "“Hot lead”: which stage? (2 rows)");
    slow(&stage, "<down><down><down><down><down><down><enter>");
    shows(&stage, "what is it? · Hot lead");
    slow(&stage, "selec<enter>");
    shows(&stage, "“Hot lead” is selection, as you said");
    slow(&stage, "g<enter><enter>");
    assert_int_equal(matching(&stage, "stage:selection import:last name:zoe"), 1);
    stage_end(&stage);
}

/* The way a journey ends is as good an answer as a stage, and is remembered as what is said on the command line. */
static void test_a_value_may_be_an_end(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 120, true);
    slow(&stage, "icrm<enter><down><down><down><down><down><down><enter>");
    shows(&stage, "disqualified");
    slow(&stage, "lost<enter>");
    shows(&stage, "“Hot lead” is lost, as you said");
    slow(&stage, "<enter>");
    shows(&stage, "▌   lost"); /* the answer is where one finds it again */
    slow(&stage, "<esc>g<enter><enter>");
    assert_int_equal(matching(&stage, "status:lost import:last name:zoe"), 1);
    put_file(&stage, "Downloads/crm2.csv", "Full Name;E-mail;Firma;Stage;First contact;Team\nNew One;new@x.example;;Hot lead;;\n", 4);
    slow(&stage, "<esc>icrm2<enter>");
    hides(&stage, "which stage?");
    slow(&stage, "<enter><enter>");
    assert_int_equal(matching(&stage, "status:lost name:new"), 1);
    stage_end(&stage);
}

static void test_days_are_asked(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 120, true);
    slow(&stage, "icrm<enter>");
    shows(&stage, "day or month first?");
    slow(&stage, "<down><down><down><enter>dmy<enter>");
    shows(&stage, "day first: 31/12/2026 · as you said");
    slow(&stage, "g<enter>");
    shows(&stage, "since 5 Jun");
    stage_end(&stage);
}

/* Lines that come above the cursor do not take it from its line; nor do answers that leave theirs. */
static void test_the_cursor_stays_on_its_line(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 120, true);
    slow(&stage, "icrm<enter>");
    slow(&stage, "G<enter>stage<enter>"); /* Team now says where they stand: its words are asked about, above */
    shows(&stage, "“red”");
    shows(&stage, "▌ Team");
    session_key(&stage.session, ' '); /* not used after all: while it is read through, what was asked stays */
    shows(&stage, "▌ Team");
    settle(&stage);
    shows(&stage, "▌ Team");
    hides(&stage, "“red”");
    for (int i = 0; i < 20 && meaning_line(wizard(&stage), (size_t)wizard(&stage)->items.at).item != ITEM_QUESTION; i++)
        slow(&stage, "<up>");
    struct meaning_value value = meaning_value(wizard(&stage), meaning_line(wizard(&stage), (size_t)wizard(&stage)->items.at).at);
    char asked[40];
    snprintf(asked, sizeof asked, "%s", value.value);
    slow(&stage, "<enter>selection<enter>");
    value = meaning_value(wizard(&stage), meaning_line(wizard(&stage), (size_t)wizard(&stage)->items.at).at);
    assert_string_equal(value.value, asked);
    assert_string_equal(value.answer, "selection");
    stage_end(&stage);
}

/* One message to each of two: whose file it is cannot be told from it. */
static void test_whose_messages(void **state) {
    static const char two[] =
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
        "1,,Freya Founder,https://www.linkedin.com/in/freya,Ines Okafor,https://www.linkedin.com/in/ines,2026-03-03 09:10:00 "
        "UTC,,Hello,INBOX\n"
        "1,,Ines Okafor,https://www.linkedin.com/in/ines,Freya Founder,https://www.linkedin.com/in/freya,2026-03-04 09:10:00 "
        "UTC,,Hi,INBOX\n";
    struct stage stage;
    (void)state;
    begin(&stage, 24, 120, true);
    put_file(&stage, "Downloads/messages.csv", two, 3);
    slow(&stage, "imessages<enter>");
    shows(&stage, "you are");
    shows(&stage, "whose messages these are is not certain");
    hides(&stage, "--me");
    slow(&stage, "<down><enter>Somebody Else<enter>");
    shows(&stage, "nobody in the file is Somebody Else");
    shows(&stage, "Somebody Else · as you said");
    slow(&stage, "<enter><c-u>ines okafor<enter>");
    shows(&stage, "ines okafor · as you said");
    slow(&stage, "g<enter><down><down>");
    shows(&stage, "you are ines okafor");
    slow(&stage, "<enter>");
    assert_int_equal(matching(&stage, "import:last name:freya"), 1);
    assert_int_equal(matching(&stage, "import:last name:ines"), 0);
    stage_end(&stage);
}

static void test_source_and_tag(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80, true);
    slow(&stage, "icrm<enter><down><down><down><down><enter>fair 2026<enter><down><enter>#berlin<enter>");
    shows(&stage, "fair 2026");
    shows(&stage, "#berlin");
    slow(&stage, "g<enter><enter>");
    assert_int_equal(matching(&stage, "tag:berlin source:fair import:last play:no"), 2);
    stage_end(&stage);
}

static void test_a_table_without_names(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80, true);
    slow(&stage, "istrangers<enter>");
    shows(&stage, "which column is a name or an e-mail?");
    slow(&stage, "<enter>");
    shows(&stage, "say which column holds a name");
    shows(&stage, "2 MEANING");
    slow(&stage, "G<enter>name<enter>g");
    shows(&stage, "go on  2 new");
    slow(&stage, "<enter><enter>");
    assert_int_equal(matching(&stage, "m.braun"), 1);
    stage_end(&stage);
}

/* An encoding that some names speak against is said on the first page, with a name, and another can be chosen. */
static void test_encoding_in_doubt(void **state) {
    static const char text[] = "Name,Email\nBj\x9Arn Sj\x9A"
                               "berg,bjorn@x.example\nAnn Lee,ann@x.example\n";
    struct stage stage;
    (void)state;
    begin(&stage, 24, 120, true);
    put_file(&stage, "Downloads/doubt.csv", text, sizeof text - 1);
    slow(&stage, "idoubt<enter>");
    shows(&stage, "encoding     windows-1252 · names may be read wrongly: “Bjšrn Sjšberg” as windows-1252, “Björn Sjöberg” as macintosh");
    hides(&stage, "--encoding");
    slow(&stage, "<down><enter>macintosh<enter>");
    shows(&stage, "encoding     macintosh · as you said");
    stage_end(&stage);
}

static void test_other_kinds_of_file(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80, true);
    put_file(&stage, "Downloads/empty.csv", "", 0);
    put_file(&stage, "Downloads/packed.csv", "PK\x03\x04xxxx", 0);
    slow(&stage, "iempty<enter>");
    shows(&stage, "empty.csv is empty");
    hides(&stage, "encoding");
    slow(&stage, "<enter>");
    shows(&stage, "nothing can be imported from this file");
    slow(&stage, "<left>packed<enter>");
    shows(&stage, "zip archive");
    slow(&stage, "<left>report<enter>");
    shows(&stage, "report.pdf");
    stage_end(&stage);
}

/* What was said of a word earlier stands there, with its day, and is changed like anything else. */
static void test_an_earlier_answer_is_changed(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 120, true);
    slow(&stage, "icrm<enter><down><down><down><down><down><down><enter>lost<enter>g<enter><enter><esc>");
    put_file(&stage, "Downloads/crm2.csv", "Full Name;E-mail;Firma;Stage;First contact;Team\nNew One;new@x.example;;Hot lead;;\n", 4);
    slow(&stage, "icrm2<enter>");
    shows(&stage, "“Hot lead” is lost, as you said on 22 Nov");
    for (int i = 0; i < 20 && meaning_line(wizard(&stage), (size_t)wizard(&stage)->items.at).item != ITEM_QUESTION; i++)
        slow(&stage, "<down>");
    slow(&stage, "<enter>");
    hides(&stage, "not answered");
    slow(&stage, "selec<enter>");
    shows(&stage, "“Hot lead” is selection, as you said");
    hides(&stage, "as you said on 22 Nov");
    slow(&stage, "g<enter><enter>");
    assert_int_equal(matching(&stage, "stage:selection name:new"), 1);
    stage_end(&stage);
}

/* What `bowline import -n` says of a file is on the pages, too: columns that go nowhere, guesses as guesses, where people open however long that is. */
static void test_nothing_is_said_in_one_place_only(void **state) {
    static const char list[] = "Name,Email,Lead Status,Shoe size\nAnn,ann@x.example,Contacted,38\nBob,bob@x.example,Qualified,\n"
                               "Cat,cat@x.example,Weird word,\nDan,dan@x.example,Unqualified,\nEve,eve@x.example,Customer,\n";
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80, true);
    put_file(&stage, "Downloads/status.csv", list, 3);
    slow(&stage, "istatus<enter>");
    shows(&stage, "go on  2 doubts below · 5 new");
    slow(&stage, "<enter>");
    shows(&stage, "1 not used        columns with values that go nowhere; b takes one in");
    shows(&stage, "of them 1 has left already and is"); /* to its end, though it is cut beside its kind */
    slow(&stage, "<down>");
    shows(&stage, "guessed: Lead Status, line 6: “Customer” may mean several stages");
    slow(&stage, "<down>");
    shows(&stage, "Shoe size: 38");
    stage_end(&stage);
}

/* ---- rejected rows --------------------------------------------------------------------------------------------------------------------------- */

static const char *read_file(struct stage *stage, const char *name, char out[600]) {
    char path[600];
    snprintf(path, sizeof path, "%s/%s", stage->dir, name);
    FILE *file = fopen(path, "rb");
    if (!file) return "";
    out[fread(out, 1, 599, file)] = '\0';
    fclose(file);
    return out;
}

static void test_rejects_are_saved(void **state) {
    struct stage stage;
    struct stat st;
    char text[600], path[600];
    (void)state;
    begin(&stage, 24, 80, true);
    slow(&stage, "icrm<enter><enter>");
    shows(&stage, "w saves them to be mended");
    slow(&stage, "w");
    shows(&stage, "save the rejected rows · 1 row");
    shows(&stage, "crm-rejects.csv");
    slow(&stage, "<enter>");
    shows(&stage, "1 rejected row is in ~/Downloads/crm-rejects.csv; mended, it imports");
    shows(&stage, "1 rejected        in ~/Downloads/crm-rejects.csv");
    assert_string_equal(read_file(&stage, "Downloads/crm-rejects.csv", text),
                        "\xEF\xBB\xBFnot imported because;Full Name;E-mail;Firma;Stage;First contact;Team\n"
                        "line 6: E-mail: “bad@@x” is not an e-mail address;Bad;bad@@x;Bell;;;\n");
    snprintf(path, sizeof path, "%s/Downloads/crm-rejects.csv", stage.dir);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(matching(&stage, "zoe"), 0); /* nothing was imported by it */
    slow(&stage, "<down><down><down>v");
    shows(&stage, "w save rejects");
    stage_end(&stage);
}

/* After the import the same rows are as rejected as before; mended, they import. */
static void test_rejects_after_the_import(void **state) {
    struct stage stage;
    char text[600];
    (void)state;
    begin(&stage, 24, 80, true);
    slow(&stage, "icrm<enter><enter><enter>");
    shows(&stage, "1 row was rejected; w saves them to be mended");
    slow(&stage, "wagain.csv<enter>");
    shows(&stage, "1 row was rejected, and saved in ~/Downloads/again.csv");
    assert_non_null(strstr(read_file(&stage, "Downloads/again.csv", text), "bad@@x"));
    put_file(&stage, "Downloads/again.csv",
             "not imported because;Full Name;E-mail;Firma;Stage;First contact;Team\nmended;Bad;bad@x.example;Bell;;;\n", 5);
    slow(&stage, "<esc>iagain<enter>");
    shows(&stage, "go on  1 new");
    stage_end(&stage);
}

static void test_rejects_write_over_nothing_unasked(void **state) {
    struct stage stage;
    char text[600];
    (void)state;
    begin(&stage, 24, 80, true);
    put_file(&stage, "Downloads/crm-rejects.csv", "mine\n", 1);
    slow(&stage, "icrm.csv<enter><enter>w");
    shows(&stage, "crm-rejects-2.csv"); /* a free name is offered */
    slow(&stage, "<c-u>crm-rej<tab>");
    shows(&stage, "file      crm-rejects.csv");
    slow(&stage, "<enter>");
    shows(&stage, "crm-rejects.csv is there already: Enter once more replaces it");
    assert_string_equal(read_file(&stage, "Downloads/crm-rejects.csv", text), "mine\n");
    slow(&stage, "<c-u>crm.csv<enter>");
    shows(&stage, "that is the list itself");
    slow(&stage, "<enter>");
    assert_string_equal(read_file(&stage, "Downloads/crm.csv", text), crm);
    slow(&stage, "<c-u>old<tab><enter>");
    shows(&stage, "old lists is a folder");
    slow(&stage, "<c-u>~/no/x.csv<enter>");
    shows(&stage, "cannot be written");
    slow(&stage, "<c-u>crm-rejects.csv<enter>");
    slow(&stage, "<enter>");
    shows(&stage, "1 rejected row is in");
    assert_non_null(strstr(read_file(&stage, "Downloads/crm-rejects.csv", text), "bad@@x"));
    assert_null(strstr(text, "mine"));
    slow(&stage, "<down>w<esc><esc>");
    stage_end(&stage);
}

/* Left in the midst: no half of a file stays, and what was to be replaced is as it was. */
static void test_rejects_are_whole_or_not_there(void **state) {
    struct stage stage;
    char text[600], path[600];
    (void)state;
    begin(&stage, 24, 80, true);
    BL_AUTO(bl_buf) struct bl_buf many = {0};
    bl_buf_str(&many, "Name,Email\n");
    for (int i = 0; i < 40000; i++) bl_buf_addf(&many, "Person %d,bad%d@@x\n", i, i);
    bl_buf_str(&many, "Good One,good@x.example\n");
    put_file(&stage, "Downloads/many.csv", bl_buf_text(&many), 6);
    put_file(&stage, "Downloads/old.csv", "as it was\n", 1);
    slow(&stage, "imany<enter><enter>");
    keys(&stage, "w<c-u>half.csv");
    session_key(&stage.session, key_parse("enter"));
    for (int i = 0; i < 20; i++) assert_true(session_work(&stage.session));
    shows(&stage, "saving the rejected rows");
    slow(&stage, "<esc>");
    shows(&stage, "stopped: no rejected rows were saved");
    assert_string_equal(read_file(&stage, "Downloads/half.csv", text), "");
    snprintf(path, sizeof path, "test ! -e '%s/Downloads/half.csv' && ! ls -A '%s/Downloads' | grep -q 'half'", stage.dir, stage.dir);
    assert_int_equal(system(path), 0);
    keys(&stage, "w<c-u>old.csv<enter>");
    session_key(&stage.session, key_parse("enter"));
    for (int i = 0; i < 20; i++) assert_true(session_work(&stage.session));
    slow(&stage, "<esc>");
    assert_string_equal(read_file(&stage, "Downloads/old.csv", text), "as it was\n");
    slow(&stage, "w<c-u>all.csv<enter>");
    shows(&stage, "40000 rejected rows are in ~/Downloads/all.csv");
    snprintf(path, sizeof path, "test $(wc -l <'%s/Downloads/all.csv') -eq 40001 && test $(ls '%s/Downloads' | grep -c 'old.csv') -eq 1",
             stage.dir, stage.dir);
    assert_int_equal(system(path), 0);
    stage_end(&stage);
}

/* ---- 3 outcome -------------------------------------------------------------------------------------------------------------------------------- */

static void test_outcome(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80, true);
    slow(&stage, "icrm<enter><right>");
    shows(&stage, "3 OUTCOME");
    shows(&stage, "2 new");
    shows(&stage, "Zoe Kite, Kite");
    slow(&stage, "l");
    shows(&stage, "1 unchanged");
    slow(&stage, "l");
    shows(&stage, "1 in conflict");
    shows(&stage, "in the file “Northwind AB”");
    assert_int_equal(matching(&stage, "kite"), 0);
    slow(&stage, "x"); /* Maya's company was written by hand */
    shows(&stage, "and that stays");
    slow(&stage, "x");
    shows(&stage, "what is known stays");
    slow(&stage, "b");
    shows(&stage, "2 MEANING");
    slow(&stage, "<enter>l");
    shows(&stage, "bad@@x");
    slow(&stage, "v");
    shows(&stage, "1 of 1");
    slow(&stage, "<esc><esc>");
    shows(&stage, "nothing was imported");
    assert_int_equal(matching(&stage, "kite"), 0);
    stage_end(&stage);
}

static void test_what_differs_is_replaced_on_request(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80, true);
    put_file(&stage, "Downloads/later.csv", "Name,Email,Company\nZoe Kite,zoe@kite.example,Kite Ltd\n", 4);
    slow(&stage, "icrm<enter><enter><enter><esc>ilater<enter><enter>");
    shows(&stage, "1 in conflict");
    shows(&stage, "there is nothing to import");
    slow(&stage, "x");
    shows(&stage, "of them 1 have something replaced");
    slow(&stage, "<enter>");
    assert_int_equal(matching(&stage, "company:\"Kite Ltd\" name:zoe import:last"), 1);
    stage_end(&stage);
}

static void put_many(struct stage *stage, int n) {
    BL_AUTO(bl_buf) struct bl_buf text = {0};
    bl_buf_str(&text, "Name,Email,Connected On\n");
    for (int i = 0; i < n; i++) bl_buf_addf(&text, "Person %05d,p%d@x.example,2025-%02d-%02d\n", i, i, 1 + i % 12, 1 + i % 28);
    put_file(stage, "Downloads/many.csv", bl_buf_text(&text), 3);
}

static bool seen(struct stage *stage, const char *text) {
    BL_AUTO(bl_buf) struct bl_buf now = {0};
    return strstr(screen(stage, &now), text) != NULL;
}

static void test_all_rows_are_paged(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80, true);
    put_many(&stage, 2500);
    slow(&stage, "imany<enter><enter>v");
    shows(&stage, "1 of 2500");
    shows(&stage, "Person 00000");
    slow(&stage, "G"); /* the last of all: read once more, for those further on */
    shows(&stage, "2500 of 2500");
    shows(&stage, "Person 02499");
    slow(&stage, "g");
    shows(&stage, "1 of 2500");
    shows(&stage, "Person 00000");
    for (int page = 0; page < 140 && !seen(&stage, "1000 of 2500"); page++) slow(&stage, "<pgdn>");
    slow(&stage, "<down>");
    shows(&stage, "1001 of 2500");
    shows(&stage, "Person 01000");
    slow(&stage, "<up>");
    shows(&stage, "1000 of 2500");
    shows(&stage, "Person 00999");
    slow(&stage, "G<up>");
    shows(&stage, "2499 of 2500");
    for (int page = 0; page < 140 && !seen(&stage, "1501 of 2500"); page++) slow(&stage, "<pgup>");
    slow(&stage, "<up>"); /* from there the rows before */
    shows(&stage, "1500 of 2500");
    shows(&stage, "Person 01499");
    for (int page = 0; page < 140 && !seen(&stage, "501 of 2500"); page++) slow(&stage, "<pgup>");
    slow(&stage, "<up>");
    shows(&stage, "500 of 2500");
    shows(&stage, "Person 00499");
    slow(&stage, "<esc><enter>");
    shows(&stage, "imported: 2500 new");
    stage_end(&stage);
}

/* Left while it runs, whatever is running: the book is as it was, and the wizard where it was. */
static void test_stopped_is_as_before(void **state) {
    struct stage stage;
    struct bl_error err = {0};
    int64_t people = 0;
    (void)state;
    begin(&stage, 24, 80, true);
    put_many(&stage, 20000);
    slow(&stage, "imany");
    session_key(&stage.session, '\r');
    for (int i = 0; i < 20; i++) session_work(&stage.session);
    shows(&stage, "go on  first ");
    shows(&stage, " of about 20000 rows");
    shows(&stage, "▌ go on");
    session_key(&stage.session, KEY_DOWN_); /* the page is alive meanwhile */
    shows(&stage, "▌ encoding");
    session_key(&stage.session, KEY_RIGHT_);
    session_key(&stage.session, '\r'); /* what was not seen to its end is not agreed to */
    shows(&stage, "the file is still being looked at");
    settle(&stage);
    assert_int_equal(matching(&stage, "\"Person 00001\""), 0);
    session_key(&stage.session, 'b');
    slow(&stage, "g<enter>");
    session_key(&stage.session, '\r');
    for (int i = 0; i < 20; i++) session_work(&stage.session);
    shows(&stage, "importing");
    shows(&stage, "as it was before");
    session_key(&stage.session, 3);
    shows(&stage, "stopped: everything is as it was before");
    shows(&stage, "3 OUTCOME");
    ok(bl_store_count(stage.store, &people, &err), &err);
    assert_int_equal(people, 9);
    slow(&stage, "<enter>");
    shows(&stage, "imported: 20000 new");
    slow(&stage, "u");
    ok(bl_store_count(stage.store, &people, &err), &err);
    assert_int_equal(people, 9);
    shows(&stage, "undone: import many.csv");
    hides(&stage, "DONE");
    stage_end(&stage);
}

/* ---- done ------------------------------------------------------------------------------------------------------------------------------------- */

static void test_who_was_talked_to(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80, true);
    put_many(&stage, 3000);
    slow(&stage, "imany<enter><enter><enter>");
    shows(&stage, "Who of these have you really talked to this quarter?");
    shows(&stage, "the 2000 most promising first");
    shows(&stage, "28 Dec 2025"); /* the latest of them on top */
    slow(&stage, "<space><space>");
    shows(&stage, "2 marked of 3000");
    slow(&stage, "/02999");
    shows(&stage, "▌ ○ Person 02999");
    slow(&stage, "<enter><space>");
    shows(&stage, "3 marked");
    slow(&stage, "/<esc>");
    shows(&stage, "3 marked of 3000");
    slow(&stage, "G");
    shows(&stage, "▌ ○ Person");
    slow(&stage, "<enter>");
    shows(&stage, "in play: 3 people");
    assert_int_equal(matching(&stage, "import:last play:yes"), 3);
    assert_int_equal(matching(&stage, "import:last play:yes \"Person 02999\""), 1);
    slow(&stage, "u");
    assert_int_equal(matching(&stage, "import:last play:yes"), 0);
    assert_int_equal(matching(&stage, "import:last"), 3000);
    stage_end(&stage);
}

static void test_nobody_was_talked_to(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80, true);
    slow(&stage, "icrm<enter><enter><enter><enter>");
    shows(&stage, "nobody is marked yet");
    slow(&stage, "<esc>");
    assert_int_equal(matching(&stage, "import:last play:yes name:zoe"), 0);
    slow(&stage, "i<enter><enter><enter>"); /* the same again: there is nothing to import */
    shows(&stage, "3 OUTCOME");
    shows(&stage, "nothing new");
    slow(&stage, "<esc>");
    stage_end(&stage);
}

/* Of one name, kept apart: the pairs are a key away, and the question waits meanwhile. */
static void test_maybe_the_same(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 80, true);
    put_file(&stage, "Downloads/other.csv", "Name,Email,Company\nMaya Chen,maya@elsewhere.example,Elsewhere\n", 4);
    slow(&stage, "iother<enter><enter><enter><space>");
    shows(&stage, "1 may be somebody who was here already; D shows the pairs");
    slow(&stage, "D"); /* the pair of the import, and no other of the book */
    hides(&stage, "really talked");
    shows(&stage, "of the import");
    shows(&stage, "1 of 1");
    shows(&stage, "maya@elsewhere.example");
    slow(&stage, "<esc>");
    shows(&stage, "1 marked of 1");
    stage_end(&stage);
}

/* What the user said counts the next time, and can be left aside. */
static void test_remembered(void **state) {
    struct stage stage;
    (void)state;
    begin(&stage, 24, 120, true);
    slow(&stage, "icrm<enter>G<enter>tags<enter>g<enter><enter><esc>");
    slow(&stage, "i<enter>");
    shows(&stage, "remembered   1 answer, the last on 22 Nov");
    slow(&stage, "G");
    shows(&stage, "as you said");
    slow(&stage, "g<down><down><down><down><down><down><enter>");
    shows(&stage, "left aside");
    slow(&stage, "G");
    hides(&stage, "as you said");
    stage_end(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_goldens),
        cmocka_unit_test(test_files_are_found),
        cmocka_unit_test(test_paths_that_lead_nowhere_are_told),
        cmocka_unit_test(test_odd_names_are_opened),
        cmocka_unit_test(test_what_cannot_be_read_is_told),
        cmocka_unit_test(test_ten_thousand_files),
        cmocka_unit_test(test_the_folder_is_kept),
        cmocka_unit_test(test_a_guess_is_changed),
        cmocka_unit_test(test_what_changed_is_shown),
        cmocka_unit_test(test_a_value_is_answered_once),
        cmocka_unit_test(test_a_value_may_be_an_end),
        cmocka_unit_test(test_days_are_asked),
        cmocka_unit_test(test_an_earlier_answer_is_changed),
        cmocka_unit_test(test_nothing_is_said_in_one_place_only),
        cmocka_unit_test(test_rejects_are_saved),
        cmocka_unit_test(test_rejects_after_the_import),
        cmocka_unit_test(test_rejects_write_over_nothing_unasked),
        cmocka_unit_test(test_rejects_are_whole_or_not_there),
        cmocka_unit_test(test_the_cursor_stays_on_its_line),
        cmocka_unit_test(test_whose_messages),
        cmocka_unit_test(test_source_and_tag),
        cmocka_unit_test(test_a_table_without_names),
        cmocka_unit_test(test_encoding_in_doubt),
        cmocka_unit_test(test_other_kinds_of_file),
        cmocka_unit_test(test_outcome),
        cmocka_unit_test(test_what_differs_is_replaced_on_request),
        cmocka_unit_test(test_all_rows_are_paged),
        cmocka_unit_test(test_stopped_is_as_before),
        cmocka_unit_test(test_who_was_talked_to),
        cmocka_unit_test(test_nobody_was_talked_to),
        cmocka_unit_test(test_maybe_the_same),
        cmocka_unit_test(test_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
