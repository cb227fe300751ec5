# The keys of the full screen as rows of the manual page, from the one table of actions:  awk -f src/gen/mankeys.awk src/tui/action.def
# They stand in data/man/bowline.1 between two comments; tests/cli/docs.t sees that they are these, and `tests/cli/docs.t --bless` puts them there.
function where(list,   n, i, part, said, word) {
    n = split(list, part, /[ |]+/)
    said = ""
    for (i = 1; i <= n; i++) {
        word = place[part[i]]
        if (word != "") said = said (said == "" ? "" : ", ") word
    }
    return said
}
BEGIN {
    place["W_HOME"] = "bowtie"; place["W_PEOPLE"] = "people"; place["W_PERSON"] = "a person"; place["W_HISTORY"] = "history"
    place["W_HELP"] = "help"; place["W_PALETTE"] = "palette"; place["W_COMPOSER"] = "composer"; place["W_PROMPT"] = "forms"
    place["W_REVIEW"] = "review"; place["W_DECIDE"] = "deciding"; place["W_BOOK"] = "numbers of the review"; place["W_FINISHED"] = "past reviews"; place["W_ENTRIES"] = "entries of a person"; place["W_FILTER"] = "filter"; place["W_IMPORT"] = "import"
    place["W_FILES"] = "files"; place["W_MEANING"] = "columns"; place["W_TALKED"] = "after an import"; place["W_WIZARD"] = "import"
    place["W_TODAY"] = "today"; place["W_MAP"] = "map"; place["W_LISTS"] = "lists"; place["W_MENUS"] = "menus"
}
/^ACTION\(/ || open {
    line = open ? line " " $0 : $0
    open = $0 !~ /\)$/
    if (open) next
    n = split(line, part, "\"")
    if (n < 9) next
    split(part[5], column, ",")
    gsub(/^ +| +$/, "", column[2])
    on = where(column[2])
    keys = part[4]
    gsub(/\\/, "\\e", keys)
    gsub(/-/, "\\-", keys)
    n = split(keys, key, " ")
    row = ".It"
    for (i = 1; i <= n; i++) row = row (i > 1 ? " Ns , " : " ") "Ic \\&" key[i]
    print row " Pq Em " part[2]
    sentence = part[8]
    gsub(/-/, "\\-", sentence)
    print "\\&" sentence (on == "" ? "" : " (" on ")") "."
}
