/* Shared by the two halves of `bowline log`: reading and writing the line, and answering. */
#ifndef BL_CLI_LOG_H
#define BL_CLI_LOG_H

#include "cli/internal.h"

struct taking_part {
    int64_t id;
    const char *add; /* the name to add them by; then id is 0 */
};
struct logging {
    struct call *call;
    const char *line;
    size_t length;
    struct bl_logline parsed;
    struct taking_part *people;
    size_t people_count;
    struct bl_log log;
    struct bl_logged logged;
};

/* Adds the whole command as it would be typed again, the line without the parts of those tokens (bits 1 << enum bl_token). */
void log_again(const struct logging *logging, unsigned without, struct bl_buf *out);
/* Commits the step and prints what became of the line. */
enum bl_status log_answer(struct logging *logging, struct bl_error *err) BL_NODISCARD;
/* After a refusal: keeps the text as a draft and says which command would do it (on call->tail). */
void log_refused(struct logging *logging, struct bl_error *err);

#endif
