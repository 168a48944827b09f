#!/usr/bin/env bash
# Usage: scripts/kernel-tree.sh VERSION          (for example 6.1)
#
# Prints the folder of Debian's linux-source-VERSION. The first time, the package is downloaded and unpacked into
# ${KERNEL_TREES:-${XDG_CACHE_HOME:-~/.cache}/kernel-trees}; nothing is installed and no root rights are needed.
# The archive is the one that this machine's apt already uses. Releases other than the machine's own are read through
# an apt folder of this script's own, so that the machine's configuration and lists stay as they are.
set -euo pipefail
export LC_ALL=C # apt's words are read below

fail() { echo "kernel-tree.sh: $*" >&2; exit 1; }

version=${1:-}
[[ $# -eq 1 && $version =~ ^[0-9]+\.[0-9]+$ ]] || { echo 'usage: scripts/kernel-tree.sh VERSION, for example 6.1' >&2; exit 2; }
package=linux-source-$version
trees=${KERNEL_TREES:-${XDG_CACHE_HOME:-$HOME/.cache}/kernel-trees}
tree=$trees/$package

# .complete is written last: a tree without it is what an interrupted run left behind.
[ -f "$tree/.complete" ] && { echo "$tree"; exit 0; }

for program in apt-get apt-cache dpkg-deb; do
  command -v "$program" > /dev/null || fail "$program is missing: only Debian and its derivatives have $package; elsewhere unpack a kernel tree to $tree and create the empty file .complete in it"
done
command -v xz > /dev/null || fail 'xz is missing: apt-get install xz-utils'
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -f "$keyring" ] || fail 'the keys of the Debian archive are missing: apt-get install debian-archive-keyring'
mkdir -p "$trees" 2> /dev/null && [ -w "$trees" ] || fail "cannot write to $trees (KERNEL_TREES chooses another folder)"

own=$trees/apt-sources
mkdir -p "$own"/{machine,lists}/partial "$own"/cache/archives/partial "$own"/parts
log=$own/log
# A second run of this script waits here, then finds the tree that the first one made.
exec 9> "$own/lock"
if command -v flock > /dev/null; then flock 9; fi
[ -f "$tree/.complete" ] && { echo "$tree"; exit 0; }
: > "$log"

work=
trap 'if [ -n "$work" ]; then rm -rf "$work"; fi' EXIT
unpack_options=(-o APT::Sandbox::User=root -o "Dir::Cache=$own/cache" -o Acquire::Retries=2 -qq)

# archive LABEL [OPTION...]: the first address of a Debian archive by the label in its Release file. An archive whose
# lists were never fetched has no label yet and is not named.
archive() {
  local label=$1
  shift
  apt-get "$@" indextargets --format '$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>> "$log" | sed -n "s#^$label|##p" | sort -u | head -n 1
}

# The machine's own lists first; where they are missing, the machine's sources are read once into our folder.
machine=()
main=$(archive Debian || true)
security=$(archive Debian-Security || true)
if [ -z "$main" ] || [ -z "$security" ]; then
  machine=("${unpack_options[@]}" -o "Dir::State::Lists=$own/machine")
  apt-get "${machine[@]}" update >> "$log" 2>&1 || true
  main=${main:-$(archive Debian "${machine[@]}" || true)}
  security=${security:-$(archive Debian-Security "${machine[@]}" || true)}
fi
[ -n "$main" ] || fail "apt names no Debian archive that answers: check the network and /etc/apt (what apt said: $log)"

stanza() { printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' "$1" "$2" "$keyring"; }
{
  stanza "$main" 'bullseye bookworm bookworm-updates sid'
  # Without a security archive the release's own, older, package has to do.
  if [ -n "$security" ]; then stanza "$security" 'bullseye-security bookworm-security'; fi
} > "$own/parts/kernels.sources.new"

apt=("${unpack_options[@]}" -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$own/parts" -o "Dir::State::Lists=$own/lists")
# An archive may lack one of the suites: apt then reports an error, yet has read the others.
update() { apt-get "${apt[@]}" update >> "$log" 2>&1 || true; }
known() { [[ $(apt-cache "${apt[@]}" policy "$package" 2>> "$log") =~ Candidate:\ [0-9] ]]; }

changed=yes
cmp -s "$own/parts/kernels.sources.new" "$own/parts/kernels.sources" && changed=
mv "$own/parts/kernels.sources.new" "$own/parts/kernels.sources"
fresh=
if [ -n "$changed" ] || ! known; then
  update
  fresh=yes
fi
if ! known; then
  names=$(apt-cache "${apt[@]}" search --names-only '^linux-source-[0-9.]+$' 2>> "$log" | sed 's/^linux-source-\([0-9.]*\).*/\1/' | sort -Vu | paste -sd ' ')
  [ -n "$names" ] || fail "the Debian archive does not answer: check the network (what apt said: $log)"
  fail "Debian has no $package; it has: $names"
fi

work=$(mktemp -d "$trees/unpack.XXXXXX")
download() { (cd "$work" && apt-get "${apt[@]}" download "$package" >> "$log" 2>&1); }
echo "fetching $package" >&2
if ! download; then
  # Old lists name files that the archive has since replaced.
  [ -z "$fresh" ] && update && download || fail "$package could not be downloaded (what apt said: $log)"
fi
{
  dpkg-deb -x "$work/$package"_*.deb "$work" && rm -f "$work/$package"_*.deb &&
    tar -C "$work" -xf "$work/usr/src/$package.tar.xz" && touch "$work/$package/.complete"
} 2>> "$log" || fail "$package could not be unpacked: is the disk of $trees full? (details: $log)"
rm -rf "$tree"
mv "$work/$package" "$tree"
echo "$tree"
