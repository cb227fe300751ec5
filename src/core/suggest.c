/* A next move for one person. Tables of sentences, chosen by what the book says of them: nothing is guessed, and the reason always stands beside it.
 *
 * What was promised comes first, then what was passed over, then what the moment they stand at calls for. Which of several sentences is chosen hangs on
 * the person and nothing else, so that it does not change while one looks. */
#include "bowline/map.h"
#include "bowline/today.h"

/* What to do next with somebody at a moment. */
static const char *const moves[BL_MOMENTS + 1][2] = {
    [BL_CONNECT] = {"start one exchange: one question, no offer", "ask what caught their attention, and invite them to one useful place"},
    [BL_COMMUNITY] = {"introduce them to one member they should meet", "pair them with somebody just ahead of them"},
    [BL_ONE_TO_ONE] = {"ask, sum up, stop; write down what they believe that is not so", "find the date that hurts"},
    [BL_OUTCOMES] = {"write the outcome in one line and have it confirmed", "name the few skills it needs, and lower the largest risk"},
    [BL_EDUCATE] = {"one skill, one short lesson, one result this week", "split what is stuck, or pair them with somebody one step ahead"},
    [BL_BADASS] = {"have the latest result confirmed, and offer the next outcome", "ask for their story, where their peers gather"},
};

/* What makes a moment good that was passed over. */
static const char *const amends[BL_MOMENTS + 1] = {
    [BL_CONNECT] = "write to them",
    [BL_COMMUNITY] = "invite them to take part once",
    [BL_ONE_TO_ONE] = "talk about how they do it today, and what that costs",
    [BL_OUTCOMES] = "ask by when they need it, and what if not",
    [BL_EDUCATE] = "teach one skill that gives the first visible result",
    [BL_BADASS] = "ask what changed for them, and have it confirmed",
};

static void promise(struct bl_buf *move, struct bl_buf *because, const struct bl_person *person, bl_day today) {
    char day[BL_DATE_SIZE];
    bl_buf_str(move, person->next.theirs ? "ask for it once, and what stands in the way" : "do it, or name a new day");
    bl_buf_addf(because, "%s for %s", person->next.theirs ? "they promised it" : "you promised it",
                bl_day_short(person->next.due, today, day));
}

static void gap(struct bl_buf *move, struct bl_buf *because, const struct bl_person *person, unsigned missing) {
    int moment = BL_CONNECT;
    while (!(missing & BL_SEEN(moment))) moment++;
    bl_buf_str(move, amends[moment]);
    bl_buf_addf(because, "in %s, but they %s", bl_track_label(BL_STAGE, person->at.stage), bl_map_gap_words(moment));
}

void bl_suggest(struct bl_buf *move, struct bl_buf *because, unsigned needs, const struct bl_person *person, unsigned visited,
                bl_day today) {
    unsigned missing = bl_map_missing(person->at.stage, visited);
    unsigned turn = (unsigned)(person->id % 97);
    if (needs & (1u << BL_NEED_OVERDUE | 1u << BL_NEED_DUE)) {
        promise(move, because, person, today);
    } else if (person->at.status == BL_PARKED) {
        char day[BL_DATE_SIZE];
        bl_buf_str(move, "ask what is different now; then go on, park anew or let go");
        bl_buf_addf(because, "the day you wrote down was %s", bl_day_short(person->at.park_until, today, day));
    } else if (person->at.status == BL_ACTIVE && missing && person->in_play) {
        gap(move, because, person, missing);
    } else if (needs & (1u << BL_NEED_STALE)) {
        bl_buf_addf(move, "ask: %s", bl_track_question(BL_STAGE, person->at.stage, turn));
        bl_buf_addf(because, "in %s, at %s for long", bl_track_label(BL_STAGE, person->at.stage),
                    bl_track_label(BL_MOMENT, person->at.moment));
    } else if (person->at.moment >= 1 && person->at.moment <= BL_MOMENTS) {
        bl_buf_str(move, moves[person->at.moment][turn % 2]);
        bl_buf_addf(because, "they are at %s", bl_track_label(BL_MOMENT, person->at.moment));
    }
}
