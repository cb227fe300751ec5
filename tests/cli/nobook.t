#!/bin/sh
# Where there is no book yet: what can only change something that is there says so, and leaves no empty file behind.
. tests/cli/lib.sh
printf 'Name,Email\nAda,ada@x.example\n' >"$box/list.csv"
none() {
    run "$@"
    [ ! -e "$BOWLINE_DB" ] && [ ! -e "$BOWLINE_DB-wal" ]
    ok "no file is left by: $*"
    rm -f "$BOWLINE_DB" "$BOWLINE_DB-wal" "$BOWLINE_DB-shm"
}
none done 1
exits 3 "no promise of that number"
none done Maya
exits 3 "nobody of that name"
none set nosuch 1
exits 2 "no such setting"
none set window abc
exits 2 "no value for it"
none set window --default
exits 0 "what it is by itself anyway"
none today --rest
exits 0 "nobody has to rest"
none review --finish --kept 1
exits 3 "nothing was promised"
none review --finish --promise a --promise b --promise c --promise d
exits 2 "more than three"
none move --where stage:selection --stage growth
none edit --where stage:growth --source x
none tag --where tag:x y
none snooze Maya --until 2w
none import "$box/list.csv" --forget-mapping
exits 0 "nothing was remembered"
for words in 'move x --stage growth' 'park x --until 2w' 'close x --as lost --why y' 'reopen x' 'next x y' 'log @x hi' 'merge a b' 'undo' 'redo' 'doctor' 'list' 'show x'; do
    none $words
done
run set window 30
exits 0 "what can be written is"
[ -e "$BOWLINE_DB" ]
ok "and makes the file"
finish
