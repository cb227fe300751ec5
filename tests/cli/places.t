#!/bin/sh
# What may stand where a file or a stream should: folders, pipes, devices, links, closed and full streams. Whatever it is, the answer comes at once and says what it is.
. tests/cli/lib.sh
must add 'Maya Chen'

# at PATH: list what is there; never longer than ten seconds.
at() {
    timeout 10 "$BOWLINE" --db "$1" list >"$box/out" 2>"$box/err" </dev/null
    code=$?
}
at "$box"
exits 1 "a folder"
tells "is a directory, not a file" "is told to be one"
tells "$box/bowline.db" "with the way out"
mkfifo "$box/pipe"
at "$box/pipe"
exits 1 "a pipe is not waited for"
tells "is a pipe, not a file" "and told to be one"
at /dev/null
exits 1 "a device"
tells "is a device" "is told to be one"
ln -s loop "$box/loop"
at "$box/loop"
exits 1 "a link that leads nowhere but to itself is no empty book"
tells "cannot open $box/loop" "and told"
at "$BOWLINE_DB/below.db"
exits 1 "nor is a place below a file"
at "$box/none/of/this.db"
exits 0 "a place without a file is"
[ ! -e "$box/none" ]
ok "and looking at it leaves nothing behind"
: >"$box/empty.db"
at "$box/empty.db"
exits 0 "an empty file as well"
ln -s b.db "$box/link.db"
at "$box/link.db"
says "Maya Chen" "a link is followed"
ln -s later.db "$box/dangling.db"
run --db "$box/dangling.db" add Tom
exits 0 "also to a file that is not there yet"
[ -f "$box/later.db" ] && [ -L "$box/dangling.db" ]
ok "which is made where it leads"
printf 'SQLite format 3\000' >"$box/head.db"
at "$box/head.db"
exits 1 "the head of a database and nothing behind it"
is "$(head -c 15 "$box/head.db")$(wc -c <"$box/head.db" | tr -d ' ')" "SQLite format 316" "is left as it is"

# ---- streams ----
"$BOWLINE" add Ann >&- 2>"$box/err" </dev/null
is $? 1 "an answer that cannot be given is told"
tells "only the answer is lost" "and that the step was done"
"$BOWLINE" add Ben 2>&- >/dev/null </dev/null
is $? 0 "nobody who listens to the talk: what was asked for is done"
"$BOWLINE" add Ben 2>&- >/dev/null </dev/null
is $? 0 "also where something was to be said"
"$BOWLINE" add Cid >&- 2>&- <&-
run doctor
exits 0 "nothing of it went into the file"
run list --json
is "$(grep -c '^{' "$box/out")" 5 "and each was done once"
finish
