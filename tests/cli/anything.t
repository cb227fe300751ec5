#!/bin/bash
# Undo of anything: random commands of every kind that writes, in a random order. After each: undo gives the export from before, redo the one from after, a refusal
# leaves it as it was. In the end all of it is undone to the first export and redone to the last. The kinds are held against `bowline help`: a new command that writes must be
# added here. ANY_SEED=7 takes other moments, ANY_N=300 more of them.
. tests/cli/lib.sh
seed=${ANY_SEED:-1}
most=${ANY_N:-90}
chance() { # chance N: a number below N in $x
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    x=$(((seed >> 12) % $1))
}
any() { # any WORD…: one of them in $one
    chance $#
    shift $x
    one=$1
}
say() { "$BOWLINE" export --format jsonl -q >"$box/$1"; }
sql() { sqlite3 "$BOWLINE_DB" "$1"; }
person() { chance 997; who=$(sql "SELECT id FROM person ORDER BY (id * 7919 + $x) % 997 LIMIT 1"); }
day() { chance 60; when=-${x}d; } # as --on takes it: so many days ago
csv() {
    chance 1000
    {
        echo "Name,Email,Company,Stage,Notes"
        for i in 1 2 3 4; do
            chance 14
            echo "Row $x,row$x@list.example,Firm $((x % 3)),$([ $((x % 2)) = 0 ] && echo selection),seen at $seed"
        done
        echo "Person 2,,Acme,,from a list"
    } >"$box/list.csv"
}

# One command of a kind, at random, into the array c.
command_of() {
    person
    day
    case $1 in
    add) any --stage=selection --moment=outcomes --tag=vip --set=size=4 --note=hello; c=(add "Person $seed" "--on=$when" "$one" --email "p$seed@x.example") ;;
    log) any '!send the deck fri' '~answers 2w' '>selection' '+educate' '#warm' '"we lose a day"'; c=(log -w "$who" --on="$when" "call 20m met about it. $one") ;;
    edit) any --title=CEO --company=Acme --unset=company --note=more --set=size=9 --stage=commitment --email="e$seed@x.example" --unset=email --in-play; c=(edit "$who" "$one") ;;
    tag) any beta '--remove=beta' 'gamma'; c=(tag "$who" "$one") ;;
    move) any --stage=education --stage=onboarding --moment=one_to_one --moment=badass --stage=awareness; c=(move "$who" "$one" --on="$when") ;;
    park) c=(park "$who" --until 3w --on="$when" --why holiday) ;;
    close) any lost disqualified churned; c=(close "$who" --as "$one" --why price --on="$when") ;;
    reopen) any --stage=selection --moment=community; c=(reopen "$who" "$one") ;;
    next) any --theirs --due=fri --due=yesterday; c=(next "$who" "call back $seed" "$one") ;;
    done) c=(done "$(sql "SELECT coalesce(min(id), 1) FROM promise WHERE done_on IS NULL AND id > $((seed % 20))")") ;;
    snooze) any --until=1w --until=2d --wake; c=(snooze "$who" "$one") ;;
    revenue) any --agreed=100 --change=+20 --change=-10 --one-off=900 --list=300; c=(revenue "$who" "$one" --on="$when") ;;
    set) any 'window 90' 'first-day sunday' 'first-day monday' 'currency USD' 'quiet 20' 'kinds lunch'; c=(set $one) ;;
    review) c=(review --finish --promise "promise $seed" --improve less) ;;
    today) c=(today --rest --until 5d) ;;
    history) c=(history "$who" --void "$(sql "SELECT coalesce(max(id), 1) FROM entry WHERE person = $who AND voided_by = 0")" --why wrong) ;;
    import) csv; c=(import "$box/list.csv" --no-input) ;;
    merge) other=$who; person; c=(merge "$other" "$who") ;;
    dupes) other=$who; person; c=(dupes --not "$other" "$who") ;;
    undo) c=(undo --step "$(sql "SELECT coalesce(max(id), 0) FROM step WHERE undone = 0 AND name LIKE 'import%' AND id NOT IN (SELECT takes FROM step WHERE takes IS NOT NULL AND undone = 0)")") ;;
    doctor) c=(doctor --fix) ;;
    esac
}

kinds='add log edit tag move park close reopen next done snooze revenue set review today history import merge dupes undo doctor'
# Those that are no step: they have no undo, or are it.
others='redo restore forget'
run help --json
missing=
for name in $(sqlite3 :memory: "SELECT json_extract(value, '\$.name') FROM json_each(CAST(readfile('$box/out') AS TEXT)) WHERE json_extract(value, '\$.writes')"); do
    case " $kinds $others " in *" $name "*) ;; *) missing="$missing $name" ;; esac
