/* What headers are called, in the languages exporters speak. A table; a word more is a line more.
 *
 * Three degrees: the header is a known name ("E-Mail-Adresse"); it is one once numbers and empty words are left out ("Person - Email - Work",
 * "Phone 1 - Value"); it has the word in it ("What's your name, please?"). The last is the weakest and needs a list of words that turn the meaning ("Company
 * Name for Emails", "E-mail 1 - Label"). Two things are left out on purpose: web sites, because a shared company site would make colleagues one
 * person, and every column of consent. */
#include "exchange/internal.h"

#include <string.h>

struct known {
    const char *key;
    enum bl_import_field field;
    int rank;
};

/* By key of bl__header_key: folded, no spaces. Rank: when two columns are as sure, the lower one is taken. */
static const struct known known[] = {
    {"name", BL_IF_NAME, 0},
    {"fullname", BL_IF_NAME, 0},
    {"contactname", BL_IF_NAME, 1},
    {"personname", BL_IF_NAME, 1},
    {"inviteename", BL_IF_NAME, 1},
    {"displayname", BL_IF_NAME, 2},
    {"contact", BL_IF_NAME, 3},
    {"person", BL_IF_NAME, 3},
    {"people", BL_IF_NAME, 3},
    {"contactperson", BL_IF_NAME, 2},
    {"leadname", BL_IF_NAME, 2},
    {"guestname", BL_IF_NAME, 2},
    {"ansprechpartner", BL_IF_NAME, 2},
    {"ansprechpartnerin", BL_IF_NAME, 2},
    {"ansprechperson", BL_IF_NAME, 2},
    {"kontaktperson", BL_IF_NAME, 2},
    {"kontakt", BL_IF_NAME, 3},
    {"contactpersoon", BL_IF_NAME, 2},
    {"interlocuteur", BL_IF_NAME, 2},
    {"contacto", BL_IF_NAME, 3},
    {"contatto", BL_IF_NAME, 3},
    {"referente", BL_IF_NAME, 3},
    {"yhteyshenkilo", BL_IF_NAME, 2},
    {"customer", BL_IF_NAME, BL__EITHER},
    {"customers", BL_IF_NAME, BL__EITHER},
    {"customername", BL_IF_NAME, BL__EITHER},
    {"client", BL_IF_NAME, BL__EITHER},
    {"clients", BL_IF_NAME, BL__EITHER},
    {"clientname", BL_IF_NAME, BL__EITHER},
    {"buyer", BL_IF_NAME, BL__EITHER},
    {"prospect", BL_IF_NAME, BL__EITHER},
    {"lead", BL_IF_NAME, BL__EITHER},
    {"partner", BL_IF_NAME, BL__EITHER},
    {"kunde", BL_IF_NAME, BL__EITHER},
    {"kundin", BL_IF_NAME, BL__EITHER},
    {"kunden", BL_IF_NAME, BL__EITHER},
    {"kundenname", BL_IF_NAME, BL__EITHER},
    {"kund", BL_IF_NAME, BL__EITHER},
    {"kundnamn", BL_IF_NAME, BL__EITHER},
    {"klant", BL_IF_NAME, BL__EITHER},
    {"klantnaam", BL_IF_NAME, BL__EITHER},
    {"klient", BL_IF_NAME, BL__EITHER},
    {"cliente", BL_IF_NAME, BL__EITHER},
    {"asiakas", BL_IF_NAME, BL__EITHER},
    {"namn", BL_IF_NAME, 0},
    {"navn", BL_IF_NAME, 0},
    {"naam", BL_IF_NAME, 0},
    {"nimi", BL_IF_NAME, 0},
    {"vollstandigername", BL_IF_NAME, 0},
    {"nomcomplet", BL_IF_NAME, 0},
    {"nombrecompleto", BL_IF_NAME, 0},
    {"nomecompleto", BL_IF_NAME, 0},
    {"имяифамилия", BL_IF_NAME, 0},
    {"фио", BL_IF_NAME, 0},
    {"姓名", BL_IF_NAME, 0},
    {"氏名", BL_IF_NAME, 0},
    {"firstname", BL_IF_FIRST, 0},
    {"givenname", BL_IF_FIRST, 0},
    {"forename", BL_IF_FIRST, 0},
    {"vorname", BL_IF_FIRST, 0},
    {"prenom", BL_IF_FIRST, 0},
    {"nombre", BL_IF_FIRST, 0},
    {"nome", BL_IF_FIRST, 0},
    {"primeironome", BL_IF_FIRST, 0},
    {"imie", BL_IF_FIRST, 0},
    {"krstnemeno", BL_IF_FIRST, 0},
    {"jmeno", BL_IF_FIRST, 0},
    {"etunimi", BL_IF_FIRST, 0},
    {"fornavn", BL_IF_FIRST, 0},
    {"fornamn", BL_IF_FIRST, 0},
    {"voornaam", BL_IF_FIRST, 0},
    {"имя", BL_IF_FIRST, 0},
    {"名字", BL_IF_FIRST, 0},
    {"名", BL_IF_FIRST, 0},
    {"lastname", BL_IF_LAST, 0},
    {"surname", BL_IF_LAST, 0},
    {"familyname", BL_IF_LAST, 0},
    {"nachname", BL_IF_LAST, 0},
    {"familienname", BL_IF_LAST, 0},
    {"nom", BL_IF_LAST, 0},
    {"nomdefamille", BL_IF_LAST, 0},
    {"apellidos", BL_IF_LAST, 0},
    {"apellido", BL_IF_LAST, 0},
    {"cognome", BL_IF_LAST, 0},
    {"ultimonome", BL_IF_LAST, 0},
    {"sobrenome", BL_IF_LAST, 0},
    {"apelido", BL_IF_LAST, 0},
    {"nazwisko", BL_IF_LAST, 0},
    {"priezvisko", BL_IF_LAST, 0},
    {"prijmeni", BL_IF_LAST, 0},
    {"sukunimi", BL_IF_LAST, 0},
    {"etternavn", BL_IF_LAST, 0},
    {"efternavn", BL_IF_LAST, 0},
    {"efternamn", BL_IF_LAST, 0},
    {"achternaam", BL_IF_LAST, 0},
    {"фамилия", BL_IF_LAST, 0},
    {"姓氏", BL_IF_LAST, 0},
    {"姓", BL_IF_LAST, 0},
    {"email", BL_IF_EMAIL, 0},
    {"emailaddress", BL_IF_EMAIL, 0},
    {"mail", BL_IF_EMAIL, 0},
    {"emails", BL_IF_EMAIL, 0},
    {"primaryemail", BL_IF_EMAIL, 0},
    {"secondaryemail", BL_IF_EMAIL, 1},
    {"tertiaryemail", BL_IF_EMAIL, 2},
    {"emailaddresses", BL_IF_EMAIL, 0},
    {"workemail", BL_IF_EMAIL, 0},
    {"inviteeemail", BL_IF_EMAIL, 0},
    {"emailadresse", BL_IF_EMAIL, 0},
    {"adressedemessagerie", BL_IF_EMAIL, 0},
    {"adresseemail", BL_IF_EMAIL, 0},
    {"courriel", BL_IF_EMAIL, 0},
    {"correo", BL_IF_EMAIL, 0},
    {"correoelectronico", BL_IF_EMAIL, 0},
    {"direcciondecorreoelectronico", BL_IF_EMAIL, 0},
    {"indirizzoemail", BL_IF_EMAIL, 0},
    {"enderecodeemail", BL_IF_EMAIL, 0},
    {"adresemail", BL_IF_EMAIL, 0},
    {"epost", BL_IF_EMAIL, 0},
    {"epostadress", BL_IF_EMAIL, 0},
    {"epostadresse", BL_IF_EMAIL, 0},
    {"sahkoposti", BL_IF_EMAIL, 0},
    {"sahkopostiosoite", BL_IF_EMAIL, 0},
    {"электроннаяпочта", BL_IF_EMAIL, 0},
    {"адресэлектроннойпочты", BL_IF_EMAIL, 0},
    {"電子郵件地址", BL_IF_EMAIL, 0},
    {"电子邮件", BL_IF_EMAIL, 0},
    {"電子郵件", BL_IF_EMAIL, 0},
    {"メールアドレス", BL_IF_EMAIL, 0},
    {"phone", BL_IF_PHONE, 0},
    {"phonenumber", BL_IF_PHONE, 0},
    {"phonenumbers", BL_IF_PHONE, 0},
    {"phonemobile", BL_IF_PHONE, 0},
    {"contactnumber", BL_IF_PHONE, 0},
    {"telephone", BL_IF_PHONE, 0},
    {"mobile", BL_IF_PHONE, 0},
    {"mobilephone", BL_IF_PHONE, 0},
    {"mobilenumber", BL_IF_PHONE, 0},
    {"cell", BL_IF_PHONE, 0},
    {"cellphone", BL_IF_PHONE, 0},
    {"tel", BL_IF_PHONE, 0},
    {"sms", BL_IF_PHONE, 0},
    {"whatsapp", BL_IF_PHONE, 0},
    {"telefon", BL_IF_PHONE, 0},
    {"telefono", BL_IF_PHONE, 0},
    {"telefone", BL_IF_PHONE, 0},
    {"mobiltelefon", BL_IF_PHONE, 0},
    {"handy", BL_IF_PHONE, 0},
    {"mobil", BL_IF_PHONE, 0},
    {"mobilnummer", BL_IF_PHONE, 0},
    {"telmobile", BL_IF_PHONE, 0},
    {"movil", BL_IF_PHONE, 0},
    {"telefonomovil", BL_IF_PHONE, 0},
    {"cellulare", BL_IF_PHONE, 0},
    {"celular", BL_IF_PHONE, 0},
    {"puhelin", BL_IF_PHONE, 0},
    {"matkapuhelin", BL_IF_PHONE, 0},
    {"telefoon", BL_IF_PHONE, 0},
    {"телефон", BL_IF_PHONE, 0},
    {"мобильныйтелефон", BL_IF_PHONE, 0},
    {"電話", BL_IF_PHONE, 0},
    {"手機", BL_IF_PHONE, 0},
    {"电话", BL_IF_PHONE, 0},
    {"url", BL_IF_URL, 1},
    {"linkedin", BL_IF_URL, 0},
    {"linkedinurl", BL_IF_URL, 0},
    {"linkedinprofile", BL_IF_URL, 0},
    {"linkedinprofileurl", BL_IF_URL, 0},
    {"personlinkedinurl", BL_IF_URL, 0},
    {"profileurl", BL_IF_URL, 0},
    {"profilelink", BL_IF_URL, 0},
    {"profile", BL_IF_URL, 1},
    {"company", BL_IF_COMPANY, 0},
    {"companyname", BL_IF_COMPANY, 0},
    {"organization", BL_IF_COMPANY, 0},
    {"organisation", BL_IF_COMPANY, 0},
    {"organizationname", BL_IF_COMPANY, 0},
    {"organisationname", BL_IF_COMPANY, 0},
    {"associatedcompany", BL_IF_COMPANY, 1},
    {"employer", BL_IF_COMPANY, 0},
    {"account", BL_IF_COMPANY, BL__EITHER},
    {"business", BL_IF_COMPANY, 1},
    {"businessname", BL_IF_COMPANY, 0},
    {"firm", BL_IF_COMPANY, 0},
    {"firmname", BL_IF_COMPANY, 0},
    {"firmenname", BL_IF_COMPANY, 0},
    {"startup", BL_IF_COMPANY, 1},
    {"accountname", BL_IF_COMPANY, 0},
    {"companyaccount", BL_IF_COMPANY, 0},
    {"firma", BL_IF_COMPANY, 0},
    {"unternehmen", BL_IF_COMPANY, 0},
    {"societe", BL_IF_COMPANY, 0},
    {"entreprise", BL_IF_COMPANY, 0},
    {"organizacion", BL_IF_COMPANY, 0},
    {"empresa", BL_IF_COMPANY, 0},
    {"societa", BL_IF_COMPANY, 0},
    {"azienda", BL_IF_COMPANY, 0},
    {"spolocnost", BL_IF_COMPANY, 0},
    {"spolecnost", BL_IF_COMPANY, 0},
    {"jarjesto", BL_IF_COMPANY, 0},
    {"yritys", BL_IF_COMPANY, 0},
    {"foretag", BL_IF_COMPANY, 0},
    {"virksomhed", BL_IF_COMPANY, 0},
    {"bedrijf", BL_IF_COMPANY, 0},
    {"организация", BL_IF_COMPANY, 0},
    {"компания", BL_IF_COMPANY, 0},
    {"公司", BL_IF_COMPANY, 0},
    {"会社", BL_IF_COMPANY, 0},
    {"title", BL_IF_TITLE, 1},
    {"jobtitle", BL_IF_TITLE, 0},
    {"organizationtitle", BL_IF_TITLE, 0},
    {"organisationtitle", BL_IF_TITLE, 0},
    {"position", BL_IF_TITLE, 0},
    {"role", BL_IF_TITLE, 1},
    {"jobrole", BL_IF_TITLE, 0},
    {"rolle", BL_IF_TITLE, 1},
    {"ruolo", BL_IF_TITLE, 1},
    {"puesto", BL_IF_TITLE, 0},
    {"cargo", BL_IF_TITLE, 0},
    {"qualifica", BL_IF_TITLE, 0},
    {"stanowisko", BL_IF_TITLE, 0},
    {"poste", BL_IF_TITLE, 0},
    {"fonction", BL_IF_TITLE, 0},
    {"funktion", BL_IF_TITLE, 1},
    {"berufsbezeichnung", BL_IF_TITLE, 0},
    {"должность", BL_IF_TITLE, 0},
    {"職稱", BL_IF_TITLE, 0},
    {"职位", BL_IF_TITLE, 0},
    {"source", BL_IF_SOURCE, 0},
    {"leadsource", BL_IF_SOURCE, 0},
    {"customsource", BL_IF_SOURCE, 0},
    {"originalsource", BL_IF_SOURCE, 1},
    {"quelle", BL_IF_SOURCE, 0},
    {"note", BL_IF_NOTE, 0},
    {"notes", BL_IF_NOTE, 0},
    {"comment", BL_IF_NOTE, 1},
    {"comments", BL_IF_NOTE, 1},
    {"remarks", BL_IF_NOTE, 1},
    {"memo", BL_IF_NOTE, 1},
    {"notizen", BL_IF_NOTE, 0},
    {"bemerkungen", BL_IF_NOTE, 1},
    {"remarques", BL_IF_NOTE, 1},
    {"notas", BL_IF_NOTE, 0},
    {"anteckningar", BL_IF_NOTE, 0},
    {"заметки", BL_IF_NOTE, 0},
    {"tag", BL_IF_TAGS, 0},
    {"tags", BL_IF_TAGS, 0},
    {"label", BL_IF_TAGS, 0},
    {"labels", BL_IF_TAGS, 0},
    {"category", BL_IF_TAGS, 0},
    {"categories", BL_IF_TAGS, 0},
    {"groupmembership", BL_IF_TAGS, 0},
    {"personlabels", BL_IF_TAGS, 0},
    {"kategorien", BL_IF_TAGS, 0},
    {"categorias", BL_IF_TAGS, 0},
    {"categorie", BL_IF_TAGS, 0},
    {"etiquetas", BL_IF_TAGS, 0},
    {"адресэлпочты", BL_IF_EMAIL, 0},
    {"emailovaadresa", BL_IF_EMAIL, 0},
    {"emailcim", BL_IF_EMAIL, 0},
    {"電郵", BL_IF_EMAIL, 0},
    {"tyopuhelin", BL_IF_PHONE, 0},
    {"телефонпереносной", BL_IF_PHONE, 0},
    {"商務電話", BL_IF_PHONE, 0},
    {"行動電話", BL_IF_PHONE, 0},
    {"住家電話", BL_IF_PHONE, 0},
    {"手机", BL_IF_PHONE, 0},
    {"funkcia", BL_IF_TITLE, 0},
    {"tehtavanimike", BL_IF_TITLE, 0},
    {"befattning", BL_IF_TITLE, 0},
    {"functie", BL_IF_TITLE, 0},
    {"notatki", BL_IF_NOTE, 0},
    {"poznamky", BL_IF_NOTE, 0},
    {"huomautukset", BL_IF_NOTE, 0},
    {"記事", BL_IF_NOTE, 0},
    {"notities", BL_IF_NOTE, 0},
    {"kategorie", BL_IF_TAGS, 0},
    {"luokat", BL_IF_TAGS, 0},
    {"категории", BL_IF_TAGS, 0},
    {"類別", BL_IF_TAGS, 0},
    {"kategorier", BL_IF_TAGS, 0},
    {"connectedon", BL_IF_FIRST_CONTACT, 0},
    {"firstcontact", BL_IF_FIRST_CONTACT, 0},
    {"firstcontacted", BL_IF_FIRST_CONTACT, 0},
    {"firstcontacton", BL_IF_FIRST_CONTACT, 0},
    {"firstmet", BL_IF_FIRST_CONTACT, 0},
    {"meton", BL_IF_FIRST_CONTACT, 0},
    {"datemet", BL_IF_FIRST_CONTACT, 0},
    {"contactsince", BL_IF_FIRST_CONTACT, 0},
    {"knownsince", BL_IF_FIRST_CONTACT, 0},
    {"createdat", BL_IF_FIRST_CONTACT, 1},
    {"createdon", BL_IF_FIRST_CONTACT, 1},
    {"createdate", BL_IF_FIRST_CONTACT, 1},
    {"createddate", BL_IF_FIRST_CONTACT, 1},
    {"createdutc", BL_IF_FIRST_CONTACT, 1},
    {"createdtime", BL_IF_FIRST_CONTACT, 1},
    {"created", BL_IF_FIRST_CONTACT, 1},
    {"addedtime", BL_IF_FIRST_CONTACT, 1},
    {"addedon", BL_IF_FIRST_CONTACT, 1},
    {"dateadded", BL_IF_FIRST_CONTACT, 1},
    {"signupdate", BL_IF_FIRST_CONTACT, 1},
    {"signedupon", BL_IF_FIRST_CONTACT, 1},
    {"optintime", BL_IF_FIRST_CONTACT, 2},
    {"timestamp", BL_IF_FIRST_CONTACT, 2},
    {"submitdateutc", BL_IF_FIRST_CONTACT, 2},
    {"submittedat", BL_IF_FIRST_CONTACT, 2},
    {"orderdate", BL_IF_FIRST_CONTACT, 2},
    {"stage", BL_IF_STAGE, 0},
    {"bowtiestage", BL_IF_STAGE, 0},
    {"moment", BL_IF_MOMENT, 0},
};

