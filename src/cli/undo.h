/* Shared by the two halves of bowline undo: the last steps (cmd_undo.c), and one earlier step (cmd_undo_step.c). */
#ifndef BL_CLI_UNDO_H
#define BL_CLI_UNDO_H

#include "cli/internal.h"

/* The end of what either of them prints as JSON. */
enum bl_status undo_end_json(struct call *call, struct bl_json *json, struct bl_buf *out, struct bl_error *err) BL_NODISCARD;
enum bl_status undo_earlier(struct call *call, const char *step, struct bl_error *err) BL_NODISCARD;

#endif
