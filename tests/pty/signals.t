#!/bin/bash
# However the program ends, the terminal is as it was: keys echo, the cursor shows, the shell's screen is back, and what was typed is kept.
. tests/pty/lib.sh

small_book
shell 80 24
keys 'stty -g >before' Enter
for _ in $(seq 100); do [ -s "$tmp/before" ] && break; sleep 0.05; done

for signal in TERM HUP INT QUIT SEGV ABRT; do
    typed clear
    keys Enter
    start
    typed 'c@maya before the signal'
    sees 'before the signal'
    kill -$signal "$(pid_of)"
    sees ready
    case $signal in TERM) want=143 ;; HUP) want=129 ;; INT) want=130 ;; QUIT) want=131 ;; SEGV) want=139 ;; ABRT) want=134 ;; esac
    sees "ready$want:"
    ok "$signal ends it with $want" $?
    is "$signal: the shell's screen is back" "$(state '#{alternate_on} #{cursor_flag} #{keypad_flag}')" '0 1 0'
    rm -f "$tmp/after"
    keys 'stty -g >after' Enter
    for _ in $(seq 100); do [ -s "$tmp/after" ] && break; sleep 0.05; done
    is "$signal: the modes are as before" "$(cat "$tmp/after")" "$(cat "$tmp/before")"
    case $signal in SEGV | ABRT) continue ;; esac
    start
    sees 'left unfinished'
    ok "$signal: the draft was kept" $?
    typed c
    sees 'before the signal'
    keys C-u Escape
    typed q
    sees ready0:
done

typed clear
keys Enter
start
keys 2
sees 'Maya Chen'
keys C-z
sees Stopped
ok 'ctrl-z goes back to the shell' $?
is 'which has its screen' "$(state '#{alternate_on} #{cursor_flag}')" '0 1'
typed fg
keys Enter
sees 'Maya Chen'
ok 'fg brings it back' $?
keys j j
sees '? help'
is 'on its own screen' "$(state '#{alternate_on}')" 1
kill -TSTP "$(pid_of)"
sees Stopped
ok 'kill -TSTP stops it as well' $?
typed fg
keys Enter
sees 'Maya Chen'
ok 'and fg brings it back' $?
pid=$(pid_of)
kill -STOP "$pid"
sees Stopped
kill -CONT "$pid"
typed fg
keys Enter
sees 'Maya Chen'
ok 'even after a stop it was not told of' $?

keys C-z
sees Stopped
kill -TERM "$pid"
kill -CONT "$pid"
for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.05; done
kill -0 "$pid" 2>/dev/null
is 'stopped, then ended and woken from outside, it ends' $? 1
typed clear
keys Enter
sees ready
start
pid=$(pid_of)
typed 'c@tom one two'
sees 'one two'
keys M-b M-x
typed X
sees 'one Xtwo'
ok 'alt and a key move or do nothing' $?
sleep 0.1
keys C-u Escape
gone 'one Xtwo'

typed 'c@tom the window closes'
sees 'the window closes'
tm kill-server
for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.05; done
kill -0 "$pid" 2>/dev/null
is 'a terminal that vanishes ends it' $? 1
shell 80 24
start
sees 'left unfinished'
ok 'and its draft was kept' $?
typed c
sees 'the window closes'
ok 'whole' $?
echo "1..$n"
