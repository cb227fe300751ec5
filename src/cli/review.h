/* Shared by the files of bowline review: which form is written, and the parts of the text. */
#ifndef BL_CLI_REVIEW_H
#define BL_CLI_REVIEW_H

#include "cli/internal.h"

enum { REVIEW_IDS = 50 };
enum form { FORM_TEXT, FORM_MD, FORM_PLAIN };

void review_heading(struct call *call, enum form form, int level, const char *text);
/* “Ada, Ben and 3 more”. */
const char *review_names(struct call *call, struct bl_ids ids, int64_t n);
const char *review_state(enum bl_lens lens, int index, int ranks); /* sides follow the ranks */
/* What comes under the movements of a lens: conversion, time, who is stale. */
void review_rates(struct call *call, const struct bl_review *review, enum form form);
/* What stands otherwise than in the last finished review, in a line. */
void review_since(struct call *call, const struct bl_review *review, enum form form);
/* What no lens changes: promises, conversations, money, late entries; then what the last finished review promised. */
enum bl_status review_rest(struct call *call, const struct bl_review *review, enum form form, struct bl_error *err) BL_NODISCARD;
/* --finish and --past. */
enum bl_status review_finish(struct call *call, bl_day as_of, struct bl_error *err) BL_NODISCARD;
enum bl_status review_past(struct call *call, struct bl_error *err) BL_NODISCARD;

#endif
