#!/usr/bin/env bash
# Makes the Debian package, unpacks it into an empty folder and runs what is inside.
#
#   package_test.sh BUILD_FOLDER
#
# Leaves with 77 (skipped) where there is no dpkg-shlibdeps, which finds what the package depends on.
set -euo pipefail
build=$1

if ! command -v dpkg-shlibdeps >/dev/null; then
  echo 'skipped: there is no dpkg-shlibdeps here (Debian: dpkg-dev)'
  exit 77
fi
scratch=$build/package-test
rm -rf "$scratch"
mkdir -p "$scratch"
(cd "$build" && cpack -G DEB -B "$scratch" >/dev/null)
package=$(echo "$scratch"/calque_*.deb)
dpkg-deb -x "$package" "$scratch/root"
depends=$(dpkg-deb -f "$package" Depends)
for library in libc6 libboost-locale libicu libhunspell libisal libsimdjson libzstd zlib1g; do
  [[ $depends == *$library* ]] || { echo "the package does not depend on $library: $depends" >&2; exit 1; }
done
usr=$scratch/root/usr
# The library folder is lib or lib/x86_64-linux-gnu, as the build was configured.
find "$usr" -name libcalque_c.so | grep -q . || { echo 'the package lacks libcalque_c.so' >&2; exit 1; }
find "$usr" -name calque.pc | grep -q . || { echo 'the package lacks calque.pc' >&2; exit 1; }
for file in include/calque/calque.h \
  share/bash-completion/completions/calque share/man/man1/calque.1 share/doc/calque/copyright; do
  compgen -G "$usr/$file" >/dev/null || { echo "the package lacks $file" >&2; exit 1; }
done
"$usr/bin/calque" version
echo 'The consul normal mentioned it on Tuesday.' | "$usr/bin/calque" scan --format jsonl |
  grep -q '"originals":\["consul general"\]'
