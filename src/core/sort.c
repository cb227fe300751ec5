/* What a list may be sorted by: "-last,name" (DESIGN section 3.1). */
#include "bowline/filter.h"
#include "bowline/text.h"

#include <stdio.h>
#include <string.h>

static const char *const names[BL_SORTS] = {
    [BL_SORT_NAME] = "name", [BL_SORT_COMPANY] = "company", [BL_SORT_STAGE] = "stage", [BL_SORT_MOMENT] = "moment", [BL_SORT_LAST] = "last",
    [BL_SORT_NEXT] = "next", [BL_SORT_CREATED] = "created", [BL_SORT_AGE] = "age",     [BL_SORT_MRR] = "mrr",       [BL_SORT_ID] = "id",
};

const char *bl_sort_name(enum bl_sort_key key) {
    return (unsigned)key < BL_SORTS ? names[key] : "";
}

static enum bl_status unknown(const char *word, struct bl_error *err) {
    const char *near = bl_text_nearest(word, names, BL_SORTS);
    if (near != NULL) return bl_fail(err, BL_USAGE, "cannot sort by “%.40s”: did you mean %s?", word, near);
    (void)bl_fail(err, BL_USAGE, *word != '\0' ? "cannot sort by “%.40s”" : "a field to sort by is missing%s", word);
    bl_hint(err, "sort by name, company, stage, moment, last, next, created, age, mrr or id; -last turns it round");
    return BL_USAGE;
}

static enum bl_status parse_one(const char *s, size_t n, struct bl_sort *out, struct bl_error *err) {
    char word[64];
    bl_text_trim(&s, &n);
    bool descending = n > 0 && s[0] == '-';
    if (n > 0 && (s[0] == '-' || s[0] == '+')) s++, n--;
    (void)snprintf(word, sizeof word, "%.*s", n < sizeof word ? (int)n : (int)sizeof word - 1, s);
    for (int key = 0; key < BL_SORTS; key++) {
        if (!bl_text_same(word, names[key])) continue;
        *out = (struct bl_sort){(enum bl_sort_key)key, descending};
        return BL_OK;
    }
    return unknown(word, err);
}

enum bl_status bl_sort_parse(const char *text, struct bl_sort *out, size_t max, size_t *n, struct bl_error *err) {
    struct bl_sort sorts[BL_SORTS];
    size_t count = 0;
    for (const char *s = text;; s++) {
        size_t len = strcspn(s, ",");
        if (count >= max || count >= BL_SORTS)
            return bl_fail(err, BL_USAGE, "sorting takes at most %zu fields", max < BL_SORTS ? max : BL_SORTS);
        enum bl_status status = parse_one(s, len, &sorts[count++], err);
        if (status != BL_OK) return status;
        s += len;
        if (*s == '\0') break;
    }
    memcpy(out, sorts, count * sizeof *sorts);
    *n = count;
    return BL_OK;
}
