/* Wishes granted: each effect is a library call (or a job of many) whose answer is a message. No curses here: tests drive the program through this door. */
#ifndef BL_TERM_PERFORM_H
#define BL_TERM_PERFORM_H

#include "bowline/import.h"
#include "tui/app.h"

struct list_job {
    bool on, back; /* back: reading the rows before the anchor */
    unsigned serial;
    struct list_wish wish;
    struct bl_arena arena; /* of the filter */
    struct bl_filter filter;
    bool filtered;
    struct list_data *data; /* its arena holds the rows; nothing else is filled yet */
    struct bl_person *ahead, *behind;
    size_t ahead_count, behind_count;
    bool ahead_more, behind_more;
    int64_t resume; /* where to go on in this direction, 0 = from the anchor */
    bool tried;     /* the first try was stopped */
};
struct count_job {
    bool on;
    unsigned serial;
    struct bl_arena arena;
    struct bl_filter filter;
    int64_t after, count;
};
struct figures_job { /* the figures of the review: seconds after the first paint is soon enough */
    bool on, names;
    unsigned serial;
    enum bl_lens lens;
};
struct dupes_job {
    struct bl_dupes *dupes; /* kept when done: pairs are read from it */
    bool on;
    unsigned serial;
    int slices;
};
struct promising_job {
    bool on;
    unsigned serial;
    struct bl_arena arena;
    struct bl_filter filter;
    int64_t after;
    struct bl_promising_list list;
};
struct import_job {
    struct bl_import *import; /* NULL = none */
    unsigned serial;
    int fd;
    bool dry;
    int slices;
    struct bl_buf path;
    struct rejects_file { /* where its rejected rows go to: perform_rejects.c */
        bool on, again;   /* again: one that was there is replaced, at the end */
        int fd;
        struct bl_buf path, temp; /* temp: the file that is written; the same unless `again` */
    } rejects;
};
enum { LATER_MAX = 8 }; /* kinds of pages that may be put off */
struct past_job {       /* the way to a day: the store is of the past already and not yet to be read */
    struct bl_store *store;
    unsigned serial;
    int64_t budget;
    bool inside, stop; /* a piece is being worked at, and keys are answered in the midst of it; it was to be stopped meanwhile */
    bl_day next;       /* … for another day, or BL_NO_DAY */
    unsigned next_serial;
};
struct performer {
    struct bl_store *store; /* of the present: all that is written, and what has no day */
    struct bl_store *past;  /* what is read instead while the screens stand on a day of the past, or NULL */
    struct past_job way;
    bool (*waiting)(void *); /* is there a key to be answered? Long pieces end for it. NULL = nobody types: nothing is put off */
    bool watching;           /* a reading is under way that may be stopped */
    int64_t stop_at;         /* by the clock of perform_clock_us, 0 = only for a key */
    struct effect later[LATER_MAX];
    int later_count;
    bool (*breathe)(
        void *); /* called in the midst of pieces that cannot be made small, to answer keys; true: leave it. NULL = nobody types */
    void *breathe_data;
    int64_t look_at;  /* rows to look at in a slice: as many as take a few milliseconds here; 0 = not yet known */
    const char *home; /* for "~/"; NULL = not known */
    struct list_job list;
    struct count_job count;
    struct count_job behind; /* the people behind a number that counts something else */
    struct import_job import;
    struct promising_job promising;
    struct figures_job figures;
    struct dupes_job dupes;
    struct bl_buf text, more; /* of the last answer */
    struct bl_buf answer;     /* what was logged, in lines for a shell */
    bool logged;
    /* for the loop: only a terminal can do these */
    bool quit, suspend, repaint, edit;
    struct bl_buf edited; /* the text that goes to the editor */
};
void performer_free(struct performer *performer);
/* One effect; true when there is an answer at once. */
bool performer_do(struct performer *performer, const struct effect *effect, struct msg *out);
/* A slice of what is under way; true when it has something to say. */
bool performer_work(struct performer *performer, struct msg *out);
bool performer_busy(const struct performer *performer);
/* Is the number behind a list all that is under way? It can wait until the typing rests. */
bool performer_only_counts(const struct performer *performer);

