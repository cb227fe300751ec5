#!/bin/sh
# What is written down is true: the manual page has every option and the keys of the table of actions, data/json.md the keys that are printed, in their order.
#   tests/cli/docs.t --bless     writes the keys of src/tui/action.def into the manual page
man=data/man/bowline.1
keys_of_page() { sed -n '/^\.\\" keys begin$/,/^\.\\" keys end$/p' "$man" | sed '1d;$d'; }
keys_of_table() { awk -f src/gen/mankeys.awk src/tui/action.def; }
if [ "${1:-}" = --bless ]; then
    cd "$(dirname "$0")/../.." || exit 1
    new=$(mktemp) && keys_of_table >"$new.keys" &&
        sed -e "/^\.\\\\\" keys begin\$/r $new.keys" -e '/^\.\\" keys begin$/,/^\.\\" keys end$/{/keys begin$/b' -e '/keys end$/b' -e 'd' -e '}' "$man" >"$new" &&
        cat "$new" >"$man"
    rm -f "$new" "$new.keys"
    exit
fi
. tests/cli/lib.sh

# ---- the manual page ----
is "$(keys_of_page)" "$(keys_of_table)" "the keys in the manual page are those of action.def (else: tests/cli/docs.t --bless)"
[ "$(keys_of_page | grep -c '^\.It')" = "$(grep -c '^ACTION(' src/tui/action.def)" ]
ok "all of them"

# options COMMAND: the long names of its own options, not of those every command has.
options() {
    run help "$1" --json
    sqlite3 :memory: "SELECT json_extract(value, '$.name') FROM json_each(CAST(readfile('$box/out') AS TEXT), '$.options')" |
        grep -vxE 'help|version|db|json|quiet|no-color|no-input|output|dry-run'
}
# The paragraph of a command in the page: from its .It to the next one or the end of the list.
paragraph() { awk -v c="$1" '/^\.It Ic / { on = $3 == c } /^\.(El|Sh|Ss)/ { on = 0 } on' "$man"; }
run help --json
for c in $(sqlite3 :memory: "SELECT json_extract(value, '$.name') FROM json_each(CAST(readfile('$box/out') AS TEXT))"); do
    paragraph "$c" >"$box/paragraph"
    missing=
    [ -s "$box/paragraph" ] || missing="the command itself"
    for o in $(options "$c"); do
        grep -qE -e "(^|[ ,])-$o( |\$)" "$box/paragraph" || missing="$missing --$o"
    done
    is "$missing" "" "the manual tells every option of $c"
done
missing=
for name in $(awk '/^static const struct bl__field fields/ { on = 1 } /^};/ { on = 0 } on' src/core/filter_field.c | grep -o '"[a-z]*"' | tr -d '"'); do
    sed -n '/^\.Sh FILTERS/,/^\.Sh KEYS/p' "$man" | grep -qE "^\.It Ic (.*[ ,])?$name( |\$)" || missing="$missing $name"
done
is "$missing" "" "the manual tells every field of a filter"

# ---- data/json.md ----
unique() { grep -o '"[a-z_0-9]*":' | awk '!seen[$0]++' | tr -d '":' | tr '\n' ' '; }
# The keys of the first block of code under a heading.
promised() { awk -v h="## $1" '$0 == h { on = 1; next } /^## / { on = 0 } on && /^```/ { n++; next } on && n == 1' data/json.md | unique; }
printed() { unique <"$box/out"; }

must add 'Maya Chen' --company Northwind --set 'size=40'
must add 'Tom Reed'
must log '@maya @tom 40m call yesterday -- stuck, "we lose a day". !send deck fri >selection'
run list maya --json
is "$(printed | sed 's/ size//')" "$(promised 'A person' | sed 's/ size//')" "a person"
run show maya --json
cp "$box/out" "$box/show"
part() { sqlite3 :memory: "SELECT json_extract(CAST(readfile('$box/show') AS TEXT), '$1')" >"$box/out"; }
part '$.conversations[0]'
is "$(printed)" "$(promised 'A conversation')" "a conversation"
part '$.promises[0]'
is "$(printed)" "$(promised 'A promise')" "a promise"
part '$.entries[0]'
is "$(printed)" "$(promised 'An entry of the book')" "an entry"
part '$.quotes[0]'
is "$(printed)" "text on conversation " "a quote"
must next tom 'late already' --due 2026-11-02
run review --json --lens moment
is "$(printed)" "$(promised Review)" "a review"
printf 'Name,Email\nCleo,cleo@x.example\n,\nDan,not an address\n' >"$box/c.csv"
run import "$box/c.csv" --json
is "$(printed)" "$(promised Import)" "an import"
must next maya "send deck" --due 2026-11-18
run today --json
is "$(printed)" "$(promised Today)" "today"
run map --json
is "$(printed)" "$(promised Map)" "the map"
# Whatever a command prints has its key on the page.
for c in "today" "map" "map --gap selection" "snooze maya --until 1w" "log @tom hi" "search maya" "next maya more" "done 1" "undo" "redo" "undo -n" "undo --list" "history" "where" "demo --keep $box/demo.db" "completion bash" help; do
    # shellcheck disable=SC2086
    run $c --json
    [ -s "$box/out" ] && missing= || missing=everything
    for key in $(unique <"$box/out" | sed 's/ size//'); do
        grep -qE "\"$key\":|\`[^\`]*\b$key\b" data/json.md || missing="$missing $key"
    done
    is "$missing" "" "the keys of bowline ${c%% *} are on the page"
done
finish
