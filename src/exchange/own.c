/* Bowline's own CSV read back: every cell exactly as csvout.c wrote it. Nothing is guessed, dropped as a placeholder or taken apart by anybody else's custom, so that a
 * book that went out and came in elsewhere goes out again the same. */
#include "exchange/internal.h"

#include <string.h>

bool bl__own_preset(const struct bl__preset *preset) {
    return preset && strcmp(preset->key, "bowline") == 0;
}

const char *bl__own_custom(const char *header) {
    return strncmp(header, "custom.", 7) == 0 && header[7] ? header + 7 : NULL;
}

/* One part of a list, up to "; ", with the backslashes taken off; false at the end. */
static bool next_part(struct bl__values *values, const char **s, size_t *n, const char **part) {
    size_t k = 0, len = 0;
    if (!*n) return false;
    while (k < *n && (*s)[k] != ';') k += (*s)[k] == '\\' && k + 1 < *n ? 2 : 1;
    char *copy = bl__values_room(values, k);
    for (size_t i = 0; copy && i < k; i++) {
        if ((*s)[i] == '\\' && i + 1 < k) i++;
        copy[len++] = (*s)[i];
    }
    if (copy) copy[len] = '\0';
    size_t step = k < *n ? k + 1 : k;
    if (step < *n && (*s)[step] == ' ') step++;
    *s += step;
    *n -= step;
    *part = copy;
    return copy != NULL;
}

static void take_list(struct bl__values *values, struct bl__list *list, const char *s, size_t n) {
    const char *part;
    while (next_part(values, &s, &n, &part))
        if (*part && !bl__values_add(values, list, part)) return;
}

static bool take_emails(struct bl__values *values, const char *s, size_t n) {
    take_list(values, &values->emails, s, n);
    for (size_t i = 0; i < values->emails.n; i++) {
        const char *email = values->emails.at[i];
        if (bl_email_valid(email, strlen(email))) continue;
        bl_buf_cut(&values->reason, 0);
        bl_buf_addf(&values->reason, "\xE2\x80\x9C%.120s\xE2\x80\x9D is not an e-mail address", email);
        return false;
    }
    return true;
}

static int take_state(struct bl__values *values, enum bl_track track, const char *word, size_t column, int64_t line) {
    struct bl_error ignored;
    int rank = 0;
    if (bl_track_parse(track, word, &rank, &ignored) == BL_OK) return rank;
    bl__notes_add(values->notes, track == BL_STAGE ? BL__NOTE_STAGE : BL__NOTE_MOMENT, column, line, word, strlen(word));
    return 0;
}

void bl__own_status(struct bl__values *values, const char *s, size_t n) {
    static const char parked[] = "parked until ";
    bl_text_trim(&s, &n);
    const char *word = bl__values_text(values, s, n);
    struct bl_error ignored;
    int status = 0;
    bl_day until = strncmp(word, parked, sizeof parked - 1) == 0
                       ? bl__date_day(s + sizeof parked - 1, n - sizeof parked + 1, BL__YMD, values->today)
                       : BL_NO_DAY;
    if (until != BL_NO_DAY) {
        values->status = BL_PARKED;
        values->until = until;
    } else if (bl_status_parse(word, &status, &ignored) == BL_OK && status != BL_PARKED) {
        values->status = status;
    }
}

bool bl__own_cell(struct bl__values *v, const struct bl__plan *plan, size_t column, const struct bl__row *row) {
    struct bl_person_edit *e = &v->edit;
    const char *s = row->at[column].s;
    size_t n = row->at[column].n;
    bl__cell_unquote(&s, &n);
    if (!n) return true;
    switch (plan->at[column].field) {
    case BL_IF_EMAIL: return take_emails(v, s, n);
    case BL_IF_PHONE: take_list(v, &v->phones, s, n); return true;
    case BL_IF_URL: take_list(v, &v->urls, s, n); return true;
    case BL_IF_TAGS: take_list(v, &v->tags, s, n); return true;
    default: break;
    }
    const char *text = bl__values_text(v, s, n);
    switch (plan->at[column].field) {
    case BL_IF_NAME: e->name = text; break;
    case BL_IF_FIRST: e->first_name = text; break;
    case BL_IF_LAST: e->last_name = text; break;
    case BL_IF_COMPANY: e->company = text; break;
    case BL_IF_TITLE: e->title = text; break;
    case BL_IF_SOURCE: e->source = text; break;
    case BL_IF_NOTE: e->note = text; break;
    case BL_IF_FIRST_CONTACT: e->first_contact = bl__date_day(s, n, BL__YMD, v->today); break;
    case BL_IF_STAGE: v->stage = take_state(v, BL_STAGE, text, column, row->line); break;
    case BL_IF_MOMENT: v->moment = take_state(v, BL_MOMENT, text, column, row->line); break;
    case BL_IF_CUSTOM: bl__values_custom(v, plan->at[column].custom, text); break;
    default: break;
    }
    return true;
}
