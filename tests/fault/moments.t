#!/bin/bash
# kill -9 at a hundred moments (FAULT_MOMENTS; FAULT_N of them at the desk) of an import and of undo --step with later steps, at FAULT_N of a plain undo and of the redo of either: at acts
# on the disk spread over the whole run. Afterwards the book is to the byte as before or complete, the doctor finds nothing, and the same command goes through.
. tests/fault/lib.sh
many=${FAULT_MOMENTS:-$N}

if sanitized || [ ! -e "$O/tests/fault/failio.so" ]; then
    skip 'killed at every act on the disk' 'a sanitizer and a preloaded library do not go together'
    plan
    exit 0
fi
db=$tmp/place/b.db
people_csv 240 >"$tmp/people.csv"
run() { "$BOWLINE" --db "$db" "$@" -q --no-input >/dev/null 2>"$tmp/err" || sed 's/^/# /' "$tmp/err"; }
keep() { rm -rf "$tmp/$1" && cp -r "$tmp/place" "$tmp/$1"; }
lay() { rm -rf "$tmp/place" && cp -r "$tmp/$1" "$tmp/place"; }
# But for the uids of people who come in, which are new each time.
says() { "$BOWLINE" --db "$db" export --format jsonl 2>&1 | sed 's/"uid":"[^"]*",//' | cksum; }

mkdir "$tmp/place"
seed "$db" || { echo "Bail out! the file to start from could not be made"; exit 1; }
run tag p2@example.com beta
keep for_import
run import "$tmp/people.csv"
keep for_undo
step=$(sql "$db" 'SELECT max(id) FROM step')
for i in 3 77 78 200; do run tag "import$i@example.org" later; done
run log '@import9@example.org call -- met them !send it fri >education'
run edit import12@example.org --title Other
keep for_step
run undo --step "$step"
keep for_back
run undo
keep for_redo

command() { # what, then what stands before the program
    what=$1
    shift
    case $what in
    import) "$@" "$BOWLINE" --db "$db" import "$tmp/people.csv" -q --no-input ;;
    undo) "$@" "$BOWLINE" --db "$db" undo -q ;;
    step) "$@" "$BOWLINE" --db "$db" undo --step "$step" -q ;;
    back) "$@" "$BOWLINE" --db "$db" undo -q ;;
    redo) "$@" "$BOWLINE" --db "$db" redo -q ;;
    esac
}
moments() { # what, how many
    moments=$2
    lay "for_$1"
    before=$(says)
    command "$1" env >/dev/null 2>"$tmp/err" || sed 's/^/# /' "$tmp/err"
    after=$(says)
    lay "for_$1"
    command "$1" env LD_PRELOAD="$O/tests/fault/failio.so" FAIL_IO_COUNT="$tmp/acts" >/dev/null 2>&1
    acts=$(cat "$tmp/acts" 2>/dev/null || echo 0)
    bad= tried=0 olds=0
    [ "$before" != "$after" ] || bad="; it changed nothing"
    while [ $tried -lt "$moments" ]; do
        at=$((1 + tried * acts / moments))
        lay "for_$1"
        (exec 2>/dev/null; command "$1" env LD_PRELOAD="$O/tests/fault/failio.so" FAIL_IO=kill FAIL_IO_AT=$at >/dev/null 2>&1)
        [ $? = 137 ] || bad="$bad; at act $at it was not killed"
        now=$(says)
        [ "$now" != "$before" ] || olds=$((olds + 1))
        [ "$now" = "$before" ] || [ "$now" = "$after" ] || bad="$bad; at act $at: neither before nor complete"
        "$BOWLINE" --db "$db" doctor --fix -q >"$tmp/out" 2>&1 || bad="$bad; at act $at: $(head -n 2 "$tmp/out")"
        ! grep -qv -e 'unfinished copy' "$tmp/out" || bad="$bad; at act $at: $(head -n 2 "$tmp/out")"
        if [ $((tried % 5)) = 0 ] && [ "$now" = "$before" ]; then
            command "$1" env >/dev/null 2>"$tmp/err" || bad="$bad; at act $at, then once more: $(head -n 2 "$tmp/err")"
            [ "$(says)" = "$after" ] || bad="$bad; at act $at: once more gives something else"
        fi
        tried=$((tried + 1))
    done
    echo "# $1 touches the disk $acts times; $tried moments, $olds left it as before"
    [ "$olds" != 0 ] || bad="$bad; none left it as before"
    is "$1 killed at $moments moments: to the byte as before or complete, and the doctor finds nothing" "$bad" ''
}
for what in import step; do moments $what "$many"; done
for what in undo back redo; do moments $what "$N"; done
plan
