#!/bin/sh
# Without a UTF-8 locale the program's own signs are ASCII; a comma locale does not break numbers.
. tests/cli/lib.sh
must add 'José Núñez' --stage education
LC_ALL=C
run log '@jose call -- he said "yes" !deck fri >selection'
exits 0 "log in the C locale"
says "education -> selection" "arrows"
! LC_ALL=C grep -q "$(printf '\342\206\222')" "$box/out"
ok "none of the others"
run show jose
says '"yes"' "quotes"
says 'José' "a name in a pipe stays what it is"
run review
exits 0 "review"
! LC_ALL=C grep -q "$(printf '[\342]')" "$box/out"
ok "ASCII but for names"
run list
exits 0 "list"
if command -v script >/dev/null; then
    script -qec "TERM=xterm $BOWLINE show jose" /dev/null >"$box/out" 2>"$box/err" </dev/null
    ! sed 's/[[:cntrl:]]//g' "$box/out" | LC_ALL=C grep -q "$(printf '[\200-\377]')"
    ok "on a terminal that reads no UTF-8 not even names have bytes beyond ASCII"
    says "Jos? N??ez" "each is one ?"
fi
finish
