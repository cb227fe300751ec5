#!/bin/sh
# help, completion, unknown words, options anywhere, exit codes
. tests/cli/lib.sh
run
exits 2 "bare bowline without a terminal"
is "$(cat "$box/out")" "" "nothing on stdout"
tells "capture" "short help on stderr"
run help
exits 0 "help"
for c in add log edit tag move park close reopen next done list show brief search review undo redo history import where demo help completion; do
    grep -q "^  $c " "$box/out" || { echo "# $c is missing"; false; } || break
done
ok "every command is in it"
for c in add log edit tag move park close reopen next done list show brief search review undo redo history import where demo help completion; do
    "$BOWLINE" help $c >"$box/out" 2>"$box/err" && "$BOWLINE" $c --help >"$box/out2" 2>"$box/err" && cmp -s "$box/out" "$box/out2" || break
done
ok "help COMMAND and COMMAND --help are the same"
run help --json
valid "help --json"
run --help
exits 0 "--help"
run --version
exits 0 "--version"
says "bowline 0." "says which"
run mov ada
exits 2 "an unknown command"
tells "did you mean bowline move" "did you mean"
run frobnicate
exits 2 "a word like no command"
run list --jsn
exits 2 "an unknown option"
tells "did you mean --json" "did you mean"
run list -Z
exits 2 "an unknown letter"
run list --limit
exits 2 "a value is missing"
tells "--limit" "which is named"
run list --json=yes
exits 2 "a flag takes no value"
run help lst
exits 2 "help for no command"
tells "list" "did you mean"
must add Ada
run --json list
valid "options before the command"
run list -o "$box/file" --json
exits 0 "-o FILE"
is "$(cat "$box/out")" "" "nothing on stdout"
is "$(sqlite3 :memory: "SELECT json_valid(CAST(readfile('$box/file') AS TEXT))")" 1 "the data is in the file"
run list nobody -o "$box/file2"
[ -f "$box/file2" ]
ok "an empty answer is an empty file"
run list -o "$box/no/such/dir"
exits 1 "a file that cannot be written"
if [ -w /dev/full ]; then
    "$BOWLINE" list >/dev/full 2>"$box/err"
    is $? 1 "a full disk on stdout"
    tells "standard output" "is told"
    "$BOWLINE" list --json >/dev/full 2>"$box/err"
    is $? 1 "in JSON too"
fi
if [ -w /dev/full ]; then
    "$BOWLINE" tag ada told >/dev/full 2>"$box/err"
    is $? 1 "a write whose answer is lost"
    tells "what was asked for is done" "says that it is done all the same"
fi
for shell in bash zsh fish; do
    run completion $shell
    exits 0 "completion $shell"
    says "reopen" "knows the commands"
    says "one_to_one" "knows the moments"
    if command -v $shell >/dev/null; then
        $shell -n "$box/out" 2>"$box/err"
        ok "$shell reads it without complaint"
    fi
done
run completion bash --json
valid "completion --json"
run completion csh
exits 2 "an unknown shell"
run completion bash
if command -v bash >/dev/null; then
    bash --norc -c '. "$1"; COMP_WORDS=(bowline move ada --stage sel); COMP_CWORD=4; _bowline; echo "${COMPREPLY[@]}"' - "$box/out" >"$box/words" 2>"$box/err"
    is "$(cat "$box/words")" "selection" "bash completes a stage"
    bash --norc -c '. "$1"; COMP_WORDS=(bowline reo); COMP_CWORD=1; _bowline; echo "${COMPREPLY[@]}"' - "$box/out" >"$box/words" 2>"$box/err"
    is "$(cat "$box/words")" "reopen" "bash completes a command"
fi
finish
