#!/bin/sh
# bowline search: whatever was said or written down is found, where it came from a file too, and is gone when it is taken back
. tests/cli/lib.sh
sound() { # the full text fits what stands in the tables, as SQLite itself checks it
    run doctor
    exits 0 "$1: sound"
}
must add "Maya Chen" --title "Plant Manager" --email maya@north.example --tag sso --note "IT is the gate."
must log '@maya call -- how they do it "payroll waits for the macro" !send the macro study fri'
must next maya "ask about SSO" --theirs
run search gate
says "note on #1 Maya Chen" "a note"
says "    IT is the gate." "with its words"
run search macro
says 'call with Maya Chen' "a conversation"
says 'promise #1  Maya Chen: send the macro study, due 2026-11-27' "a promise"
run search sso
says "#sso" "why somebody is found by a tag"
says "promise #2  by Maya Chen: ask about SSO" "a promise of theirs"
run search plant
says "Plant Manager" "by a title"
run search north.ex
says "maya@north.example" "by an address"
run search macro --json
valid "search --json"
is "$(json '$[0].conversation.kind') $(json '$[1].promise.id')" "call 1" "JSON names what each is"
run search gate --json
is "$(json '$[0].note.person') $(json '$[0].note.who') $(json '$[0].note.text')" "1 Maya Chen IT is the gate." "a note in JSON"
run list said:payroll
says "Maya Chen" "a filter looks at the customer's own words"
must done 1
run search study
says "send the macro study, kept 2026-11-21" "a promise that was kept"

must edit maya --note "Works alone."
run search gate
silent gate "a note that was changed is not found by its old words"
must undo
run search gate
says gate "and is again after undo"

printf 'Name,Email,Notes\nAda Byron,ada@x.example,met at the lighthouse\nBo Ek,bo@x.example,\nMaya Chen,maya@north.example,another note\n' >"$box/l.csv"
must import "$box/l.csv"
run search lighthouse
says "note on #2 Ada Byron" "a note from a file"
sound "after an import"
printf 'Name,Email,Notes\nAda Byron,ada@x.example,met on the ferry\nBo Ek,bo@x.example,likes ferries\n' >"$box/m.csv"
must import "$box/m.csv" --on-conflict replace
run search ferr
says "met on the ferry" "a note that a file replaced"
says "likes ferries" "a note that a file filled"
sound "after replacing"
must undo
run search ferry
silent ferry "taken back"
run undo --list
step=$(sed -n 's/^ *\([0-9][0-9]*\) .*import l\.csv.*/\1/p' "$box/out")
must tag bo vip
must undo --step "$step"
run search lighthouse
silent lighthouse "the note of somebody whose import is undone is gone"
sound "after undo --step"
run export --format jsonl -o "$box/all.jsonl"
BOWLINE_DB=$box/again.db
must restore "$box/all.jsonl"
run search gate
says gate "found in a book restored from lines"
sound "restored"
must add "May Chen" --email may@north.example --note "rowboats"
must merge 1 "May Chen"
sound "after a merge"
must forget 1 --yes
run search macro
silent macro "nothing of somebody who is forgotten"
sound "after forgetting"
finish
