/* Shared within the demo only: the shape of its tables. All days are relative to the day the demo is made, so that it never grows old. */
#ifndef BL_EXCHANGE_DEMO_INTERNAL_H
#define BL_EXCHANGE_DEMO_INTERNAL_H

#include "bowline/store.h"

enum bl__demo_who {
    ADA,
    MATEUS,
    HANNA,
    MEILING,
    PRIYA,
    JONAS,
    AOIFE,
    KWAME,
    SOFIA,
    TEREZA,
    OMAR,
    GRACE,
    YUKI,
    RAFAEL,
    NADIA,
    INES,
    JOSE,
    ELIF,
    BEN,
    CHLOE,
    SAMIR,
    ZOFIA,
    MAYA,
    TOM,
    DAN,
    LEILA,
    SOREN,
    CAMILA,
    VIKTOR,
    AMARA,
    NOAH,
    FATIMA,
    GUS,
    HAL,
    KEN,
    RUTH,
    NGOZI,
    PIOTR,
    ISABELA,
    ARJUN,
    ERIK,
    KATARINA,
    LIAM,
    NOOR,
    OLEKSANDR,
    HYEJIN,
    TARIQ,
    EMILY,
    FAY,
    GIULIA,
    BJORN,
    SANJAY,
    CARLA,
    PIERRE,
    WEI,
    ANTON,
    EVELYN,
    ROBERT,
    CLEO,
    MIGUEL,
    BL__DEMO_PEOPLE,
    NOBODY = BL__DEMO_PEOPLE
};

struct bl__demo_person {
    const char *name, *company, *title, *email, *phone, *url, *source, *tag, *note; /* phone and what follows: or NULL */
    enum bl__demo_who brought_by;                                                   /* or NOBODY */
    int opened;                                                                     /* days ago */
    int stage, moment;                                                              /* where they stood then */
    bool listed;                                                                    /* came in a list: not in play */
};
extern const struct bl__demo_person bl__demo_people[BL__DEMO_PEOPLE];

enum bl__demo_what {
    BL__DEMO_TALK,
    BL__DEMO_MOVE,
    BL__DEMO_PARK,
    BL__DEMO_RESUME,
    BL__DEMO_CLOSE,
    BL__DEMO_REOPEN,
    BL__DEMO_MINE,
    BL__DEMO_THEIRS
};
enum { BL__DEMO_OPEN = -1 }; /* a promise not kept yet */

struct bl__demo_event {
    enum bl__demo_who who, with; /* with: or NOBODY */
    int ago;                     /* days before today */
    enum bl__demo_what what;
    const char *kind; /* of a talk */
    int minutes;
    int stage, moment, side;
    int due;           /* park, promise: days from today, negative = past */
    int kept;          /* promise: days ago, or BL__DEMO_OPEN */
    const char *text;  /* what was said, promised, or why */
    const char *quote; /* or NULL */
};
/* In no order but that of each person's days. */
extern const struct bl__demo_event bl__demo_after[], bl__demo_before[], bl__demo_rest[];
extern const size_t bl__demo_after_count, bl__demo_before_count, bl__demo_rest_count;

/* Rows of the tables. Stages and moments by their first letters. */
enum { AW = BL_AWARENESS, ED, SE, CO, ON, UT, GR };
enum { CN = BL_CONNECT, CY, OO, OC, EC, BA };
#define TALK(p, days, how, mins, say, own)                                                                                                 \
    { .who = p, .with = NOBODY, .ago = days, .what = BL__DEMO_TALK, .kind = how, .minutes = mins, .text = say, .quote = own }
#define BOTH(p, q, days, how, mins, say, own)                                                                                              \
    { .who = p, .with = q, .ago = days, .what = BL__DEMO_TALK, .kind = how, .minutes = mins, .text = say, .quote = own }
#define STEP(p, days, how, mins, s, m, say, own)                                                                                           \
    {                                                                                                                                      \
        .who = p, .with = NOBODY, .ago = days, .what = BL__DEMO_TALK, .kind = how, .minutes = mins, .stage = s, .moment = m, .text = say,  \
        .quote = own                                                                                                                       \
    }
#define MOVE(p, days, s, m, why)                                                                                                           \
    { .who = p, .with = NOBODY, .ago = days, .what = BL__DEMO_MOVE, .stage = s, .moment = m, .text = why }
#define PARK(p, days, until, why)                                                                                                          \
    { .who = p, .with = NOBODY, .ago = days, .what = BL__DEMO_PARK, .due = until, .text = why }
#define WAKE(p, days, why)                                                                                                                 \
    { .who = p, .with = NOBODY, .ago = days, .what = BL__DEMO_RESUME, .text = why }
#define LEFT(p, days, as, why)                                                                                                             \
    { .who = p, .with = NOBODY, .ago = days, .what = BL__DEMO_CLOSE, .side = as, .text = why }
#define BACK(p, days, s, m, why)                                                                                                           \
    { .who = p, .with = NOBODY, .ago = days, .what = BL__DEMO_REOPEN, .stage = s, .moment = m, .text = why }
#define MINE(p, days, by, done, say)                                                                                                       \
    { .who = p, .with = NOBODY, .ago = days, .what = BL__DEMO_MINE, .due = by, .kept = done, .text = say }
#define WAIT(p, days, by, done, say)                                                                                                       \
    { .who = p, .with = NOBODY, .ago = days, .what = BL__DEMO_THEIRS, .due = by, .kept = done, .text = say }
#define OPEN BL__DEMO_OPEN

#endif
