#!/bin/bash
# The README's five minutes, typed into a real interactive bash (history expansion on) in a real terminal, as a newcomer would: every line as it is printed.
# What arrives in the file is then read back.
n=0
tmp=$(mktemp -d) || exit 1
socket=bowline-readme-$$
trap 'tmux -L "$socket" kill-server 2>/dev/null; rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
is() { n=$((n + 1)); if [ "$2" = "$3" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; printf '#   got    %s\n#   wanted %s\n' "$2" "$3"; fi; }
bowline=${BOWLINE:-$PWD/build/bowline}
export LC_ALL=C.UTF-8 BOWLINE_NOW=2026-11-21T09:00

# A tree as the reader has it: build/bowline, and an export of LinkedIn's beside it.
mkdir -p "$tmp/tree/build" "$tmp/home"
ln -s "$bowline" "$tmp/tree/build/bowline"
cp tests/fixtures/csv/linkedin_Connections.csv "$tmp/tree/Connections.csv"
sed -n '/^## Five minutes/,/^## /p' README.md | grep '^build/bowline ' >"$tmp/lines"
is 'the README has lines to type' "$([ "$(wc -l <"$tmp/lines")" -ge 10 ] && echo yes)" yes

tmux -L "$socket" -f /dev/null new-session -d -x 200 -y 50 -c "$tmp/tree" \
    env -i PATH="$PATH" HOME="$tmp/home" TERM=screen-256color LC_ALL=C.UTF-8 BOWLINE_NOW=$BOWLINE_NOW TMPDIR="$tmp" bash --norc --noprofile -i
# The prompt tells that bash is ready for the next line, and how the last one ended.
prompt() { # count of prompts to wait for
    for _ in $(seq 200); do
        [ "$(tmux -L "$socket" capture-pane -p -S - -t 0 | grep -c '^ready[0-9]*:')" -ge "$1" ] && return 0
        sleep 0.05
    done
    return 1
}
tmux -L "$socket" send-keys -l "set -H; PS1='ready\$?:'; clear"
tmux -L "$socket" send-keys Enter
prompt 1 || { tmux -L "$socket" capture-pane -p -t 0 | sed 's/^/# /'; echo "Bail out! no prompt"; exit 1; }
sleep 0.2
typed=0
while IFS= read -r line <&3; do
    # The demo opens the full screen: leave it as its footer says.
    case $line in 'build/bowline demo') continue ;; esac
    typed=$((typed + 1))
    tmux -L "$socket" clear-history
    tmux -L "$socket" send-keys -l 'clear'
    tmux -L "$socket" send-keys Enter
    sleep 0.1
    tmux -L "$socket" send-keys -l -- "$line"
    tmux -L "$socket" send-keys Enter
    # An import on a terminal shows what would happen, and asks.
    case $line in *' import '*' -n') ;; *' import '*)
        for _ in $(seq 200); do tmux -L "$socket" capture-pane -p -t 0 | grep -q 'y/N' && break; sleep 0.05; done
        tmux -L "$socket" send-keys -l y
        tmux -L "$socket" send-keys Enter
        # Then, when somebody came with it: whom have you talked to? Nobody yet.
        for _ in $(seq 200); do tmux -L "$socket" capture-pane -p -t 0 | grep -Eq 'Enter: nobody|ready[0-9]*:$' && break; sleep 0.05; done
        tmux -L "$socket" capture-pane -p -t 0 | grep -q 'Enter: nobody' && tmux -L "$socket" send-keys Enter
        ;;
    esac
    prompt 2
    code=$(tmux -L "$socket" capture-pane -p -S - -t 0 | sed -n 's/^ready\([0-9]*\):.*/\1/p' | tail -n 1)
    is "typed: ${line:0:60}" "$code" 0
    [ "$code" = 0 ] || tmux -L "$socket" capture-pane -p -S - -t 0 | grep . | head -n 20 | sed 's/^/#   /'
done 3<"$tmp/lines"
tmux -L "$socket" send-keys -l 'exit'
tmux -L "$socket" send-keys Enter

db=$tmp/home/.local/share/bowline/bowline.db
is 'the file is where the README says' "$([ -s "$db" ] && stat -c %a "$db")" 600
sql() { sqlite3 -batch -noheader "$db" "$1"; }
is 'both log lines arrived whole, with their quote' "$(sql "SELECT count(*) FROM talk WHERE text LIKE 'stuck on SSO%'") $(sql 'SELECT text FROM quote')" '2 we lose a day each week'
is 'the promises arrived' "$(sql "SELECT count(*) FROM promise WHERE text = 'send case study' AND theirs = 0") $(sql "SELECT count(*) FROM promise WHERE text = 'security answers' AND theirs = 1")" '2 1'
is 'the tag arrived' "$(sql "SELECT count(*) FROM tag WHERE name = 'pricing'")" 2
is 'the undo took back the last step, and only that' "$(sql 'SELECT count(*) FROM step WHERE undone') $(sql "SELECT stage FROM person WHERE name = 'Tom Reed'")" '1 3'
is 'the two of the fixture came in' "$(sql "SELECT count(*) FROM person WHERE name IN ('Ines Okafor-Lindqvist', 'Tomás Reyes, PhD')")" 2
echo "1..$n"
