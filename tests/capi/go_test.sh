#!/usr/bin/env bash
# Builds the Go example against the C library as it is installed and runs its tests.
#
#   go_test.sh BUILD_FOLDER EXAMPLE_FOLDER
#
# Leaves with 77 (skipped) where there is no Go. Nothing is downloaded.
set -euo pipefail
build=$1
example=$2

if ! command -v go >/dev/null; then
  echo 'skipped: there is no Go compiler here (Debian: golang-go)'
  exit 77
fi
prefix=$build/go-test
rm -rf "$prefix"
cmake --install "$build" --prefix "$prefix" --component capi >/dev/null
library=$(dirname "$(find "$prefix" -name libcalque_c.so)")
export PKG_CONFIG_PATH=$library/pkgconfig LD_LIBRARY_PATH=$library
export GOFLAGS=-mod=mod GOPROXY=off GOTOOLCHAIN=local CGO_ENABLED=1
cd "$example"
test -z "$(gofmt -l .)" || { gofmt -d .; exit 1; }
# Without vet, and with the resolver of Go itself: a cold cache then compiles less.
go test -count=1 -vet=off -tags netgo,osusergo ./...
