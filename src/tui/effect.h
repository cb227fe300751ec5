/* What update asks the world to do. Values only: update names the wish, src/term/perform.c grants it and answers with a message. */
#ifndef BL_TUI_EFFECT_H
#define BL_TUI_EFFECT_H

#include "bowline/book.h"
#include "bowline/filter.h"
#include "bowline/import.h"
#include "bowline/person.h"

enum effect_kind {
    EFF_NONE,
    /* reading */
    EFF_HOME,      /* lens → MSG_HOME */
    EFF_LIST,      /* text (filter), list → MSG_LIST, then MSG_COUNT; replaces a list that is still being read */
    EFF_PERSON,    /* ids[0] → MSG_PERSON */
    EFF_WORDS,     /* kinds and tags there are → MSG_WORDS */
    EFF_RESOLVE,   /* words: names as typed → MSG_RESOLVED */
    EFF_COMPLETE,  /* text: beginning of a name → MSG_COMPLETED */
    EFF_FOLDER,    /* text: a path, typed unless `flag`; NULL: where files land; within: the folder it starts from → MSG_FOLDER */
    EFF_PROMISING, /* text: words; ids[0]: the step of an import → MSG_PROMISING, a moment later; replaces one under way */
    EFF_BRIEFS,    /* ids → MSG_BRIEFS */
    EFF_STEPS,     /* → MSG_STEPS */
    EFF_TODAY,     /* flag: everybody, even after a lapse → MSG_TODAY */
    EFF_MAP,       /* → MSG_MAP */
    EFF_REVIEW,    /* count: how many were handled; flag: also where it stopped → MSG_REVIEW */
    EFF_BEHIND,    /* text: a filter → MSG_COUNT of it, when there is time; replaces one under way */
    EFF_FIGURES,   /* lens; flag: with names → MSG_FIGURES, a moment later; replaces one under way */
    EFF_DUPES,     /* text: a filter, or NULL; begins to look for pairs → MSG_DUPES, now and then until done; replaces one under way */
    EFF_DUPES_STOP,
    EFF_PAIR,       /* count: which pair, delta −1: or the nearest before it; or ids: these two → MSG_PAIR */
    EFF_DRAFT_LOAD, /* → MSG_DRAFT */
    EFF_PAST,       /* day → MSG_PAST …, the last one done: from then on all reading is of that day */
    EFF_PAST_STOP,  /* stays where it is */
    EFF_PRESENT,    /* all reading is of today again */
    /* writing: one step each → MSG_STEPPED or MSG_FAILED */
    EFF_REVIEW_KEEP, /* text: where the review stands. Silent unless it fails */
    EFF_REVIEW_FINISH, /* words: promises; text: what to do better, or NULL; ids[0]: the review before, count: which of its promises were kept (bits) */
    EFF_FINISHED,   /* ids[0]: the one to open, or none → MSG_FINISHED */
    EFF_DRAFT_SAVE, /* text; NULL removes it; flag: the one put aside. Silent unless it fails */
    EFF_LOG,        /* text: the log line; flag: add who is not known */
    EFF_MOVE,       /* ids, record.stage, record.moment; or delta on `track` */
    EFF_RECORD,     /* ids, record: park, close, reopen; flag: their open promises are dropped */
    EFF_PROMISE,    /* ids, text, day, flag: theirs */
    EFF_KEEP,       /* ids: promises that were kept */
    EFF_TAG,        /* ids, words (to add), less (to remove) */
    EFF_ADD,        /* edit */
    EFF_EDIT,       /* ids[0], edit */
    EFF_VOID,       /* ids: person, entry; text: why, or NULL; flag: only say what would follow → MSG_FOLLOWS */
    EFF_SNOOZE,     /* ids, day, text: why */
    EFF_REST,       /* day: all but the few that matter first */
    EFF_MERGE,      /* ids: kept, gone; words: fields to take from the second */
    EFF_APART,      /* ids: two who are not the same */
    EFF_PLAY,       /* ids: they come into play */
    EFF_UNDO,       /* count steps */
    EFF_TAKE_BACK,  /* ids: the one step, whatever came later */
    EFF_REDO,
    /* jobs and the terminal */
    EFF_IMPORT, /* text: path; flag: only rehearse; import → MSG_IMPORT … */
    EFF_IMPORT_STOP,
    EFF_REJECTS, /* text: path of the list; within: the file its rejected rows go to, as typed; flag: it may be replaced; import → MSG_REJECTS … */
    EFF_EDITOR, /* text → MSG_EDITED */
    EFF_SUSPEND,
    EFF_REPAINT,
    EFF_QUIT
};

struct list_wish {
    struct bl_sort sort[2];
    size_t sorts;
    int64_t anchor;       /* 0 = the beginning, or the end when `end` */
    size_t before, after; /* rows wanted on both sides of the anchor (which counts as after) */
    bool end, count;
};
struct import_wish { /* what the user said about the file; NULL and 0: as guessed */
    const char *encoding, *date_order, *source, *tag, *me;
    char delimiter;
    bool afresh;
    enum bl_import_conflict on_conflict;
    struct bl_pairs map, stages; /* field=column, value=stage */
    int64_t from;                /* rows of each kind before those wanted */
};
struct effect {
    enum effect_kind kind;
    unsigned serial; /* handed back with the answer: an answer to an older wish is dropped */
    const char *text;
    struct bl_ids ids;
    struct bl_strs words, less;
    bool flag;
    int count, delta;
    enum bl_track track;
    enum bl_lens lens;
    bl_day day;
    struct {
        enum bl_act act;
        int stage, moment, side;
        bl_day until;
        const char *why;
    } record;
    struct bl_person_edit edit;
    struct list_wish list;
    struct import_wish import;
    const char *within;
};
/* The wishes of one update, in order, with the memory of what they say. */
struct effects {
    struct bl_arena arena;
    struct effect *at;
    size_t n, cap;
    bool failed; /* memory was out: something asked for is missing */
    struct effect spare;
};
/* A new wish at the end. Never NULL: without memory it is a spare one that nobody performs, and `failed` is set. */
struct effect *effects_add(struct effects *effects, enum effect_kind kind);
/* Copies into the memory of the wishes. */
const char *effects_text(struct effects *effects, const char *text);
struct bl_ids effects_ids(struct effects *effects, const int64_t *ids, size_t n);
struct bl_strs effects_strs(struct effects *effects, struct bl_strs strs);
void effects_free(struct effects *effects);

#endif