/* Words that say nothing about which field it is. */
static const char *const empty_words[] = {"person",   "contact",  "contacts", "value",   "work",   "home",           "other", "primary",
                                          "business", "personal", "private",  "main",    "the",    "your",           "lead",  "invitee",
                                          "attendee", "customer", "member",   "address", "number", "professionnelle"};

/* One word in the header is enough, unless one of the words that turn it is there too. Order matters: the first rule that holds. */
static const struct rule {
    const char *word, *second; /* second: must be there as well, or NULL */
    enum bl_import_field field;
    const char *unless; /* words, each between spaces */
} rules[] = {
#define NO_FLAG                                                                                                                            \
    " label type status disabled blacklisted verified verification consent optin opt owner domain count date sent open opened clicked "    \
    "bounced confidence source catch interaction activity reply replied "
    {"email", NULL, BL_IF_EMAIL, NO_FLAG "company companies emails name for organizer host manager assistant referrer "},
    {"mail", "e", BL_IF_EMAIL, NO_FLAG "company for name organizer host manager assistant "},
    {"phone", NULL, BL_IF_PHONE,
     NO_FLAG "company fax corporate hq emergency assistant name extension organizer host manager referrer user guest "},
    {"mobile", NULL, BL_IF_PHONE, NO_FLAG "company fax app device "},
    {"telephone", NULL, BL_IF_PHONE, NO_FLAG "company fax "},
    {"whatsapp", NULL, BL_IF_PHONE, NO_FLAG},
    {"tel", NULL, BL_IF_PHONE, NO_FLAG "company fax societe "},
#define NO_FAX                                                                                                                             \
    "fax firma hauptnummer zentrale central asystenta assistent assistente asistente assistenza azienda societe empresa spolecnosti "
    {"telefon", NULL, BL_IF_PHONE, NO_FLAG NO_FAX},
    {"telefono", NULL, BL_IF_PHONE, NO_FLAG NO_FAX},
    {"telefone", NULL, BL_IF_PHONE, NO_FLAG NO_FAX},
    {"telefonnummer", NULL, BL_IF_PHONE, NO_FLAG NO_FAX},
    {"puhelin", NULL, BL_IF_PHONE, NO_FLAG NO_FAX},
    {"телефон", NULL, BL_IF_PHONE, NO_FLAG "факс организации помощника "},
    {"linkedin", NULL, BL_IF_URL, NO_FLAG "company organization id followers headline bio summary "},
    {"first", "name", BL_IF_FIRST, " yomi phonetic owner company "},
    {"given", "name", BL_IF_FIRST, " yomi phonetic "},
    {"last", "name", BL_IF_LAST, " yomi phonetic owner company "},
    {"family", "name", BL_IF_LAST, " yomi phonetic "},
#define NOT_THE_NAME                                                                                                                       \
    " phone url website web site size industry linkedin address city country state zip domain id email emails mail owner type street "     \
    "department yomi revenue founded symbol location twitter facebook employees description number keywords technologies "
    {"company", NULL, BL_IF_COMPANY, NOT_THE_NAME "title role position linkedin "},
    {"organization", NULL, BL_IF_COMPANY, NOT_THE_NAME "title role position "},
    {"organisation", NULL, BL_IF_COMPANY, NOT_THE_NAME "title role position "},
    {"employer", NULL, BL_IF_COMPANY, NOT_THE_NAME "title role position "},
    {"job", "title", BL_IF_TITLE, " level normalized "},
    {"organization", "title", BL_IF_TITLE, " "},
    {"job", "role", BL_IF_TITLE, " "},
    {"profession", NULL, BL_IF_TITLE, " "},
    {"occupation", NULL, BL_IF_TITLE, " "},
    {"headline", NULL, BL_IF_TITLE, " "},
    {"role", NULL, BL_IF_TITLE, " id user access permission status type "},
    {"name", NULL, BL_IF_NAME,
     " company companies account organization organisation file user username event ticket campaign list school job deal first last given "
     "family middle additional nick screen maiden yomi phonetic prefix suffix page domain "
     "product group project team form ad adset short owner referrer assistant spouse manager directory conversation host organizer partner "
     "pet child source stage mail email "},
    {"hear", "about", BL_IF_SOURCE, " "},
};

