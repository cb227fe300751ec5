#!/bin/sh
# bowline edit and bowline tag
. tests/cli/lib.sh
must add 'Maya Chen' --company Acme --note old --tag a
must add 'Tom Reed' --company Acme
run edit maya --company Northwind --title CEO --email maya@x.example --unset note --set size=9 --json
exits 0 "edit"
valid "edit --json"
is "$(json '$.company') $(json '$.title') $(json '$.emails[0]') $(json '$.custom.size')" "Northwind CEO maya@x.example 9" "set"
is "$(json '$.note')" "" "unset"
run edit maya --name 'Maya Chen-Berg'
run show 1 --json
is "$(json '$.name')" "Maya Chen-Berg" "the name"
run edit maya --stage education --on 2026-11-21 --json
is "$(json '$.stage')" education "a stage too"
run edit maya --moment community --on 2026-11-21
says "2026-11-21  Maya Chen-Berg  connect → community" "which is told with its day"
run edit maya
exits 2 "no field named"
run edit maya --company ''
exits 2 "an empty value is told"
tells --unset "with the way out"
run edit
exits 2 "nobody named"
run edit --where 'company:Acme or company:Northwind' --source fair --json
exits 0 "edit many by filter"
is "$(json '$[1].source')" fair "an array"
tells "2 people" "saying how many"
run edit --where '' --source fair
exits 2 "no filter never means everybody"
run edit maya tom --email a@b.example
exits 2 "an address belongs to one"
run edit --where 'tag:nothing' --source x
exits 0 "a filter that matches nobody changes nothing"
must undo
run show tom --json
is "$(json '$.source')" "" "one undo for all"

run tag maya pricing '#beta' --json
exits 0 "tag"
valid "tag --json"
is "$(json '$.tags')" '["a","beta","pricing"]' "added"
run tag maya --remove a --remove beta --json
is "$(json '$.tags')" '["pricing"]' "removed"
run tag -w maya -w tom x y --json
is "$(json '$[1].tags')" '["x","y"]' "several people"
run tag --where company:Acme z
exits 0 "by filter"
says "Tom Reed" "named"
run tag maya
exits 2 "no tag"
run tag maya pricing
exits 0 "a tag that is there already"
says "nothing changed" "is said"
run undo
says "tag Tom Reed" "made no step"
finish
