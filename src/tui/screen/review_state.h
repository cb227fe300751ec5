/* Between the files of the review only: where it stands and keys (review.c), what is kept of it (review_keep.c), the four parts drawn (review_view.c,
 * review_book.c). */
#ifndef BL_TUI_REVIEW_STATE_H
#define BL_TUI_REVIEW_STATE_H

#include "tui/screen/pen.h"
#include "tui/screen/screens.h"

/* Where the review stands as the text of a draft, and back; a draft of another week gives only its words. */
void review_write(const struct review_page *page, struct bl_buf *out);
void review_read(struct review_page *page, const char *text, bl_day week);
void review_keep(struct app *app, struct effects *effects);
void review_begin(struct review_page *page, bl_day week); /* anew, for that week */
bool review_handle(struct review_page *page, int64_t id, bool skipped);
bool review_is_handled(const struct review_page *page, int64_t id);
/* How many are left, those included who are not among the rows. */
/* Does an undo take back what was decided or skipped last, and not a step made elsewhere since? */
bool review_undoes_decision(const struct review_page *page);
int64_t review_left(const struct review_page *page);

/* The lines of the part that is open, for scrolling. */
int review_lines(const struct app *app);
/* The book of the week, one line after the other. */
void review_book(const struct app *app, struct pen *pen);
void book_heading(struct pen *pen, const char *text);
/* … its lower end: attention, conversations, money, sources. */
void book_rest(const struct app *app, struct pen *pen, const struct bl_review *review);
/* The numbers of the page that is open: where they stand, and what is behind the chosen one (its filter is yours to free). */
struct spots;
void review_spots(const struct app *app, struct spots *spots);

#endif
