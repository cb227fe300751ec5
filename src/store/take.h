/* Shared by the take_*.c: one taking back, what is known of the step and of those that came later. */
#ifndef BL_STORE_TAKE_H
#define BL_STORE_TAKE_H

#include "store/changes.h"

#include "bowline/takeback.h"

/* A growing list of numbers with bits, sorted when it is asked: 24 bytes for each thing that a later step touched. */
struct bl__mark {
    uint64_t key, bits;
    int64_t step;
};
struct bl__marks {
    struct bl__mark *at;
    size_t n, cap;
};
enum bl_status bl__mark(struct bl__marks *marks, uint64_t key, uint64_t bits, int64_t step, struct bl_error *err) BL_NODISCARD;
/* Sorts, and makes one of those that are equal in key and step. */
void bl__marks_settle(struct bl__marks *marks);
/* The first of a key, or n; all bits of a key (0 = it is not there). Both after settling. */
size_t bl__marks_first(const struct bl__marks *marks, uint64_t key);
uint64_t bl__marks_bits(const struct bl__marks *marks, uint64_t key);
void bl__marks_free(struct bl__marks *marks);
/* The keys of settled marks, for bl_picked(); to be freed. */
enum bl_status bl__marks_ids(const struct bl__marks *marks, struct bl_ids *out, struct bl_error *err) BL_NODISCARD;
void bl__ids_free(struct bl_ids *ids);

/* What a journalled table means here: a new one is a row in take_facts.c. Columns as the migrations made them. */
struct bl__fact {
    const char *table;
    int owner; /* the column that names whose row it is; -1: nobody's alone */
    int other; /* a column that names somebody else too, -1: none; and what that is called */
    unsigned other_why;
    enum bl_sql owner_sql; /* an update does not say whose: asked by id (BL_SQL_COUNT: the owner is part of the key) */
    uint64_t derived;      /* columns that follow from others: never turned back, made anew */
    uint64_t soft;         /* turned back where nothing came later, silently left where something did */
    unsigned why;          /* what it is called when a later step changed it */
};
enum { BL__PERSON_NAME = 2, BL__PERSON_COMPANY = 5, BL__PERSON_REFERRED = 9, BL__PERSON_CREATED = 10, BL__PERSON_NAME_KEY = 15 };
enum { BL__PERSON_COMPANY_KEY = 16, BL__PERSON_IN_PLAY = 12, BL__PERSON_BY_HAND = 14 };
const struct bl__fact *bl__fact_of(const char *table); /* NULL: unknown */
/* Columns a change touches: of an update those that changed, else all. */
uint64_t bl__fact_columns(const struct bl__change *change);
uint64_t bl__fact_key(const struct bl__change *change); /* of the row: table and primary key */
#define BL__FACT_BIT(column) (UINT64_C(1) << ((column) < 63 ? (column) : 63))

struct bl__take {
    struct bl_store *store;
    struct bl_arena *arena;
    int64_t step;
    bool bulk;
    int64_t lo, hi;             /* people it brought as a run; hi < lo: none */
    int64_t entry_lo, entry_hi; /* their entries */
    int64_t talk_lo, talk_hi;   /* conversations it brought as a run */
    struct bl__marks talks;     /* of these, those that stay */
    struct bl__marks owners;    /* people who were there and of whom it changed something */
    struct bl__marks people;    /* touched later: who, why, by which step */
    struct bl__marks rows;      /* touched later: rows of owners and of nobody, with the columns */
    struct bl__marks kept;      /* people of the run who stay, and why */
    struct bl__marks held;      /* others of whom something stays, and why */
    struct bl__marks stuck;     /* whose book would become impossible */
    struct bl__marks turned;    /* whose rows went back: to be made true again */
    struct bl__marks way;       /* later steps in the way of one that is no import */
    int64_t gone;
};
static inline bool bl__take_in_run(const struct bl__take *take, int64_t person) {
    return person >= take->lo && person <= take->hi;
}
/* Whose row a change is of; *owner 0: nobody's, or it cannot be known any more. */
enum bl_status bl__take_owner(struct bl__take *take, const struct bl__fact *fact, const struct bl__change *change, int64_t *owner,
                              struct bl_error *err) BL_NODISCARD;
/* take_facts.c: what the step did and what later ones touched of it. take_turn.c: its change sets turned back, where nothing stands against it.
 * take_talks.c, take_people.c: the conversations and the people it brought, but for those that are kept. */
enum bl_status bl__take_look(struct bl__take *take, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__take_turn(struct bl__take *take, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__take_talks(struct bl__take *take, struct bl_error *err) BL_NODISCARD;
enum bl_status bl__take_people(struct bl__take *take, struct bl_error *err) BL_NODISCARD;
/* What was written since the last call becomes a part of the new step; the session begins anew. */
enum bl_status bl__take_flush(struct bl__take *take, struct bl_error *err) BL_NODISCARD;

#endif
