# The few commands a reader needs. On a fresh Debian 12 machine with git and make, `make demo` and
# `make test` install the packages they need (.ci/install-packages says which and why), configure
# with the presets of CMakePresets.json and build into build/.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:

PREFIX ?= /usr/local
JOBS ?= $(shell nproc)
TEST_JOBS ?= 2

calque := build/detector/cli/calque
cmake_build := cmake --build --preset release --parallel $(JOBS)
find_sources = find detector tests bench -name '*.cc' -o -name '*.h' | LC_ALL=C sort
compiled_sources = python3 -c 'import json, os; \
  files = {os.path.relpath(c["file"]) for c in json.load(open("build/compile_commands.json"))}; \
  print("\n".join(sorted(f for f in files if f.startswith(("detector/", "tests/", "bench/")))))'

.PHONY: build demo test bench bench-check bench-programs lint install clean help packages \
  lint-packages bench-packages configure

build: configure  ## everything: library, program, tests
	@$(cmake_build)

demo: configure  ## scan the sample articles and show what gives them away
	@$(cmake_build) --target detector/cli/calque
	@$(calque) scan --format human corpora/samples/*.txt

test: build  ## all tests
	@ctest --preset release --output-on-failure -j$(TEST_JOBS)

bench: bench-programs  ## measure Calque and its peers, print the ratios (BENCH="--quick", "--save bench/results")
	@python3 bench/run.py $(BENCH)

bench-check: bench-packages  ## count instructions, compare with the baseline (bench/instructions.py)
	@cmake --preset release -DCALQUE_BENCHMARKS=ON
	@$(cmake_build) --target one_text
	@python3 bench/instructions.py

bench-programs: bench-packages
	@cmake --preset release -DCALQUE_BENCHMARKS=ON -DCALQUE_KENLM="$$(bench/fetch-kenlm build/bench/kenlm)"
	@$(cmake_build) --target detector/cli/calque bench/all

lint: lint-packages  ## layout and static analysis, warnings are errors
	@$(find_sources) | xargs clang-format --dry-run -Werror
	@cmake --preset release -DCALQUE_BENCHMARKS=ON
	@$(cmake_build) --target all bench/all
	@$(compiled_sources) | xargs -P$(JOBS) -n1 clang-tidy -p build --quiet

install: build  ## install below PREFIX (default /usr/local)
	@cmake --install build --prefix "$(PREFIX)"

clean:  ## remove every build folder
	rm -rf build build-*/

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

configure: packages
	@cmake --preset release

packages:
	@bash .ci/install-packages build

lint-packages:
	@bash .ci/install-packages lint

bench-packages:
	@bash .ci/install-packages bench
