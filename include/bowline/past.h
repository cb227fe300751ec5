/* The book as it was at the end of a day: a store that is opened to be read only, in which every list, count and person is as of then.
 *
 * What has a day counts up to that day: who was there (their journey had begun), stage, moment, status and their days, conversations and quotes, promises (open when
 * not kept by then), entries, money, who was in play. Entries recorded later for earlier days are part of it, as in a review. Names, addresses, tags, notes, what
 * promises say and settings have no history and are today's. Days are counted to that day, and "today" of filters is it.
 *
 * Opening looks at everybody once, in pieces, with bounded memory: what is derived stands in a temporary file beside the others of SQLite (SQLITE_TMPDIR, TMPDIR,
 * /var/tmp, /tmp), which nobody else can read and which is gone with the store. The file is read at one moment: what others write meanwhile is not seen. */
#ifndef BOWLINE_PAST_H
#define BOWLINE_PAST_H

#include "bowline/store.h"

/* Begins: *out is closed with bl_store_close at any time, and read from only when bl_past_step said done. A day that lies ahead is BL_REFUSED.
 * options.now is the clock; bl_store_now of the store is the end of the day it stands on, also after bl_store_set_now. */
enum bl_status bl_past_open(const char *path, const struct bl_store_options *options, bl_day day, struct bl_store **out,
                            struct bl_error *err) BL_NODISCARD;
struct bl_past_progress {
    int64_t seen, all; /* of people and promises, by their numbers */
    bool done;
};
/* Goes on: looks at about `budget` people (0 = all that are left). */
enum bl_status bl_past_step(struct bl_store *store, int64_t budget, struct bl_past_progress *out, struct bl_error *err) BL_NODISCARD;
/* A piece may take long (an index over a million people: a second or two). Meanwhile this is asked about once in a millisecond; true breaks the piece off, and the next step
 * begins it again. */
struct bl_past_pause {
    bool (*asked)(void *data);
    void *data;
};
void bl_past_pauses(struct bl_store *store, struct bl_past_pause pause);
/* The day the store stands on, or BL_NO_DAY: it is of the present. Every write to one of the past is BL_REFUSED. */
bl_day bl_store_day(const struct bl_store *store);

#endif
