#!/bin/sh
# Every column and table that follows from others, damaged by hand one after the other: the doctor says so, --fix gives exactly what was there.
# The list is held against the schema, so that a derived column that is added must be added here, or to those that are facts.
. tests/cli/lib.sh
# All rows at once: this is asked for very often.
rows() {
    for table in person handle tag custom entry talk talk_person quote promise setting revenue review origin origin_day snooze rested "tally WHERE n <> 0" "total WHERE n <> 0"; do
        echo "SELECT '${table%% *}', * FROM $table;"
    done | sqlite3 "$BOWLINE_DB" 2>&1 | sort
}
must demo --keep "$box/demo.db"
cp "$box/demo.db" "$BOWLINE_DB"
must log '@ada call -- about "things" !send it fri #x'
must revenue ada --list 100 --agreed 80 --on 2026-10-01
must revenue 2 --agreed 30 --on 2026-10-01
must revenue ada --change +10
must edit 3 --note 'met at the harbour' --company 'Wharf & Sons'
must snooze 4 --until 1w
must park 5 --until 2w
must import tests/fixtures/csv/linkedin_Connections.csv
sqlite3 "$BOWLINE_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
cp "$BOWLINE_DB" "$box/sound.db"
rows >"$box/before"

# What follows from other rows, and what does not.
person='name_key company_key find email status stage moment stage_since moment_since cycle furthest opened_on status_since park_until last_talk talks next_id next_due mrr visited played_on'
person_facts='id uid name first_name last_name company title source note referred_by created_on first_contact in_play by_hand'
entry='cycle stage_from stage_to moment_from moment_to stage_open stage_first stage_top stage_top_day stage_out stage_way moment_open moment_first moment_top moment_top_day moment_out moment_way paid'
entry_facts='id uid person day act stage moment side until why recorded voided_by'
revenue='before after counts'
revenue_facts='id uid person day kind list agreed amount recorded'
handle=key
handle_facts='person kind pos value'
for table in person entry revenue handle; do
    eval "known=\"\$$table \$${table}_facts\""
    unknown=
    for column in $(sqlite3 "$BOWLINE_DB" "SELECT name FROM pragma_table_info('$table')"); do
        case " $known " in *" $column "*) ;; *) unknown="$unknown $column" ;; esac
    done
    is "$unknown" "" "each column of $table is known as a fact or as derived"
done

# damaged NAME SQL
damaged() {
    rm -f "$BOWLINE_DB"*
    cp "$box/sound.db" "$BOWLINE_DB"
    changed=$(sqlite3 "$BOWLINE_DB" "$2; SELECT total_changes()" 2>&1 | tail -1)
    run doctor
    found=$code
    run doctor --fix
    fixed=$code
    rows >"$box/now"
    if cmp -s "$box/before" "$box/now"; then same=same; else same=different; fi
    case $changed in 0 | *[!0-9]*) is "$changed" "a number of rows" "$1: damaged" ;; *) is "$found $fixed $same" "1 0 same" "$1" ;; esac
    [ "$same" = same ] || diff "$box/before" "$box/now" | head -4 | sed 's/^/#   /'
}
# One row in which the column says something; the triggers do what they do, so the figures follow the damage.
column_damaged() { # table column
    key=id
    [ "$1" = handle ] && key="(person, kind, pos)" && pick="SELECT person, kind, pos FROM handle WHERE key <> ''" || pick="SELECT id FROM $1 WHERE $2 IS NOT NULL"
    case $2 in
    name_key | company_key | find | email | key) to="$2 || 'x'" ; [ "$1" = handle ] || pick="$pick AND $2 <> ''" ;;
    status) to="CASE status WHEN 0 THEN 9 ELSE 0 END" ;;
    stage | moment | stage_to | moment_to | counts) to="$2 % 3 + 1" ;;
    *) to="$2 + 1" ;;
    esac
    case $2 in stage_top | moment_top) pick="$pick AND $2 > 0" ;; esac
    [ "$1" != entry ] || pick="$pick AND voided_by = 0"
    damaged "$1.$2" "UPDATE $1 SET $2 = $to WHERE $key IN ($pick LIMIT 1)"
}
for column in $person; do column_damaged person "$column"; done
for column in $entry; do column_damaged entry "$column"; done
for column in $revenue; do column_damaged revenue "$column"; done
column_damaged handle key

# Tables that only count: a count that is wrong, one that is missing, one of nothing.
for what in $(sqlite3 "$box/sound.db" 'SELECT DISTINCT what FROM total WHERE n <> 0 ORDER BY what'); do
    one="(what, track, day, a, b, c) IN (SELECT what, track, day, a, b, c FROM total WHERE what = $what AND n <> 0 LIMIT 1)"
    damaged "total of kind $what, wrong" "UPDATE total SET n = n + 1 WHERE $one"
    damaged "total of kind $what, missing" "DELETE FROM total WHERE $one"
    damaged "total of kind $what, of nothing" "INSERT INTO total VALUES ($what, 1, 1, 1, 1, 1, 7) ON CONFLICT DO UPDATE SET n = n + 7"
done
is "$(sqlite3 "$box/sound.db" 'SELECT group_concat(what, " ") FROM (SELECT DISTINCT what FROM total ORDER BY what)')" \
    "$(sqlite3 "$box/sound.db" 'SELECT group_concat(what, " ") FROM (SELECT DISTINCT what FROM total WHERE n <> 0 ORDER BY what)')" "every kind of total is there to be damaged"
damaged "tally, wrong" "UPDATE tally SET n = n + 1 WHERE (track, day, src, dst) IN (SELECT track, day, src, dst FROM tally WHERE n > 0 LIMIT 1)"
damaged "tally, missing" "DELETE FROM tally WHERE (track, day, src, dst) IN (SELECT track, day, src, dst FROM tally WHERE n > 0 LIMIT 1)"
damaged "tally, of nothing" "INSERT INTO tally VALUES (1, 3, 4, 5, 6)"
damaged "origin, wrong" "UPDATE origin SET n = n + 1 WHERE (stage, source) IN (SELECT stage, source FROM origin LIMIT 1)"
damaged "origin, missing" "DELETE FROM origin WHERE (stage, source) IN (SELECT stage, source FROM origin LIMIT 1)"
damaged "origin, of nothing" "INSERT INTO origin VALUES (7, 'nowhere', 3)"
one="(stage, source, day) IN (SELECT stage, source, day FROM origin_day LIMIT 1)"
damaged "origin_day, wrong" "UPDATE origin_day SET n = n + 1 WHERE $one"
damaged "origin_day, missing" "DELETE FROM origin_day WHERE $one"
damaged "origin_day, of nothing" "INSERT INTO origin_day VALUES (7, 'nowhere', 3, 3)"

# Every table is one of facts, one that was damaged here, or full text, which tests/cli/doctor.t damages.
counts='tally total origin origin_day'
facts='person handle tag custom entry talk talk_person talk_key quote promise setting revenue review reading snooze rested merged apart step step_part step_gone draft'
unknown=
for table in $(sqlite3 "$box/sound.db" "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"); do
    case " $counts $facts " in *" $table "*) ;; *) unknown="$unknown $table" ;; esac
done
is "$unknown" "" "each table is known as one of facts or of counts"
finish
