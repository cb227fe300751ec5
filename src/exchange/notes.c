/* What was left out of people, counted per column and kind so that a million odd cells make one line; unknown words of a status column are kept apart by word,
 * because each is a question of its own. */
#include "exchange/internal.h"

#include <string.h>

enum { NOTES_MOST = 64, SAMPLE_MOST = 80 };

static bool by_word(enum bl__note_kind kind) {
    return kind == BL__NOTE_STAGE || kind == BL__NOTE_MOMENT || kind == BL__NOTE_GUESS || kind == BL__NOTE_AHEAD || kind == BL__NOTE_UNUSED;
}

static const struct {
    const char *one, *way;
} words[] = {
    [BL__NOTE_DATE] = {"is no date", ""},
    [BL__NOTE_ORDER] = {"may be day or month first", " (--date-order dmy or mdy)"},
    [BL__NOTE_MISFIT] = {"does not fit the order of days in its column", " (--date-order says another)"},
    [BL__NOTE_FUTURE] = {"lies in the future", ""},
    [BL__NOTE_PHONE_RUINED] = {"is a phone number that a spreadsheet has ruined", ""},
    [BL__NOTE_PHONE] = {"is no phone number", ""},
    [BL__NOTE_EMAIL] = {"is no e-mail address", ""},
    [BL__NOTE_URL] = {"is no page of a person", ""},
    [BL__NOTE_STAGE] = {"is no stage", " (--stage-map VALUE=STAGE)"},
    [BL__NOTE_MOMENT] = {"is no moment", ""},
    [BL__NOTE_SECOND] = {"differs from what another column has for the same field, which was kept", ""},
    [BL__NOTE_GUESS] = {"may mean several stages, the likeliest was taken", " (--stage-map VALUE=STAGE)"},
    [BL__NOTE_LEAD] = {"is the status of a lead, of somebody who is a customer", ""},
    [BL__NOTE_LINE] = {"is no line of a vCard", ""},
    [BL__NOTE_UNUSED] = {"is not used", ""},
    [BL__NOTE_PICTURE] = {"pictures are not kept", ""},
    [BL__NOTE_CANCELED] = {"canceled, so it is no conversation", ""},
    [BL__NOTE_MISSED] = {"nobody came, so it is no conversation", ""},
    [BL__NOTE_AHEAD] = {"lies ahead", ""},
    [BL__NOTE_TURNED] = {"was read as last name first", " (--map full_name=COLUMN takes names as written)"},
    [BL__NOTE_COMMA] = {"may be last name first, taken as written", " (--map last_first=COLUMN turns it round)"},
    [BL__NOTE_SEVERAL] = {"holds addresses of several people, none of them the row's own", ""},
};

/* For the report of every row. */
static void tell_row(struct bl__notes *notes, enum bl__note_kind kind, size_t column, const char *s, size_t n) {
    bool whole = kind == BL__NOTE_PICTURE || kind == BL__NOTE_CANCELED || kind == BL__NOTE_MISSED;
    if (notes->row.len) bl_buf_str(&notes->row, "; ");
    if (!whole) {
        bl_buf_addf(&notes->row, "%s: \xE2\x80\x9C",
                    kind == BL__NOTE_LINE || kind == BL__NOTE_UNUSED ? "the card" : notes->columns[column].header);
        bl_buf_add(&notes->row, s, n);
        bl_buf_str(&notes->row, "\xE2\x80\x9D ");
    }
    bl_buf_str(&notes->row, words[kind].one);
}

void bl__notes_add(struct bl__notes *notes, enum bl__note_kind kind, size_t column, int64_t line, const char *s, size_t n) {
    if (!notes) return;
    if (n > SAMPLE_MOST) {
        n = SAMPLE_MOST;
        while (n && ((unsigned char)s[n] & 0xC0) == 0x80) n--;
    }
    if (notes->columns) tell_row(notes, kind, column, s, n);
    for (size_t i = 0; i < notes->n; i++) {
        struct bl__note *note = &notes->at[i];
        if (note->kind != kind || note->column != column) continue;
        if (by_word(kind) && (strlen(note->sample) != n || memcmp(note->sample, s, n) != 0)) continue;
        note->n++;
        return;
    }
    if (notes->n == NOTES_MOST) return;
    if (!notes->at) notes->at = bl_arena_array(&notes->arena, NOTES_MOST, sizeof *notes->at);
    const char *sample = bl_arena_copy(&notes->arena, s, n);
    if (!notes->at || !sample) return; /* a note is not worth failing for */
    notes->at[notes->n++] = (struct bl__note){.kind = kind, .column = column, .n = 1, .line = line, .sample = sample};
}

const char *bl__note_text(const struct bl__note *note, const char *column, struct bl_arena *arena) {
    const char *many = note->n == 1 ? "" : bl_arena_printf(arena, " (%lld rows)", (long long)note->n);
    if (note->kind == BL__NOTE_PICTURE)
        return bl_arena_printf(arena, "%s, line %lld%s: %s", column, (long long)note->line, many ? many : "", words[note->kind].one);
    if (note->kind == BL__NOTE_UNUSED)
        return bl_arena_printf(arena, "%s, line %lld%s: is not used", note->sample, (long long)note->line,
                               note->n == 1 ? "" : bl_arena_printf(arena, " (%lld times)", (long long)note->n));
    if (note->kind == BL__NOTE_CANCELED || note->kind == BL__NOTE_MISSED)
        return bl_arena_printf(arena, "line %lld%s: %s", (long long)note->line, many ? many : "", words[note->kind].one);
    if (note->kind == BL__NOTE_AHEAD) /* the sample ends with the day */
        return bl_arena_printf(arena, "line %lld: %s lies ahead; import the file again after it, or: bowline next WHO call --due %s",
                               (long long)note->line, note->sample, note->sample + strlen(note->sample) - strlen("2026-11-27"));
    if (note->kind == BL__NOTE_LINE) column = "the card";
    return bl_arena_printf(arena, "%s, line %lld%s: \xE2\x80\x9C%s\xE2\x80\x9D %s%s", column, (long long)note->line, many ? many : "",
                           note->sample, words[note->kind].one, words[note->kind].way);
}
