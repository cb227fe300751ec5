/* Shared by dupes.c (the job: blocks, slices), dupes_judge.c (are the two of a block alike?) and dupes_read.c (pairs as they are shown). */
#ifndef BL_STORE_DUPES_H
#define BL_STORE_DUPES_H

#include "bowline/alike.h"
#include "bowline/dupes.h"
#include "store/internal.h"

enum { BL__DUPES_KEPT = 50000, BL__DUPES_BUCKETS = 256, BL__DUPES_CROWD = 8 };

struct bl__print { /* a person under a fingerprint */
    uint32_t high, low, person;
};
struct bl__bucket {
    struct bl__print *at;
    uint32_t n, cap;
};
struct bl__pair {
    uint32_t a, b; /* a < b; 0: a free slot */
    uint16_t why;
    bool against;
};
struct bl__pairs { /* open addressing */
    struct bl__pair *slots;
    size_t size, used;
    int64_t more;
};
struct bl__member { /* of a block, as the judges see one */
    int64_t id;
    const char *name_key, *company_key;
    struct bl_name_words words;
};

struct bl_dupes {
    struct bl_store *store;
    struct bl_arena arena; /* filter, pairs set apart, the words of a crowd */
    struct bl_ids chosen;  /* whom the filter matches, ascending */
    bool filtered;
    struct bl_ids apart; /* a, b, a, b …, ascending */
    struct bl__pairs pairs;
    struct bl__pair *sorted; /* once all is done */
    size_t sorted_count;
    struct bl__bucket buckets[BL__DUPES_BUCKETS];
    int pass, part, parts;
    int stage; /* of the pass: see dupes.c */
    int64_t people, last, without_company;
    int64_t after, after_kind, after_pos; /* where the walk goes on */
    size_t checked;                       /* pairs looked at for what speaks against them */
    struct bl_dupes_seen seen;
    bool failed, done; /* failed: memory was out while fingerprints were gathered */
};

/* What the judges answer: a bit of enum bl_alike, or −1. */
int bl__alike_names(const struct bl__member *a, const struct bl__member *b);
int bl__alike_letter(const struct bl__member *a, const struct bl__member *b);
int bl__alike_initial(const struct bl__member *a, const struct bl__member *b);
/* Members of a block into an arena; those who are gone since are left out. */
enum bl_status bl__dupes_members(struct bl_store *store, const struct bl__print *run, size_t n, struct bl_arena *arena,
                                 struct bl__member *out, size_t *count, struct bl_error *err) BL_NODISCARD;
/* Do two have an address of that kind in common? *text gets it. BL__PHONE_TAIL: a phone number but for its country. */
enum { BL__PHONE_TAIL = 4 };
enum bl_status bl__alike_address(struct bl_store *store, int64_t a, int64_t b, int kind, struct bl_arena *arena, const char **text,
                                 struct bl_error *err) BL_NODISCARD;
/* Have they different profiles at one place? */
enum bl_status bl__alike_against(struct bl_store *store, int64_t a, int64_t b, bool *yes, struct bl_error *err) BL_NODISCARD;
/* All that speaks for two people, and against. */
enum bl_status bl__alike_all(struct bl_store *store, int64_t a, int64_t b, unsigned *why, bool *against, struct bl_error *err) BL_NODISCARD;
/* One more reason for a pair. */
enum bl_status bl__pair_add(struct bl_dupes *d, int64_t a, int64_t b, int why, struct bl_error *err) BL_NODISCARD;

#endif
