#!/bin/sh
# WHO: id, address, whole name, whole words, beginnings; never a silent guess.
. tests/cli/lib.sh
must add 'Maya Chen' --company Northwind --email maya@northwind.example
must add 'Maya Lind' --company Acme
must add 'Mayank Patel'
must add 'José Núñez'
must add "Ana O'Neil" --company 'It'\''s; rm -rf'
must add "Ana Ek"
named() { "$BOWLINE" show "$1" --json </dev/null 2>"$box/err" >"$box/out" && json '$.name'; }
is "$(named 1)" "Maya Chen" "id"
is "$(named maya@northwind.example)" "Maya Chen" "address"
is "$(named MAYA@Northwind.Example)" "Maya Chen" "address, any case"
is "$(named 'maya chen')" "Maya Chen" "whole name, any case"
is "$(named chen)" "Maya Chen" "a unique part"
is "$(named 'chen maya')" "Maya Chen" "words in any order"
is "$(named jose)" "José Núñez" "without accents"
is "$(named nun)" "José Núñez" "the beginning of a word"
is "$(named mayan)" "Mayank Patel" "a beginning that is unique"
run show maya
exits 4 "two of that name: ambiguous"
tells "bowline show 1" "the first with its command"
tells "bowline show 2" "the second with its command"
! grep -q Mayank "$box/err"
ok "whole words beat beginnings"
run move maya --stage education --why "it's time"
exits 4 "a write too"
tells "bowline move 1 --stage education --why 'it'\\''s time'" "the exact command, quoted for a shell"
run show maya --json
is "$(cat "$box/out")" "" "and nothing on stdout"
run list --json
is "$(sqlite3 :memory: "SELECT count(*) FROM json_each(CAST(readfile('$box/out') AS TEXT)) WHERE json_extract(value, '\$.stage') <> 'awareness'")" 0 "nobody was moved"
run tag -w maya -w jose beta
exits 4 "in an option"
tells "bowline tag -w 1 -w jose beta" "the id in the place of the word"
run add Bo --referred-by=maya
tells "bowline add Bo --referred-by=2" "also behind ="
run log '@jose @maya call -- hello >selection'
exits 4 "in a log line"
tells "bowline log -w 4 -w 1 'call -- hello >selection'" "the whole command, those known by id"
sed -n 's/^ *\(bowline log -w 4 -w 1 .*\)/\1/p' "$box/err" | sed "s#^bowline#$BOWLINE#" >"$box/again"
sh "$box/again" >"$box/out" 2>"$box/err"
ok "which works when run"
says "with José Núñez and Maya Chen" "and means whom it says"
run show nobody
exits 3 "nobody"
run show mayaa
exits 3 "nearly somebody"
run show 99
exits 3 "no such id"
run show ''
[ "$code" = 2 ] || [ "$code" = 3 ]
ok "an empty name is nobody"
run next ana call
exits 4 "two Anas"
tells "bowline next 5 call" "one"
tells "bowline next 6 call" "the other"
finish
