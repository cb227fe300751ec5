# Shared by the pty tests: the real program in a real terminal (tmux, one server per test), watched from outside. Source it from the root of the tree.
n=0
tmp=$(mktemp -d) || exit 1
socket=bowline-pty-$$
bowline=${BOWLINE:-$PWD/build/bowline}
case $bowline in /*) ;; *) bowline=$PWD/$bowline ;; esac
export LC_ALL=C.UTF-8 BOWLINE_NOW=2026-11-22T09:00 BOWLINE_DB=$tmp/b.db
finish() {
    tm kill-server 2>/dev/null
    for _ in $(seq 40); do rm -rf "$tmp" 2>/dev/null && break; sleep 0.05; done # the program may still be keeping its draft
}
trap finish EXIT
trap 'exit 130' INT TERM

tm() { tmux -L "$socket" -f /dev/null "$@"; }
ok() { n=$((n + 1)); if [ "$2" = 0 ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; screen | sed 's/^/#   /'; fi; }
is() { n=$((n + 1)); if [ "$2" = "$3" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; printf '#   got    %s\n#   wanted %s\n' "$2" "$3"; fi; }
screen() { tm capture-pane -p -t 0 2>/dev/null | sed 's/ *$//'; }
# Waits for a text on the screen (or, with !, for it to go), five seconds at most.
sees() {
    for _ in $(seq 100); do
        screen | grep -qF -- "$1" && return 0
        sleep 0.05
    done
    return 1
}
gone() {
    for _ in $(seq 100); do
        screen | grep -qF -- "$1" || return 0
        sleep 0.05
    done
    return 1
}
# A key straight behind Esc would be Alt with that key, as a terminal sends it; nobody types so fast, so there is the pause of a hand here.
keys() {
    local key
    for key in "$@"; do
        tm send-keys -t 0 "$key"
        if [ "$key" = Escape ]; then sleep 0.1; fi
    done
}
typed() { tm send-keys -t 0 -l -- "$1"; }
state() { tm display-message -p -t 0 "$1"; }
# The program in the pane: from /proc, since a bare system has no pgrep; where there is no /proc there is one.
pid_of() {
    local pane child
    pane=$(state '#{pane_pid}')
    if [ -r "/proc/$pane/task/$pane/children" ]; then
        for child in $(cat "/proc/$pane/task/$pane/children"); do
            if [ "$(cat "/proc/$child/comm" 2>/dev/null)" = bowline ]; then echo "$child" && return; fi
        done
    else
        pgrep -P "$pane" -x bowline | head -n 1
    fi
}
# A shell in a terminal of the given size, ready for a command.
shell() { # cols rows
    tm kill-server 2>/dev/null
    tm new-session -d -x "$1" -y "$2" -c "$tmp" env -i PATH="$PATH" HOME="$tmp" TMPDIR="$tmp" TERM=screen-256color LC_ALL=$LC_ALL \
        BOWLINE_NOW="$BOWLINE_NOW" BOWLINE_DB="$BOWLINE_DB" PS1='ready$?:' bash --norc --noprofile -i
    sees ready0:
}
start() { typed "$bowline $*"; keys Enter; sees '? help'; }
# The book that the goldens were made of.
small_book() { rm -f "$BOWLINE_DB"*; LEAVE_BOOK=$BOWLINE_DB "${bowline%/*}/tests/screens/test_goldens"; }
# Is what the terminal shows the golden? Families of emoji are joined by some terminals and not by others: that row is left out.
golden() { # file size
    sed -n "/^== $2\$/,/^== /p" "tests/screens/golden/app/$1" | grep -v '^== ' | grep -v Family >"$tmp/want"
    for _ in $(seq 60); do
        screen | grep -v Family >"$tmp/got"
        cmp -s "$tmp/want" "$tmp/got" && return 0
        sleep 0.05
    done
    diff "$tmp/want" "$tmp/got" | sed 's/^/# /'
    return 1
}
