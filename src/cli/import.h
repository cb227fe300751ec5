/* Shared by the files of bowline import: running and telling (cmd_import.c), asking (cmd_import_ask.c). */
#ifndef BL_CLI_IMPORT_H
#define BL_CLI_IMPORT_H

#include "cli/internal.h"

/* What the user says in the course of an import, laid over the options it began with. Texts live with the call. */
struct import_talk {
    struct bl_import_options options;
    size_t map_cap, stage_cap;
    struct bl_strs put; /* questions put already: each once */
    size_t put_cap;
    bool stages_told;
};
enum bl_status import_talk_begin(struct call *call, const struct bl_import_options *options, struct import_talk *talk,
                                 struct bl_error *err) BL_NODISCARD;
/* Puts the questions of a rehearsal that were not put yet; *again: something was answered, so that it has to be rehearsed anew. */
enum bl_status import_questions(struct call *call, const struct bl_import_report *report, struct import_talk *talk, bool *again,
                                struct bl_error *err) BL_NODISCARD;
enum import_choice { IMPORT_LEAVE, IMPORT_GO, IMPORT_AGAIN };
/* Import, change something (which is taken into the talk), or leave? */
enum bl_status import_choose(struct call *call, const struct bl_import_report *report, struct import_talk *talk, enum import_choice *choice,
                             struct bl_error *err) BL_NODISCARD;
/* No column says who anybody is: which one does? *again as above. */
enum bl_status import_columns(struct call *call, struct import_talk *talk, bool *again, struct bl_error *err) BL_NODISCARD;
/* A delimiter as it is typed: , ; | : tab. */
enum bl_status import_delimiter(const char *text, char *out, struct bl_error *err) BL_NODISCARD;

/* After an import on a terminal: who of its people have you really talked to? They come into play. Asks nothing with --json, -q, -n or --yes. */
enum bl_status import_talked(struct call *call, int64_t step, struct bl_error *err) BL_NODISCARD;

#endif
