#!/bin/bash
# The real program in a real terminal shows what the headless grid says, at any size; it hears pastes, and sees what others write.
. tests/pty/lib.sh

small_book
shell 80 24
start
ok 'it opens on home' $?
keys 2 j j j j
golden people.txt '80 x 24'
ok 'people: the terminal shows the headless grid' $?
tm resize-window -x 120 -y 40
golden people.txt '120 x 40'
ok 'people, after the window has grown' $?
tm resize-window -x 40 -y 12
golden people.txt '40 x 12'
ok 'people, after it has shrunk' $?
tm resize-window -x 20 -y 6
golden people.txt '20 x 6'
ok 'people, as small as it gets' $?
for size in '7 3' '2 2' '200 60' '30 5' '80 24'; do tm resize-window -x "${size% *}" -y "${size#* }"; done
golden people.txt '80 x 24'
ok 'people, after a storm of sizes' $?

typed '/maya'
keys Enter Enter
golden person.txt '80 x 24'
ok "a person's page" $?
keys Escape Escape

keys 1 2
typed 'c'
sees 'log a conversation'
tm set-buffer '@maya first line
second line'
tm paste-buffer -p -t 0
sees 'second line'
ok 'a paste of two lines is text, not Enter' $?
sees 'with    Maya Chen'
ok 'what was pasted is parsed' $?
keys Escape
sees 'the text is kept'
ok 'Esc puts it aside' $?
typed q
sees 'ready0:'
ok 'q leaves with 0' $?
is 'the screen before is back' "$(state '#{alternate_on} #{cursor_flag}')" '0 1'

start
sees 'left unfinished'
ok 'the draft is told of at the next start' $?
typed c
sees 'second line'
ok 'and there' $?
keys C-u
typed '@maya call -- went well'
keys C-a C-k Escape
keys 2 g
"$bowline" add 'Aaron Aside' -q
sees 'Aaron Aside'
ok 'what the command line writes appears by itself' $?
"$bowline" undo -q
gone 'Aaron Aside'
ok 'and goes when it is undone there' $?
typed q
sees 'ready0:'

typed "$bowline log"
keys Enter
sees 'log a conversation'
ok 'bowline log opens the composer alone' $?
keys C-u C-u C-u
typed '@tom call -- all is well'
keys Enter
sees 'logged'
ok 'and prints what was logged' $?
sees 'ready0:'
ok 'back in the shell with 0' $?

typed 'EDITOR="sed -i s/wall/fence/" '"$bowline"
keys Enter
sees '? help'
typed 'c@tom over the wall'
keys C-e
sees 'over the fence'
ok 'ctrl-e: the editor changes the text' $?
keys C-u Escape
typed q
sees 'ready0:'

typed "clear; LC_ALL=C NO_COLOR=1 $bowline"
keys Enter
sees '? help'
keys 2
sees 'Maya Chen'
is 'in the C locale every byte is ASCII' "$(screen | LC_ALL=C grep -c '[^ -~]')" 0
is 'without colour nothing is coloured' "$(tm capture-pane -pe -t 0 | grep -cE $'\x1b''\[[0-9;]*(3[0-8]|9[0-7])[0-9;]*m')" 0
typed q
sees 'ready0:'

mkdir -p "$tmp/.config/bowline"
printf '[look]\nmouse = yes\n\n[keys]\nlog = f2\n' >"$tmp/.config/bowline/config"
typed clear
keys Enter
start
keys 2
sees 'Maya Chen'
typed $'\e[M &)'
sees 'José Núñez · Acme'
ok 'a click moves the cursor' $?
typed $'\e[Ma&)'
sees 'Maya Chen · Head of Ops'
ok 'the wheel too' $?
typed c
keys F2
sees 'log a conversation'
ok 'a key of the config' $?
keys C-u
typed 'Ünï 山 🙂'
sees 'Ünï 山 🙂'
ok 'characters of all lengths arrive whole' $?
keys C-u
typed $'\e[1;99Z'
typed 'x'
sees '│ x '
ok 'an unknown key of the terminal is neither Esc nor text' $?
keys C-u Escape
typed q
sees 'ready0:'
printf '[keys]\nlog = s\n' >"$tmp/.config/bowline/config"
typed "clear; $bowline"
keys Enter
sees 'ready2:'
ok 'two actions on one key are told, not guessed' $?
rm "$tmp/.config/bowline/config"

typed "clear; TERM=dumb $bowline"
keys Enter
sees 'cannot show a full screen'
ok 'a terminal that cannot is told of the commands' $?
echo "1..$n"
