/* bowline export: people, or all there is, out of the book. What is written passes as it is: a file must hold exactly what an import takes back; only a terminal gets
 * it cleaned. */
#include "cli/internal.h"

#include <string.h>
#include <sys/stat.h>

const struct opt cmd_export_opts[] = {
    {"format", 'f', "FORMAT", "csv (the default), json, jsonl (everything) or vcard; else by the ending of -o FILE", OPT_WORDS,
     "csv json jsonl vcard"},
    {"safe", 0, NULL, "csv: guard cells that a spreadsheet would take for a formula", OPT_TEXT, NULL},
    OPT_AS_OF,
    {NULL, 0, NULL, NULL, OPT_TEXT, NULL},
};

static const char *format_of(struct call *call) {
    static const char *const endings[][2] = {{".csv", "csv"}, {".json", "json"}, {".jsonl", "jsonl"}, {".vcf", "vcard"}};
    const char *said = opt_value(&call->args, "format");
    if (said) return said;
    const char *dot = call->out.path ? strrchr(call->out.path, '.') : NULL;
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (strcmp(dot, endings[i][0]) == 0) return endings[i][1];
    return call->json ? "json" : "csv";
}

static enum bl_status take(void *to, const char *bytes, size_t n, struct bl_error *err) {
    struct out *out = to;
    bl_buf_add(&out->data, bytes, n);
    out_flush(out);
    /* A reader who has seen enough ends it; what went wrong is told when the output is closed. */
    return out->failed ? bl_fail(err, BL_FAILED, "cannot write the export") : BL_OK;
}

static bool is_the_book(const struct call *call) {
    struct stat book, out;
    return call->out.path && stat(call->env->db, &book) == 0 && stat(call->out.path, &out) == 0 && book.st_ino == out.st_ino &&
           book.st_dev == out.st_dev;
}

enum bl_status cmd_export(struct call *call, struct bl_error *err) {
    struct bl_filter filter = {0};
    struct bl_export_options options = {.format = format_of(call), .safe = opt_flag(&call->args, "safe"), .filter = &filter};
    int64_t people = 0, without = 0;
    options.without = &without;
    if (options.safe && strcmp(options.format, "csv") != 0)
        return bl_fail(err, BL_USAGE, "--safe is for csv; %s needs no guard", options.format);
    if (opt_value(&call->args, "as-of") && strcmp(options.format, "jsonl") == 0) {
        bl_fail(err, BL_USAGE, "jsonl is the complete file, with all its days; --as-of is for csv, json and vcard");
        bl_hint(err, "bowline export --format json --as-of DATE");
        return BL_USAGE;
    }
    if (is_the_book(call)) return bl_fail(err, BL_REFUSED, "%s is the book itself; nothing was written", call->out.path);
    enum bl_status status = call_open_then(call, err);
    if (status == BL_OK) status = value_filter(call, call_words(call, 0), &filter, err);
    if (status != BL_OK) return status;
    call->out.raw = !call->out.tty;
    status = bl_export(call->store, &options, take, &call->out, &people, err);
    if (status == BL_OK && call->out.path)
        call_say(call, "%lld %s in %s\n", (long long)people, people == 1 ? "person" : "people", call_text(call, call->out.path));
    if (status == BL_OK && without)
        call_say(call, "%lld of them %s a referrer or pay%s, which csv has no place for: --format jsonl carries everything\n",
                 (long long)without, without == 1 ? "has" : "have", without == 1 ? "s" : "");
    return call->out.failed ? BL_OK : status;
}