done
is "$missing" "" "every command that writes is tried"

for i in 1 2 3 4 5 6; do must add "Person $i" --on 2026-09-01 --company Acme -q; done
must log '@1 call 2026-09-03 -- hello !send it fri' -q
csv
must import "$box/list.csv" --no-input
say first
cp "$box/first" "$box/now"
first_step=$(sql "SELECT max(id) FROM step")
bad=0 wrong= wrote=0 refused=0 tried=
minute=$((10 * 60))
# Each kind at least twice, then by chance.
plan="$kinds $kinds"
n=0
while [ $n -lt "$most" ]; do
    n=$((n + 1))
    if [ -n "$plan" ]; then
        kind=${plan%% *}
        case $plan in *' '*) plan=${plan#* } ;; *) plan= ;; esac
    else
        # shellcheck disable=SC2086
        any $kinds
        kind=$one
    fi
    minute=$((minute + 7))
    BOWLINE_NOW=$(printf '2026-11-%02dT%02d:%02d' $((10 + minute / 1440)) $((minute / 60 % 24)) $((minute % 60)))
    command_of "$kind"
    before=$(sql "SELECT max(id) FROM step")
    "$BOWLINE" "${c[@]}" >"$box/out" 2>"$box/err" </dev/null
    rc=$?
    after=$(sql "SELECT max(id) FROM step")
    mv "$box/now" "$box/was"
    say now
    case $rc in
    0 | 5) ;;
    1 | 2 | 3 | 4)
        refused=$((refused + 1))
        cmp -s "$box/was" "$box/now" || wrong="$wrong
${c[*]}: refused ($rc), and the book is another"
        continue
        ;;
    *) wrong="$wrong
${c[*]}: exit $rc, $(head -1 "$box/err")" ;;
    esac
    if [ "$before" = "$after" ]; then
        cmp -s "$box/was" "$box/now" || wrong="$wrong
${c[*]}: changed the book without a step"
        continue
    fi
    wrote=$((wrote + 1))
    case " $tried " in *" $kind "*) ;; *) tried="$tried $kind" ;; esac
    "$BOWLINE" undo -q 2>"$box/err" || wrong="$wrong
undo of ${c[*]}: $(head -1 "$box/err")"
    say back
    cmp -s "$box/was" "$box/back" || wrong="$wrong
${c[*]}: undone, the book is another: $(diff "$box/was" "$box/back" | head -2)"
    "$BOWLINE" redo -q 2>"$box/err" || wrong="$wrong
redo of ${c[*]}: $(head -1 "$box/err")"
    say again
    cmp -s "$box/now" "$box/again" || wrong="$wrong
${c[*]}: redone, the book is another: $(diff "$box/now" "$box/again" | head -2)"
done
echo "# $n commands, $wrote wrote, $refused refused; seed ${ANY_SEED:-1}"
is "$wrong" "" "after each command undo and redo go between the same two books"
lacking=
for kind in $kinds; do case " $tried doctor " in *" $kind "*) ;; *) lacking="$lacking $kind" ;; esac; done
is "$lacking" "" "each kind wrote at least once"
run doctor
exits 0 "the book balances"
steps=$(sql "SELECT count(*) FROM step WHERE id > $first_step AND undone = 0")
say last
must undo "$steps" -q
say back
cmp -s "$box/first" "$box/back"
ok "all $steps undone: the first book"
run doctor
exits 0 "which balances"
must redo "$steps" -q
say back
cmp -s "$box/last" "$box/back"
ok "all redone: the last"

# ---- the journal beside what is no step ----
must backup "$box/kept.db"
must undo 3 -q
say undone
must restore "$box/kept.db"
say back
cmp -s "$box/last" "$box/back"
ok "a backup brings the book of then"
must undo 3 -q
say back
cmp -s "$box/undone" "$box/back"
ok "with its journal: undo goes on from there"
must redo 3 -q
must add 'Soon Gone' -q
run forget 'Soon Gone' --yes
exits 0 "somebody is forgotten"
say forgotten
run undo "$((steps + 20))"
exits 0 "and all else can still be undone"
run redo "$((steps + 20))"
say back
cmp -s "$box/forgotten" "$box/back"
ok "and redone, without them"
run doctor
exits 0 "soundly"
finish
