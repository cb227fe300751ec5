/* Shared by said_in.c (messages come in) and said.c (conversations go into the book). */
#ifndef BL_STORE_SAID_H
#define BL_STORE_SAID_H

#include "store/bulk.h"

#include "bowline/said.h"

struct bl__said {
    bool made;           /* the temporary tables are there */
    sqlite3_stmt *all;   /* being read; NULL before and after */
    bool ended;          /* all were read */
    int64_t thread, at;  /* of the message before */
    int64_t last_at;     /* while they come in: of the one before, to learn which way the file runs */
    int64_t last_thread; /* the same */
    int64_t up, down;    /* how often it ran forwards and backwards */
    int64_t nth;         /* within its second */
    struct bl_buf key;   /* of the conversation */
    struct bl_buf text;  /* of the day being gathered */
    struct bl_buf mark;
    bl_day day;
    bool mine;     /* the user said something that day that is new */
    int64_t *keys; /* of its messages */
    size_t key_n, key_cap;
    struct bl_arena arena; /* of the conversation's people */
    struct bl__rows people;
    int64_t touched; /* the last person refreshed */
};
/* Makes the temporary tables when they are not there yet. */
enum bl_status bl__said_begin(struct bl_bulk *bulk, struct bl_error *err) BL_NODISCARD;
/* The number a bound statement gives, 0 when it gives no row. */
enum bl_status bl__said_number(struct bl_store *store, sqlite3_stmt *stmt, int64_t *out, struct bl_error *err) BL_NODISCARD;

#endif
