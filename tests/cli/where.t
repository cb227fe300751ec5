#!/bin/sh
# bowline where, the config, and the order of the rules
. tests/cli/lib.sh
run where --json
valid "where --json"
is "$(json '$.database.path') $(json '$.database.rule')" "$BOWLINE_DB \$BOWLINE_DB" "\$BOWLINE_DB"
run --db "$box/other.db" where --json
is "$(json '$.database.path') $(json '$.database.rule')" "$box/other.db --db" "--db before the command wins"
run where --db "$box/other.db" --json
is "$(json '$.database.rule')" "--db" "and after it"
unset BOWLINE_DB
run where --json
is "$(json '$.database.path')" "$box/home/.local/share/bowline/bowline.db" "~/.local/share"
XDG_DATA_HOME=$box/data
export XDG_DATA_HOME
run where --json
is "$(json '$.database.path') $(json '$.database.rule')" "$box/data/bowline/bowline.db \$XDG_DATA_HOME" "\$XDG_DATA_HOME"
mkdir -p "$box/home/.config/bowline"
config=$box/home/.config/bowline/config
printf '[database]\npath = ~/my people.db  \n\n# a comment\n[look]\ncolor = never\nunicode=no\nmouse = yes\ntheme = dark\n[keys]\nlog = x\n' >"$config"
run where --json
is "$(json '$.database.path')" "$box/home/my people.db" "the config, ~ and spaces"
run where
says "[database] path" "the rule is named"
must add Ada
[ -f "$box/home/my people.db" ]
ok "that file is used"
is "$(stat -c %a "$box/home/my people.db")" 600 "readable by its owner alone"
printf '[database]\npath = x.db\n[lok]\ncolor = never\n[look]\ncolour = never\nmouse = perhaps\nnonsense\n' >"$config"
run list
exits 2 "mistakes in the config stop a command"
tells "$config:2:" "a relative database"
tells "$config:3:" "with file and line"
tells "[look]" "did you mean (section)"
tells "$config:6:" "every mistake"
tells "did you mean color" "did you mean (key)"
tells "$config:7:" "values too"
tells "$config:8:" "lines that are none"
run where
exits 0 "where runs all the same"
tells "$config:3:" "and tells them"
rm "$config"
XDG_CONFIG_HOME=relative
export XDG_CONFIG_HOME
run where --json
is "$(json '$.config.path')" "$config" "a relative XDG directory is ignored"
mkdir "$box/home/dir"
BOWLINE_DB=$box/home/dir
export BOWLINE_DB
run list
exits 1 "a directory for a database"
echo "this is no database, it is a letter to a friend" >"$box/letter"
run --db "$box/letter" list
exits 1 "a foreign file is refused"
is "$(cat "$box/letter")" "this is no database, it is a letter to a friend" "and not touched"
run --db "$box/new/deep/b.db" add Ada
exits 0 "directories are made"
is "$(stat -c %a "$box/new/deep")" 700 "for the owner alone"
finish
