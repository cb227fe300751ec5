#!/bin/sh
# What was said about a list once counts the next time: told with its day, changeable, forgettable, and taken back by undo like anything else.
. tests/cli/lib.sh
cat >"$box/a.csv" <<'EOF'
Wer,Wo,Rang,Status,Seit
Maya Chen,maya@x.example,Ops,Warm,03/04/2024
Tom Reed,tom@x.example,CTO,Kalt,05/06/2024
EOF
cat >"$box/b.csv" <<'EOF'
Status,Seit,Wer,Rang,Wo
Warm,07/08/2024,Ann Lee,CFO,ann@x.example
warm ,07/08/2024,Bob Ray,CEO,bob@x.example
EOF
BOWLINE_NOW=2026-11-12T09:00
dump >"$box/empty"
run import -n "$box/a.csv" --map name=Wer --json
dump >"$box/after"
cmp -s "$box/empty" "$box/after"
ok "a rehearsal remembers nothing"
must import "$box/a.csv" --map name=Wer --map title=Rang --map stage=Status --map first_contact=Seit --stage-map warm=selection --stage-map hot=growth --date-order dmy
run export --format jsonl
is "$(grep -c '"type":"reading"' "$box/out")" 6 "columns, order and the word that was there are kept; the one that was not is not"
BOWLINE_NOW=2026-11-21T09:00
run import "$box/b.csv" --json
is "$(json '$.new')" 2 "another list with these columns, in another order, goes in without a word"
is "$(json '$.mapping[2].reason')" "as you said on 12 Nov" "and says whose word it is"
is "$(json '$.mapping[3].field')" title "a column nobody could guess is known"
is "$(json '$.date_order')" dmy "the order of days, too"
is "$(json '$.remembered[#-1].is')" dmy "all of it is listed"
run show ann --json
is "$(json '$.stage')" selection "a word of a status column is known"
is "$(json '$.first_contact')" 2024-08-07 "days are read that way round"
run show bob --json
is "$(json '$.stage')" selection "in other letters as well"
run import "$box/b.csv"
says 'as you said on 12 Nov: "warm" in Status is selection' "it is told in words"
says "4 columns are as you said before" "columns by their number"
run import "$box/b.csv" --json
is "$(json '$.step')" "" "what is remembered is no change"
printf 'Status,Seit,Wer,Rang,Wo\nWarm,01/12/2024,Cat Fox,Boss,cat@x.example\n' >"$box/c.csv"
must import "$box/c.csv" --map note=Rang --stage-map warm=education --date-order mdy
run show cat --json
is "$(json '$.note')" Boss "what is said now wins"
is "$(json '$.stage')" education "over a stage, too"
is "$(json '$.first_contact')" 2024-01-12 "and an order"
printf 'Wer,Wo,Rang,Status,Seit\nDan Elk,dan@x.example,Cook,Warm,02/03/2024\n' >"$box/d.csv"
run import "$box/d.csv" --json
is "$(json '$.mapping[2].field')" note "and is the new word"
is "$(json '$.mapping[2].reason')" "as you said on 21 Nov" "of the day it was said on"
is "$(json '$.mapping[0].reason')" "as you said on 12 Nov" "the rest keeps its day"
must undo 2
run import -n "$box/d.csv" --json
is "$(json '$.mapping[2].field')" title "undo takes it back with the import"
is "$(json '$.remembered[#-1].is')" dmy "the order as well"
must redo 2
run import -n "$box/d.csv" --json --afresh
is "$(json '$.remembered[0]')" "" "--afresh leaves it aside"
is "$(json '$.mapping[3].field')" "" "so that only guesses are left"
run import -n "$box/d.csv" --json
is "$(json '$.mapping[0].field')" name "once"
dump >"$box/before"
must import --forget-mapping -n "$box/d.csv"
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "a rehearsed forgetting forgets nothing"
run import --forget-mapping "$box/d.csv" --json
is "$(json '$.forgotten')" 6 "--forget-mapping forgets it"
run import -n "$box/d.csv" --json
is "$(json '$.remembered[0]')" "" "nothing is left"
must undo
dump >"$box/after"
cmp -s "$box/before" "$box/after"
ok "and undo remembers it again"
run import --forget-mapping "$box/d.csv" --json
run import --forget-mapping "$box/d.csv"
says "nothing was remembered" "nothing to forget is no error"
exits 0 "none at all"
# Encoding and delimiter.
printf 'Name:Ort:Email\nJos\351:K\366ln:jose@x.example\n' >"$box/e.csv"
must import "$box/e.csv" --delimiter : --encoding iso-8859-1 --map custom.ort=Ort
printf 'Name:Ort:Email\nZo\353:M\374nchen:zoe@x.example\n' >"$box/f.csv"
run import "$box/f.csv" --json
is "$(json '$.encoding')$(json '$.delimiter')" "iso-8859-1:" "encoding and delimiter are remembered"
run show zo --json
is "$(json '$.custom.ort')" "München" "a field of one's own as well"
# UTF-16 without a mark is known by its header under the encoding that was said.
printf 'Voornaam,Wat\nAn,1\n' | iconv -f utf-8 -t utf-16be >"$box/g.csv"
must import "$box/g.csv" --encoding utf-16be --map skip=Wat
printf 'Voornaam,Wat\nBo,2\n' | iconv -f utf-8 -t utf-16be >"$box/h.csv"
run import "$box/h.csv" --json
is "$(json '$.encoding')$(json '$.new')" "utf-16be1" "where it cannot be told without it"
# A table without a header is known by its shape.
printf '17,Ann Lee,red\n18,Bob Ray,blue\n' >"$box/i.csv"
must import "$box/i.csv" --map name=2 --map custom.colour=3
printf '19,Eve Sun,green\n' >"$box/j.csv"
run import "$box/j.csv" --json
is "$(json '$.new')" 1 "a table without a header is known by its shape"
run show eve --json
is "$(json '$.custom.colour')" green "with its columns"
# Words of a preset's status column hold for every file of that exporter.
printf 'Record ID,First Name,Last Name,Email,Lead Status\n1,Al,Bee,al@x.example,Hot\n' >"$box/k.csv"
must import "$box/k.csv" --stage-map Hot=selection
printf 'Record ID,Email,First Name,Last Name,Lead Status,Phone Number\n2,cy@x.example,Cy,Dee,HOT,+49 30 1\n' >"$box/l.csv"
run import "$box/l.csv" --json
is "$(json '$.asked[0]')" "" "an answer holds for all files of an exporter"
run show cy --json
is "$(json '$.stage')" selection "and moves"
# Where the header stands, and whose export it is.
printf 'Email,Name\nno list,of ours\nMail,Wer\nyan@x.example,Yan Li\n' >"$box/m.csv"
run import "$box/m.csv" --json -n --header 3 --map name=Wer
is "$(json '$.header_line')$(json '$.new')" 31 "the header is where one says"
run import "$box/m.csv" --json -n --header none --map name=2
is "$(json '$.header_line')$(json '$.rows')" 4 "or nowhere"
run import "$box/m.csv" -n --header 40
exits 2 "a line that is none is told"
tells "no record of the first 4 begins on line 40" "with the line"
run import "$box/m.csv" -n --header 0
exits 2 "lines count from 1"
must import "$box/m.csv" --header 3 --map name=Wer
printf 'Email,Name\nMail,Wer\nquin@x.example,Quin Li\n' >"$box/m.csv"
run import "$box/m.csv" --json
is "$(json '$.header_line')$(json '$.new')" 21 "the next one is known by its header, wherever it stands"
run import "$box/m.csv" -n
says "this is the header" "and that is said"
printf 'Name\nNobody Else\nName\n' >"$box/n.csv"
must import "$box/n.csv" --header none --map name=1
run import "$box/n.csv" --json -n
is "$(json '$.header_line')$(json '$.rows')" 3 "no header stays none"
run import "$box/n.csv" --json -n --afresh
is "$(json '$.header_line')" 1 "unless one begins afresh"
must import "$box/n.csv" --header 1
run import "$box/n.csv" --json -n
is "$(json '$.header_line')" 1 "what is said later holds"
run import "$box/k.csv" --json -n --preset none
is "$(json '$.preset')" "" "an export may be nobody's"
run import "$box/k.csv" -n --preset hubspo
exits 2 "nobody's export is called so"
tells "did you mean hubspot?" "with the way out"
must import "$box/k.csv" --preset none
run import "$box/k.csv" --json -n
is "$(json '$.preset')" "" "and stays so for such a list"
must undo

# It is part of what is carried.
run export --format jsonl
cp "$box/out" "$box/all.jsonl"
grep -q '"type":"reading"' "$box/all.jsonl"
ok "what is remembered is in the complete export"
BOWLINE_DB=$box/c.db run restore "$box/all.jsonl"
BOWLINE_DB=$box/c.db run export --format jsonl
cmp -s "$box/out" "$box/all.jsonl"
ok "and comes back byte for byte"
must doctor
finish