static bool letter_or_digit(char c) {
    unsigned char u = (unsigned char)c;
    return u >= 0x80 || (u >= 'a' && u <= 'z') || (u >= '0' && u <= '9');
}

const char *bl__header_key(struct bl_arena *arena, const char *s, size_t n) {
    BL_AUTO(bl_buf) struct bl_buf folded = {0};
    bl_text_fold(&folded, s, n);
    char *key = bl_arena_alloc(arena, folded.len + 1);
    if (!key || folded.failed) return NULL;
    size_t k = 0;
    for (size_t i = 0; i < folded.len; i++)
        if (letter_or_digit(folded.data[i])) key[k++] = folded.data[i];
    key[k] = '\0';
    return key;
}

static const struct known *known_of(const char *key) {
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].key, key) == 0) return &known[i];
    return NULL;
}

/* The words of a header: " work e mail address " — each between single spaces, so that strstr finds whole words. */
static bool words_of(struct bl_buf *words, const char *s, size_t n) {
    BL_AUTO(bl_buf) struct bl_buf folded = {0};
    bl_text_fold(&folded, s, n);
    bl_buf_chr(words, ' ');
    for (size_t i = 0; i < folded.len; i++) {
        bool part = letter_or_digit(folded.data[i]);
        if (part || words->data[words->len - 1] != ' ') bl_buf_chr(words, part ? folded.data[i] : ' ');
        if (words->failed) return false;
    }
    if (!words->failed && words->data[words->len - 1] != ' ') bl_buf_chr(words, ' ');
    return !words->failed && !folded.failed;
}

