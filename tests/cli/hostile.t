#!/bin/sh
# Text from outside never reaches a terminal raw: escape sequences, bidi controls, newlines, invalid UTF-8, ten thousand bytes; in every human form, in data and in talk.
. tests/cli/lib.sh
esc=$(printf '\033')
evil=$(printf 'Eve\033[2J\033]0;pwned\007\302\233\342\200\256x\377y\rz\bq')
long=$(printf '%10000s' '' | tr ' ' L)
must add "$evil" --company "$evil" --title "$evil" --email "eve@x.example" --url "http://x.example/$evil" --source "$evil" --tag "t$evil" --note "$evil" --set "k$esc=$evil"
must add "line
two" --company "co
mpany"
must add "$long" --company "$long" --stage selection
printf 'Name,Email,Company\n"%s","a@b.example","%s"\n"%s","not an address","x"\n' "$evil 2" "$evil" "$evil 3" >"$box/e$esc.csv"
clean_bytes() { # nothing but printable text and our own newlines
    bad_bytes=$(cat "$box/out" "$box/err" | LC_ALL=C tr -d '\n' | LC_ALL=C grep -c "[$(printf '\001')-$(printf '\010')$(printf '\013')-$(printf '\037')$(printf '\177')]")
    bidi=$(cat "$box/out" "$box/err" | LC_ALL=C grep -c -e "$(printf '\342\200\256')" -e "$(printf '\302\233')")
    [ "$bad_bytes" = 0 ] && [ "$bidi" = 0 ] && cat "$box/out" "$box/err" | iconv -f utf-8 -t utf-8 >/dev/null 2>&1
}
clean() { # and no name of ten thousand bytes
    clean_bytes && ! cat "$box/out" "$box/err" | grep -q 'LLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLL'
}
t() {
    run "$@"
    clean
    ok "bowline $(echo "$*" | LC_ALL=C tr -cd ' -~' | cut -c1-40): clean (exit $code)"
}
t list
t list --columns id,name,company,title,email,url,source,tags,note
t show 1
t show 2
t show 3
t show 1 2 3
t search eve
t history
t history 1
t review
t review --format md
t review --plain
t move 1 --stage education --why "$evil"
t move 1 2 3 --moment community --why "$evil"
t history 1
t edit 1 --company "$evil"
t edit 3 --title "$long"
t tag 1 "$evil"
t park 1 --until 2w --why "$evil"
t reopen 1
t next 1 "$evil"
run next 1 "$long"
clean_bytes
ok "a long promise: clean"
t log "@eve call -- $evil \"$evil\" !$evil fri #$evil"
t log -w 3 "$long"
t log -w 1 -w 2 -w 3 hello
t undo
must redo
t undo --list
run show 1
clean_bytes
ok "a page: clean"
t done 1
t search pwned
t list "$evil"
t list "field$evil:x"
t show "$evil$evil"
t log "@$evil hello"
t add "$evil" --stage "$evil"
t add "$evil" --on "$evil"
t add "$evil" --email "$evil"
t "$evil"
t list "--$evil"
t list --columns "$evil"
t list --sort "$evil"
t review --lens "$evil"
t review --week "$evil"
t --db "$box/$evil/$evil.db" list
t --db "$box/$evil.db" where
t close 1 --as "$evil" --why x
t close 1 --as lost --why "$evil"
t log -w 1 "$evil >selection"
t import "$box/e$esc.csv"
t import "$box/none$esc.csv"
t import --map "$evil=$evil" "$box/e$esc.csv"
t undo --list
t undo 2
t redo 2
t add "Eve Two"
t show eve
t add "$evil"
t help "$evil"
t completion "$evil"
t demo --keep "$box/$evil.kept"
run show 2
is "$(grep -c '^two' "$box/out")" 0 "a name never begins a line of its own"
run list --json
valid "JSON stays valid"
LC_ALL=C.UTF-8
printf '[look]\ncolor = always\n' >"$box/config"
mkdir -p "$box/home/.config/bowline" && mv "$box/config" "$box/home/.config/bowline/config"
run list
grep -q "$esc\[2m" "$box/out"
ok "colours are there when asked for"
! sed "s/$esc\[[0-9]*m//g" "$box/out" | grep -q "$esc"
ok "and are all there is"
run list --no-color
! grep -q "$esc" "$box/out"
ok "--no-color"
NO_COLOR=1 run list
NO_COLOR=1
export NO_COLOR
run list
! grep -q "$esc" "$box/out"
ok "NO_COLOR"
finish
