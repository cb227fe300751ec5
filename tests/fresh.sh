#!/bin/sh
# Proof for a newcomer: a Debian root made from nothing, with make, git and ca-certificates only, and the README's two commands in it.
#   tests/fresh.sh FOLDER [SUITE]      as root, needs debootstrap; FOLDER must lie outside the tree and is kept for a second try
# Package sources and name resolution are this system's.
set -eu
root=${1:?usage: tests/fresh.sh FOLDER [SUITE]}
suite=${2:-bookworm}
cd "$(dirname "$0")/.."
[ -x "$root/bin/sh" ] || debootstrap --variant=minbase --include=make,git,ca-certificates "$suite" "$root" ${MIRROR:+"$MIRROR"}
cp /etc/resolv.conf "$root/etc/resolv.conf"
rm -rf "$root/src/bowline"
mkdir -p "$root/src/bowline"
git archive HEAD | tar -x -C "$root/src/bowline"
trap 'umount "$root/dev/pts" "$root/dev" "$root/proc" 2>/dev/null || true' EXIT
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount --bind /dev/pts "$root/dev/pts"
inside() { env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=xterm chroot "$root" sh -c "cd /src/bowline && $1"; }
inside 'make run </dev/null >/tmp/review'
head -n 12 "$root/tmp/review"
inside 'make test'
inside 'cat /etc/debian_version; dpkg-query -W gcc make libsqlite3-dev libncurses-dev libutf8proc-dev libcsv-dev libcmocka-dev tmux'