static bool has_word(const char *words, const char *word) {
    char spaced[40];
    size_t n = strlen(word);
    if (n + 3 > sizeof spaced) return false;
    spaced[0] = ' ';
    memcpy(spaced + 1, word, n);
    spaced[n + 1] = ' ';
    spaced[n + 2] = '\0';
    return strstr(words, spaced) != NULL;
}

/* Is a word of `words` among those of `list`? */
static bool shares_word(const char *words, const char *list) {
    for (const char *w = words + 1; *w;) {
        size_t n = strcspn(w, " ");
        char one[40];
        if (n && n < sizeof one) {
            memcpy(one, w, n);
            one[n] = '\0';
            if (has_word(list, one)) return true;
        }
        w += n + (w[n] ? 1 : 0);
    }
    return false;
}

static bool says_nothing(const char *word, size_t n) {
    size_t digits = strspn(word, "0123456789");
    if (digits >= n) return true;
    for (size_t i = 0; i < sizeof empty_words / sizeof *empty_words; i++)
        if (strlen(empty_words[i]) == n && memcmp(empty_words[i], word, n) == 0) return true;
    return false;
}

/* The key of what is left of a header when the words that say nothing are dropped. */
static bool core_of(struct bl_buf *core, const char *words) {
    for (const char *w = words + 1; *w;) {
        size_t n = strcspn(w, " ");
        if (n && !says_nothing(w, n)) bl_buf_add(core, w, n);
        w += n + (w[n] ? 1 : 0);
    }
    return !core->failed;
}

