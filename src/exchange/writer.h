/* One interface, many writers: a format is a row of a table and a file that fills it. A writer adds to a buffer and never sees the store, a file or a terminal;
 * export.c empties the buffer while people pass one by one, so that a book of any size goes out in the memory of one person. */
#ifndef BL_EXCHANGE_WRITER_H
#define BL_EXCHANGE_WRITER_H

#include "exchange/internal.h"

struct bl__writing {
    struct bl_buf out;     /* not yet handed to the sink */
    struct bl_buf cell;    /* scratch of a writer */
    bool safe;             /* guard what a spreadsheet would run */
    struct bl_strs custom; /* custom fields that somebody has, in order */
    struct bl_json json;
    int64_t without; /* people of whom something has no place in the format */
};
struct bl__writer {
    const char *format;
    void (*begin)(struct bl__writing *writing); /* each may be NULL */
    void (*person)(struct bl__writing *writing, const struct bl_person *person);
    void (*end)(struct bl__writing *writing);
    bool complete; /* not people but every record of the file: bl_store_dump writes between begin and end */
};
extern const struct bl__writer bl__csv_writer, bl__json_writer, bl__jsonl_writer, bl__vcard_writer;

/* text.c of the writers: adds s as UTF-8 without white space at its ends; stray bytes become U+FFFD. What an import reads of it is the same text. */
void bl__write_clean(struct bl_buf *out, const char *s);

#endif
