#!/usr/bin/env bash
# The completions and the manual page as the shells and man read them.
#
#   completion_test.sh PROGRAM
#
# bash is asked for what it would offer; zsh, fish and groff check the syntax where they are.
set -euo pipefail
program=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
touch article.txt other.txt
failed=0

source <("$program" completion bash)

# expect "WORDS ..." OFFERED...: the last word is the one being typed.
expect() {
  read -r -a COMP_WORDS <<<"$1"
  [[ $1 == *' ' ]] && COMP_WORDS+=('')
  shift
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  COMPREPLY=()
  _calque
  local offered
  offered=$(printf '%s\n' "${COMPREPLY[@]}" | sort | paste -sd' ')
  if [[ $offered != "$*" ]]; then
    printf 'after "%s" bash offers "%s", not "%s"\n' "${COMP_WORDS[*]}" "$offered" "$*" >&2
    failed=1
  fi
}

expect 'calque sc' scan
expect 'calque dict com' compile
expect 'calque scan --mo' --mode
expect 'calque scan --mode ' balanced sensitive strict
expect 'calque scan -j 2 --mode s' sensitive strict
expect 'calque scan --fail-on art' artifact
expect 'calque scan art' article.txt
expect 'calque scan -o o' other.txt
expect 'calque scan dict --format j' jsonl
expect 'calque comp'

check() {
  if command -v "$1" >/dev/null; then
    "$@" || failed=1
  else
    echo "not checked: there is no $1 here"
  fi
}
"$program" completion zsh >_calque
"$program" completion fish >calque.fish
"$program" man >calque.1
check zsh -n _calque
check fish -n calque.fish
if command -v groff >/dev/null; then
  complaints=$(groff -man -ww -z calque.1 2>&1)
  if [[ -n $complaints ]]; then
    printf '%s\n' "$complaints" >&2
    failed=1
  fi
fi
for name in 'calque scan' 'calque dict check' '\\-\\-fail\\-on'; do
  grep -q -e "$name" calque.1 || { echo "calque.1 does not speak of $name" >&2; failed=1; }
done
exit $failed