struct bl__meaning bl__header_meaning(struct bl_arena *arena, const char *s, size_t n) {
    static const struct bl__meaning unknown = {BL_IF_SKIP, 0, 0}, nomem = {BL_IF_SKIP, -1, 0};
    const char *key = bl__header_key(arena, s, n);
    if (!key) return nomem;
    if (!*key || n > 300) return unknown;
    const struct known *hit = known_of(key);
    if (hit) return (struct bl__meaning){hit->field, 3, hit->rank};
    BL_AUTO(bl_buf) struct bl_buf words = {0}, core = {0};
    if (!words_of(&words, s, n) || !core_of(&core, words.data)) return nomem;
    hit = core.len ? known_of(core.data) : NULL;
    /* A "company address" is no company, a "lead stage" not one of ours. */
    if (hit && ((has_word(words.data, "address") && hit->field != BL_IF_EMAIL) ||
                (has_word(words.data, "number") && hit->field != BL_IF_PHONE) || hit->field == BL_IF_STAGE))
        hit = NULL;
    if (hit) return (struct bl__meaning){hit->field, 2, hit->rank};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *rule = &rules[i];
        if (!has_word(words.data, rule->word) || (rule->second && !has_word(words.data, rule->second))) continue;
        if (!shares_word(words.data, rule->unless)) return (struct bl__meaning){rule->field, 1, 0};
    }
    return unknown;
}