/* A program that runs: the app, and who performs for it. */
struct session {
    struct app app;
    struct performer performer;
    int64_t version; /* of the file when it was last looked at */
    unsigned sent;   /* messages so far: without a new one there is nothing new to paint */
};
void session_start(struct session *session, struct bl_store *store, int rows, int cols, bool unicode);
/* The same, where long readings make way for what is waiting. */
void session_start_watched(struct session *session, struct bl_store *store, int rows, int cols, bool unicode, bool (*waiting)(void *));
void session_start_composer(struct session *session, struct bl_store *store, int rows, int cols, bool unicode, const char *text);
/* Sends a message and performs all that follows from it, but for jobs. The clock is that of the store. */
void session_send(struct session *session, struct msg msg);
void session_key(struct session *session, int key);
/* One slice; false when nothing is under way. */
bool session_work(struct session *session);
/* Has another process written since the last look? Then everything shown is read anew. */
void session_look(struct session *session);
void session_free(struct session *session);

/* Shared by the perform_*.c files. */
/* perform_later.c. Between watch and unwatch a reading is stopped when a key waits; first: also after a few milliseconds. A page is read at once if that
 * is enough, else later, in the slices of the loop. */
int64_t perform_clock_us(void); /* monotonic */
void perform_watch(struct performer *performer, bool first);
void perform_unwatch(struct performer *performer);
bool perform_was_stopped(const struct performer *performer, const struct bl_error *err);
void perform_put_off(struct performer *performer, const struct effect *effect);
bool perform_first(struct performer *performer, const struct effect *effect, struct msg *out);
bool perform_later_slice(struct performer *performer, struct msg *out);
bool perform_page(struct performer *performer, const struct effect *effect, struct msg *out); /* home, Today, the map, the review */
bool perform_failed(struct performer *performer, const struct effect *effect, const struct bl_error *err, struct msg *out);
bool perform_stepped(struct performer *performer, const struct effect *effect, int64_t id, struct msg *out);
bool perform_write(struct performer *performer, const struct effect *effect, struct msg *out);
bool perform_log(struct performer *performer, const struct effect *effect, struct msg *out);
bool perform_list(struct performer *performer, const struct effect *effect, struct msg *out);
bool perform_list_slice(struct performer *performer, struct msg *out);
bool perform_count_slice(struct performer *performer, struct count_job *count, struct msg *out);
void perform_behind(struct performer *performer, const struct effect *effect);
bool perform_import(struct performer *performer, const struct effect *effect, struct msg *out);
bool perform_import_begin(struct performer *performer, const struct effect *effect, struct msg *out); /* after a stop */
bool perform_import_slice(struct performer *performer, struct msg *out);
void perform_import_stop(struct performer *performer);
bool perform_rejects(struct performer *performer, const struct effect *effect, struct msg *out);
void perform_rejects_tell(struct performer *performer, enum import_phase phase, const struct bl_error *err, struct msg *out);
void perform_rejects_end(struct import_job *job); /* what was not finished is gone again */
bool perform_void(struct performer *performer, const struct effect *effect, struct msg *out);
bool perform_review(struct performer *performer, const struct effect *effect, struct msg *out);
bool perform_figures_slice(struct performer *performer, struct msg *out);
bool perform_dupes(struct performer *performer, const struct effect *effect, struct msg *out);
bool perform_dupes_slice(struct performer *performer, struct msg *out);
void perform_dupes_stop(struct performer *performer);
bool perform_paths(struct performer *performer, const struct effect *effect, struct msg *out);
/* "~/x", quotes and backslashes of a dragged path → the path; to be freed. NULL without memory. */
char *perform_path(const struct performer *performer, const char *typed);
bool perform_past(struct performer *performer, const struct effect *effect, struct msg *out);
bool perform_past_slice(struct performer *performer, struct msg *out);
void perform_past_stop(struct performer *performer); /* the way only */
bool perform_folder(struct performer *performer, const struct effect *effect, struct msg *out);
/* What a wish for a folder or a file names, whole and without a slash at its end. */
void perform_folder_path(struct performer *performer, const struct effect *effect, struct bl_buf *out);
void perform_folder_keep(struct performer *performer, const char *file); /* its folder is where the next one is looked for */
bool perform_promising(struct performer *performer, const struct effect *effect, struct msg *out);
bool perform_promising_slice(struct performer *performer, struct msg *out);
void perform_promising_stop(struct performer *performer);
bool perform_briefs(struct performer *performer, const struct effect *effect, struct msg *out);

#endif
