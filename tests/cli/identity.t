#!/bin/sh
# Who is who in an import: one profile under its many addresses, names turned round, addresses within names, firms without a person.
. tests/cli/lib.sh
fresh() { rm -f "$BOWLINE_DB"*; }
# import TEXT OPTIONS…: a small file, and the people after it as name|first/last|emails|company.
import() {
    printf '%s' "$1" >"$box/f.csv"
    shift
    run import "$box/f.csv" --json "$@"
    cp "$box/out" "$box/summary"
    cp "$box/err" "$box/said"
}
people() {
    run list --sort id --json
    sqlite3 :memory: "SELECT group_concat(printf('%s (%s/%s) %s %s', value ->> 'name', coalesce(value ->> 'first_name', ''), coalesce(value ->> 'last_name', ''),
        value -> 'emails', coalesce(value ->> 'company', '-')), '; ') FROM json_each(CAST(readfile('$box/out') AS TEXT))"
}
summary() { sqlite3 :memory: "SELECT json_extract(CAST(readfile('$box/summary') AS TEXT), '$1')"; }

# ---- one profile, many addresses
import 'Name,LinkedIn,Company
Maya Chen,https://www.linkedin.com/in/maya-chen,Lumen
M. Chen,https://de.linkedin.com/in/Maya-Chen/,
,linkedin.com/in/maya%2Dchen?trk=people,
Maya C,https://www.linkedin.com/in/maya-chen/de,
Tom Reed,https://uk.linkedin.com/in/tom-reed-12345/en,Reed
Tom Reed,https://www.linkedin.com/mwlite/in/tom-reed-12345,Reed
'
is "$(summary '$.new') $(summary '$.rejected')" '2 1' 'one profile under many addresses is one person within a file'
run list --sort id --json
is "$(json '$[0].urls')" '["https://www.linkedin.com/in/maya-chen"]' 'the first address written stays as it was'
import 'Name,LinkedIn
Anna Other,https://www.linkedin.com/in/tom-reed-12345
'
is "$(summary '$.new') $(summary '$.conflicts')" '0 1' 'and against the book'
must doctor
fresh

finish
