/* The filter language of list, export, bulk writes and the "/" of the screens (DESIGN section 3.1): text → tree. Pure; the store compiles it to bound SQL. */
#ifndef BOWLINE_FILTER_H
#define BOWLINE_FILTER_H

#include "bowline/date.h"
#include "bowline/memory.h"
#include "bowline/track.h"

enum bl_node_kind { BL_NODE_AND, BL_NODE_OR, BL_NODE_NOT, BL_NODE_WORD, BL_NODE_TEST };
enum bl_field {
    BL_F_ID,
    BL_F_NAME,
    BL_F_EMAIL,
    BL_F_COMPANY,
    BL_F_TITLE,
    BL_F_SOURCE,
    BL_F_TAG,
    BL_F_STAGE,
    BL_F_MOMENT,
    BL_F_MILESTONE,
    BL_F_STATUS,
    BL_F_CYCLE,
    BL_F_LAST,
    BL_F_NEXT,
    BL_F_AGE,
    BL_F_CREATED,
    BL_F_MRR,
    BL_F_NOTE,
    BL_F_SAID,
    BL_F_PLAY,
    BL_F_UNTIL,
    BL_F_OVERDUE,
    BL_F_STALE,
    BL_F_QUIET,
    BL_F_GAP,
    BL_F_VISITED,
    BL_F_MOVED,
    BL_F_SNOOZED,
    BL_F_IMPORT, /* lo: the step, 0 = the last import */
    BL_F_CUSTOM,
    BL_F_BEHIND,  /* behind a figure of the review: see struct bl_behind */
    BL_F_ORIGIN,  /* how they came: referral, or the source without its case */
    BL_F_PROMISED /* the day an open promise is due: any of them, not only the next */
};
enum bl_op { BL_OP_HAS /* `:` the field's natural test */, BL_OP_EQ, BL_OP_NE, BL_OP_LT, BL_OP_LE, BL_OP_GT, BL_OP_GE };
enum bl_value_kind {
    BL_V_TEXT,   /* text: folded in `text` */
    BL_V_NUMBER, /* number (cents for mrr) */
    BL_V_RANGE, /* lo..hi, both included: ranks, statuses, numbers, cents; of last, next and created always calendar days; of age days in stage */
    BL_V_DAY,  /* a day in lo */
    BL_V_DAYS, /* a length of time in days in lo: days since for last (last:>30d), days in stage for age. next and created never have it */
    BL_V_NONE, /* none: the field is empty */
    BL_V_ANY,  /* any: it is not */
    BL_V_OVERDUE, /* next:overdue */
    BL_V_YES,
    BL_V_NO /* lo of stale: 0 on either track, 1 stage, 2 moment; gap: 0 any moment, else which */
};
/* The people behind a figure (journey.md section 4), counted over entries, not over where somebody stands now. Days: [from, to]; those of R7 to R11 look back
 * from `to` by the window of the file, `was` and `pays` ask for the end of `to`. */
enum bl_behind_what {
    BL_BEHIND_WAS,      /* stood in lo..hi at the end of `to` */
    BL_BEHIND_ENTERED,  /* R1 in: moved into lo..hi */
    BL_BEHIND_LEFT,     /* R1 out */
    BL_BEHIND_KIND,     /* R3: moved as `kind` (BL_KINDS: any, one more: any but new) */
    BL_BEHIND_FLOW,     /* R2: moved from src_lo..src_hi to lo..hi */
    BL_BEHIND_REACHED,  /* R7: a cycle of theirs reached rank lo; and what became of it (R8, R9) */
    BL_BEHIND_ADVANCED, /* … lo + 1 */
    BL_BEHIND_ENDED,
    BL_BEHIND_PARKED,
    BL_BEHIND_OPEN,
    BL_BEHIND_COHORT,  /* reached it 28 days ago or longer */
    BL_BEHIND_IN_TIME, /* … and advanced within 28 days */
    BL_BEHIND_EARLY,   /* reached it later */
    BL_BEHIND_STAYED,  /* R10: a stay in lo that began within the window */
    BL_BEHIND_STAYING, /* … and goes on */
    BL_BEHIND_SPOKE,   /* R6: took part in a conversation */
    BL_BEHIND_PAYS,    /* R12: paid something at the end of `to` */
    BL_BEHIND_PAID,    /* … as `kind`: 1 new, 2 expansion, 3 contraction, 4 churn */
    BL_BEHIND_RESTATED /* an entry recorded after the last finished review, for a day it had spoken of */
};
/* A day that follows from a week is given as that of the ISO week; the file says when its weeks begin (date.h), and the store moves it accordingly. */
enum bl_week_day {
    BL_A_DAY,       /* it does not */
    BL_OF_ISO_WEEK, /* a week by its number: moved by the lead */
    BL_OF_THIS_WEEK /* counted from the week that holds the day asked on: moved as that one's first day is */
};
struct bl_behind {
    enum bl_behind_what what;
    int track; /* enum bl_track, -1 = either, BL_BEHIND_MILESTONE */
    int kind, lo, hi, src_lo, src_hi;
    bl_day from, to;
    enum bl_week_day from_week, to_week; /* the end of a week is cut at the day asked on */
};
#define BL_BEHIND_MILESTONE 2 /* a track on which education and selection are one state */
struct bl_node {
    enum bl_node_kind kind;
    struct bl_node *left, *right; /* AND, OR; NOT uses left */
    enum bl_field field;
    const char *custom; /* name of a custom field (BL_F_CUSTOM), folded */
    enum bl_op op;
    enum bl_value_kind value;
    const char *text; /* WORD and BL_V_TEXT: folded key; raw text for said. Also set beside BL_V_NUMBER of a custom field */
    int64_t lo, hi;
    enum bl_week_day lo_week, hi_week; /* whether lo and hi (days then) follow from weeks */
    size_t at, len;                    /* where in the source, for errors found later (unknown custom field) */
    struct bl_behind behind;           /* BL_F_BEHIND */
};
struct bl_filter {
    const char *source;
    struct bl_node *root; /* NULL = everybody */
    bool names_status;    /* `status:` occurs: then stage: and moment: speak of every journey, else of active ones */
};
/* Parses. A mistake is BL_USAGE whose text is one line that says what, then the cleaned source (a window of it when it is wide), then a caret under the
 * place. `today` may be the day a list is asked "as of". Any op but HAS, EQ, NE comes with NUMBER, DAY, DAYS, or TEXT of a custom field only. An unknown field is looked for in `custom`
 * (names of the custom fields there are) before "did you mean". Bare `-word` is not. */
enum bl_status bl_filter_parse(const char *text, bl_day today, struct bl_strs custom, struct bl_arena *arena, struct bl_filter *out,
                               struct bl_error *err) BL_NODISCARD;

enum bl_sort_key {
    BL_SORT_NAME,
    BL_SORT_COMPANY,
    BL_SORT_STAGE,
    BL_SORT_MOMENT,
    BL_SORT_LAST,
    BL_SORT_NEXT,
    BL_SORT_CREATED,
    BL_SORT_AGE,
    BL_SORT_MRR,
    BL_SORT_ID,
    BL_SORTS
};
struct bl_sort {
    enum bl_sort_key key;
    bool descending;
};
/* "-last,name" → up to `max` sorts; BL_USAGE with "did you mean". */
enum bl_status bl_sort_parse(const char *text, struct bl_sort *out, size_t max, size_t *n, struct bl_error *err) BL_NODISCARD;
const char *bl_sort_name(enum bl_sort_key key);

#endif
