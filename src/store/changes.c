/* Reading and writing change sets byte by byte: 'T', the number of columns, their key flags, the table's name; then for each change its kind, a flag, and one value
 * or two for each column. Everything read is bounded by the end of the set: a journal from a damaged disk must not take the program with it. */
#include "store/changes.h"

#include <string.h>

struct cursor {
    const unsigned char *at, *end;
    const unsigned char *head; /* of the table the changes belong to */
    size_t head_size;
    struct bl__change change;
};

/* SQLite's variable-length number; 0 bytes when it does not fit. */
static size_t varint(const unsigned char *at, const unsigned char *end, uint64_t *out) {
    uint64_t value = 0;
    for (size_t i = 0; i < 9 && at + i < end; i++) {
        if (i == 8) {
            *out = value << 8 | at[i];
            return 9;
        }
        value = value << 7 | (at[i] & 0x7F);
        if (!(at[i] & 0x80)) {
            *out = value;
            return i + 1;
        }
    }
    return 0;
}

static void put_varint(struct bl_buf *out, uint64_t value) {
    unsigned char bytes[9];
    size_t n = sizeof bytes;
    /* Texts are shorter than 2^56 bytes, so the ninth byte's own rule is never needed. */
    bytes[--n] = value & 0x7F;
    while (value >>= 7) bytes[--n] = (unsigned char)(0x80 | (value & 0x7F));
    bl_buf_add(out, bytes + n, sizeof bytes - n);
}

static bool read_value(struct cursor *c, struct bl__value *value) {
    uint64_t n = 0;
    size_t size = 1, length;
    if (c->at >= c->end) return false;
    *value = (struct bl__value){.type = c->at[0], .at = c->at};
    switch (c->at[0]) {
    case 0:
    case SQLITE_NULL: break;
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
        if (c->end - c->at < 9) return false;
        for (int i = 1; i <= 8; i++) n = n << 8 | c->at[i];
        memcpy(&value->number, &n, sizeof n);
        size = 9;
        break;
    case SQLITE_TEXT:
    case SQLITE_BLOB:
        length = varint(c->at + 1, c->end, &n);
        if (!length || n > (uint64_t)(c->end - c->at) - 1 - length) return false;
        value->text = (const char *)c->at + 1 + length;
        value->n = (size_t)n;
        size = 1 + length + (size_t)n;
        break;
    default: return false;
    }
    value->size = size;
    c->at += size;
    return true;
}

static bool read_head(struct cursor *c) {
    uint64_t columns = 0;
    c->head = c->at++;
    size_t n = varint(c->at, c->end, &columns);
    if (!n || !columns || columns > BL__CHANGE_COLUMNS || columns > (uint64_t)(c->end - c->at) - n) return false;
    c->at += n;
    c->change.pk = c->at;
    c->change.columns = (int)columns;
    c->at += columns;
    const unsigned char *zero = memchr(c->at, 0, (size_t)(c->end - c->at));
    if (!zero) return false;
    c->change.table = (const char *)c->at;
    c->at = zero + 1;
    c->head_size = (size_t)(c->at - c->head);
    return true;
}

/* 1 a change, 0 the end, -1 it is damaged. */
static int next(struct cursor *c) {
    while (c->at < c->end && *c->at == 'T')
        if (!read_head(c)) return -1;
    if (c->at >= c->end) return 0;
    if (!c->head || c->end - c->at < 2) return -1;
    struct bl__change *change = &c->change;
    change->op = c->at[0];
    if (change->op != SQLITE_INSERT && change->op != SQLITE_UPDATE && change->op != SQLITE_DELETE) return -1;
    c->at += 2;
    for (int i = 0; i < change->columns; i++) {
        change->before[i] = change->after[i] = (struct bl__value){0};
        if (change->op != SQLITE_INSERT && !read_value(c, &change->before[i])) return -1;
    }
    for (int i = 0; change->op != SQLITE_DELETE && i < change->columns; i++)
        if (!read_value(c, &change->after[i])) return -1;
    return 1;
}

const struct bl__value *bl__change_value(const struct bl__change *change, int column) {
    static const struct bl__value none = {0};
    if (column < 0 || column >= change->columns) return &none;
    return change->before[column].type ? &change->before[column] : &change->after[column];
}

static void write_record(const struct bl__change *change, const struct bl__value *values, const struct bl__changes_visitor *visitor,
                         struct bl_buf *out) {
    for (int i = 0; i < change->columns; i++) {
        bool other = visitor->value && values[i].type && visitor->value(visitor->data, change, i, &values[i], out);
        if (!other) bl_buf_add(out, values[i].at, values[i].size);
    }
}

enum bl_status bl__changes_rewrite(const void *changes, size_t size, const struct bl__changes_visitor *visitor, struct bl_buf *out,
                                   struct bl_error *err) {
    struct cursor c = {.at = changes, .end = changes ? (const unsigned char *)changes + size : NULL};
    const unsigned char *written = NULL; /* the head that stands in out */
    int more;
    while (c.at && (more = next(&c)) != 0) {
        if (more < 0) return bl_fail(err, BL_CORRUPT, "a change set of the undo journal cannot be read");
        if (!visitor->keep(visitor->data, &c.change) || !out) continue;
        if (written != c.head) bl_buf_add(out, c.head, c.head_size);
        written = c.head;
        const char kind[2] = {(char)c.change.op, 0};
        bl_buf_add(out, kind, 2);
        if (c.change.op != SQLITE_INSERT) write_record(&c.change, c.change.before, visitor, out);
        if (c.change.op != SQLITE_DELETE) write_record(&c.change, c.change.after, visitor, out);
    }
    return out && out->failed ? bl_nomem(err) : BL_OK;
}

void bl__changes_text(struct bl_buf *out, const char *text, size_t n) {
    bl_buf_chr(out, SQLITE_TEXT);
    put_varint(out, n);
    bl_buf_add(out, text, n);
}

void bl__changes_null(struct bl_buf *out) {
    bl_buf_chr(out, SQLITE_NULL);
}

void bl__changes_eight(struct bl_buf *out, int type, uint64_t bits) {
    char bytes[9] = {(char)type};
    for (int i = 1; i <= 8; i++) bytes[i] = (char)(bits >> (64 - 8 * i) & 0xFF);
    bl_buf_add(out, bytes, sizeof bytes);
}

void bl__changes_int(struct bl_buf *out, int64_t value) {
    bl__changes_eight(out, SQLITE_INTEGER, (uint64_t)value);
}

void bl__changes_blob(struct bl_buf *out, const void *bytes, size_t n) {
    bl_buf_chr(out, SQLITE_BLOB);
    put_varint(out, n);
    if (n) bl_buf_add(out, bytes, n);
}
