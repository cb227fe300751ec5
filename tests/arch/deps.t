#!/bin/sh
# .ci/deps without rights: it prints the exact command that would install what is missing, installs nothing, and stops. Shown with a PATH of stubs: nobody is root there, there is
# no sudo, and what calls itself apt-get would leave a mark.
box=$(mktemp -d) || exit 1
trap 'rm -rf "$box"' EXIT
mkdir "$box/bin"
for tool in sh env bash cat echo grep sed awk mktemp rm tr cut head tail sort mkdir test uname dirname expr; do
    real=$(command -v "$tool") && ln -sf "$real" "$box/bin/$tool" 2>/dev/null
done
printf '#!/bin/sh\necho 1000\n' >"$box/bin/id"
printf '#!/bin/sh\necho "$@" >>"%s/called"\nexit 0\n' "$box" >"$box/bin/apt-get"
chmod +x "$box/bin/id" "$box/bin/apt-get"
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$box/err"; fi; }
PATH=$box/bin sh .ci/deps run >"$box/out" 2>"$box/err" </dev/null
[ $? = 1 ]; ok $? 'without rights it stops with exit 1'
grep -q '^    sudo apt-get install -y --no-install-recommends .*gcc .*libsqlite3-dev.*libcsv-dev' "$box/err"; ok $? 'and prints the command that installs what is missing'
grep -q '^    sudo apt-get update$' "$box/err"; ok $? 'with the lists that a fresh system lacks before it'
grep -q '^Missing:.*cc.*sqlite' "$box/err"; ok $? 'and says what that is'
[ ! -e "$box/called" ]; ok $? 'nothing was installed'
rm "$box/bin/apt-get"
PATH=$box/bin sh .ci/deps run >"$box/out" 2>"$box/err" </dev/null
[ $? = 1 ] && grep -q 'No package manager known' "$box/err"; ok $? 'without a package manager it says so'
echo "1..$n"
