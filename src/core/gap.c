/* Gaps of the map: which moments a stage expects to lie behind somebody. A small table, because a gap should be worth acting on: only what the stage
 * cannot do without is missed, and each is missed where it can still be made good. */
#include "bowline/map.h"

static const struct {
    unsigned expected;
} stages[BL_RANK_MAX + 1] = {
    [BL_SELECTION] = {BL_SEEN(BL_ONE_TO_ONE) |
                      BL_SEEN(BL_OUTCOMES)},  /* nobody can choose well before their own situation was talked about */
    [BL_COMMITMENT] = {BL_SEEN(BL_OUTCOMES)}, /* what have both said yes to? */
    [BL_ONBOARDING] = {BL_SEEN(BL_OUTCOMES)}, /* what is being set up for? */
    [BL_UTILIZATION] = {BL_SEEN(BL_EDUCATE)}, /* results that come again were learned */
    [BL_GROWTH] = {BL_SEEN(BL_BADASS)},       /* nobody grows beyond a result they never had */
};

static const char *const words[BL_MOMENTS + 1] = {
    [BL_CONNECT] = "were never in contact",     [BL_COMMUNITY] = "never took part in the community",
    [BL_ONE_TO_ONE] = "never had a one-to-one", [BL_OUTCOMES] = "never had an outcomes talk",
    [BL_EDUCATE] = "never had a first lesson",  [BL_BADASS] = "never confirmed a result of their own",
};

unsigned bl_map_expected(int stage) {
    return stage >= 1 && stage <= BL_RANK_MAX ? stages[stage].expected : 0;
}

unsigned bl_map_missing(int stage, unsigned visited) {
    return bl_map_expected(stage) & ~visited;
}

const char *bl_map_gap_words(int moment) {
    return moment >= 1 && moment <= BL_MOMENTS ? words[moment] : "";
}
