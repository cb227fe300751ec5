/* The two smallest pictures: a row of values, one value of a whole. */
#include "tui/kit/widgets.h"

static const char *const lower[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
static const char *const left[] = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};

/* value of max in `steps`, rounded; what is there at all shows, what is not full never looks full. */
static int scaled(int64_t value, int64_t max, int steps) {
    if (value <= 0 || max <= 0 || steps <= 0) return 0;
    if (value >= max) return steps;
    int n = (int)((double)value / (double)max * steps + 0.5);
    return n < 1 ? 1 : n < steps ? n : steps > 1 ? steps - 1 : 1;
}

void sparkline(struct area area, int row, int col, struct style style, const int64_t *values, int n) {
    int64_t max = 0;
    for (int i = 0; i < n; i++) max = values[i] > max ? values[i] : max;
    for (int i = 0; i < n; i++) { /* the full block would touch the line above: seven steps */
        int step = values[i] == max ? scaled(1, max > 0 ? 1 : 0, 7) : scaled(values[i], max, 7);
        put(area, row, col + i, style, lower[step > 0 ? step : 1]);
    }
}

void bar(struct area area, int row, int col, int width, struct style style, int64_t value, int64_t max) {
    int eighths = width > 0 ? scaled(value, max, width * 8) : 0;
    for (int i = 0; i < width && eighths > 0; i++, eighths -= 8) put(area, row, col + i, style, left[eighths < 8 ? eighths : 8]);
}
