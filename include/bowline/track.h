/* Tracks: the ordered sets of states a journey moves along, and the words for them. Tables, not ifs. */
#ifndef BOWLINE_TRACK_H
#define BOWLINE_TRACK_H

#include "bowline/status.h"

#include <stdbool.h>

enum bl_track { BL_STAGE, BL_MOMENT };
#define BL_TRACKS 2

/* What a screen or a report looks through; the first two are the tracks. */
enum bl_lens { BL_LENS_STAGE, BL_LENS_MOMENT, BL_LENS_MILESTONE };
#define BL_LENSES 3

/* The state of a journey on a track: 0 before it began, its rank while active, else the side state. The same small number everywhere:
 * in the file, in the figures, in the filter. */
enum bl_state {
    BL_NONE = 0,
    /* ranks 1 … 7 (stage) or 1 … 6 (moment) */
    BL_RANK_MAX = 7,
    BL_PARKED = 8,
    BL_LOST = 9,
    BL_DISQUALIFIED = 10,
    BL_CHURNED = 11,
    BL_STATES = 12 /* size of an array indexed by state */
};
/* Status of a journey: BL_NONE stands for active, else the side state. */
#define BL_ACTIVE BL_NONE

enum { BL_AWARENESS = 1, BL_EDUCATION, BL_SELECTION, BL_COMMITMENT, BL_ONBOARDING, BL_UTILIZATION, BL_GROWTH };
enum { BL_CONNECT = 1, BL_COMMUNITY, BL_ONE_TO_ONE, BL_OUTCOMES, BL_EDUCATE, BL_BADASS };
/* Milestones, computed: awareness consideration trial decision adoption performance transformation advocacy (1 … 8 in that lens). */
#define BL_MILESTONES 8

int bl_track_ranks(enum bl_track track); /* 7 or 6 */
/* The lower-case word of a state (“selection”, “one_to_one”, “parked”); "" for BL_NONE. Borrowed, static. */
const char *bl_track_name(enum bl_track track, int state);
/* For people: underscores as spaces (“one to one”). */
const char *bl_track_label(enum bl_track track, int state);
/* Of a status: active parked lost disqualified churned. */
const char *bl_status_name(int status);
const char *bl_milestone_name(int milestone);
/* Stage → milestone rank without trials and advocacy (until those are recorded): awareness 1, education and selection 2, commitment 4,
 * onboarding 5, utilization 6, growth 7; side states unchanged are the caller's business. */
int bl_milestone_of(int stage);
const char *bl_lens_name(enum bl_lens lens);

/* A word → rank. `-`, `_` and space are the same, case ignored; `1:1`, `jtbd`, `jobs`, `commit`, `retention`, `expansion`; a unique beginning of
 * at least three letters. Unknown: BL_USAGE with "did you mean". */
enum bl_status bl_track_parse(enum bl_track track, const char *word, int *rank, struct bl_error *err) BL_NODISCARD;
/* A word → status, including active. */
enum bl_status bl_status_parse(const char *word, int *status, struct bl_error *err) BL_NODISCARD;
enum bl_status bl_lens_parse(const char *word, enum bl_lens *lens, struct bl_error *err) BL_NODISCARD;
/* In one sentence: what it means to be in this state (own wording, from journey.md section 1 and 2). */
const char *bl_track_meaning(enum bl_track track, int rank);
/* One question worth asking there (own wording); `turn` picks among those there are. */
const char *bl_track_question(enum bl_track track, int rank, unsigned turn);
/* Reasons to close that are offered: n-th, NULL after the last. */
const char *bl_close_reason(size_t n);

#endif
