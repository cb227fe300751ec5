#!/bin/sh
# bowline import, from the command line's side: counts, exit codes, -n, rejects, stdin, options.
. tests/cli/lib.sh
cat >"$box/Connections.csv" <<'END'
Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ines,Okafor-Lindqvist,https://www.linkedin.com/in/ines-okafor,,Northwind Analytics,"VP, Data",08 Feb 2026
Tomás,Reyes,https://www.linkedin.com/in/tomasreyes,tomas@acme.example,"Acme, Inc.","Engineer, ""Platform""",12 Mar 2024
,,,,,,03 Jan 2023
END
run import "$box/Connections.csv"
exits 0 "a LinkedIn export"
says "3 rows: 2 new, 0 updated, 0 unchanged, 0 rejected, 1 skipped" "2 new, 1 skipped, 3 rows"
says "bowline undo" "the way back"
run list --json
is "$(json '$[0].name') $(json '$[0].in_play') $(json '$[0].first_contact')" "Ines Okafor-Lindqvist 0 2026-02-08" "in the book, not in play"
is "$(json '$[0].stage') $(json '$[0].moment') $(json '$[0].stage_since')" "awareness connect 2026-11-21" "from the day of the import"
dump >"$box/before"
run import "$box/Connections.csv" --json
exits 0 "again"
is "$(json '$.unchanged') $(json '$.new') $(json '$.rows')" "2 0 3" "2 unchanged"
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "changes nothing"
must undo
run list --json
is "$(tr -d '\n' <"$box/out")" "[]" "one undo takes the import back"
cat >"$box/b.csv" <<'END'
Name;E-mail;Company
Ann;ann@x.example;X
Bob;bob@@x;Y
END
run import "$box/b.csv" --rejects "$box/rejects.csv" --tag fair --source expo
exits 5 "done with rejects"
says "rejected" "counted"
grep -q bob@@x "$box/rejects.csv"
ok "the rejected row is in the file"
is "$(stat -c %a "$box/rejects.csv")" 600 "readable by its owner alone"
run show ann --json
is "$(json '$.tags[0]') $(json '$.source')" "fair expo" "tag and source"
run import - --map name=1 --map email=2 --delimiter ';' --json <"$box/b.csv"
"$BOWLINE" import - --json <"$box/b.csv" >"$box/out" 2>"$box/err"
is $? 5 "from standard input"
valid "JSON"
run import "$box/none.csv"
exits 3 "no such file"
run import
exits 2 "which file?"
run import "$box"
exits 1 "a directory"
printf 'x,y\n1,2\n' >"$box/useless.csv"
run import "$box/useless.csv"
exits 2 "no usable column"
tells "--map" "names --map"
run import "$box/b.csv" --map email
exits 2 "--map without a column"
run import "$box/b.csv" --encoding klingon
exits 2 "an encoding that is none"
run import "$box/b.csv" --delimiter xx
exits 2 "a delimiter that is none"
run import "$box/b.csv" --date-order mdx
exits 2 "an order that is none"
: >"$box/empty.csv"
run import "$box/empty.csv"
[ "$code" = 1 ] || [ "$code" = 2 ]
ok "an empty file is an error"
# Ctrl-C leaves the file as it was
awk 'BEGIN { print "Name,Email"; for (i = 0; i < 400000; i++) printf "Person %d,p%d@x.example\n", i, i }' >"$box/big.csv"
dump >"$box/before"
"$BOWLINE" import "$box/big.csv" >"$box/out" 2>"$box/err" </dev/null &
pid=$!
sleep 0.3
kill -INT $pid 2>/dev/null
wait $pid
is $? 130 "interrupted"
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "as before"
is "$(sqlite3 "$BOWLINE_DB" 'PRAGMA integrity_check')" ok "and whole"
finish
