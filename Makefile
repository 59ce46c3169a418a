# `make` lists the targets. What they need is installed by `make bootstrap`, which most of them begin with.

SHELL := bash
# Tools that scripts/bootstrap installs, for every recipe and for the tests.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help bootstrap build run demo test interop test-long fuzz threads bench bench-micro bench-idle bench-steady bench-creates bench-scale bench-postgres bench-imports install uninstall built deb deb-test protos configuration format lint clean

# For `make demo` and `make run`: what keeps the record; nothing: SQLite; postgres: a PostgreSQL server for as long as it
# runs; or the postgres:// address of a database.
STORE ?=

# For `make bench-scale`: how many statements the records have, and where these are kept (else they are deleted).
SIZES ?= 10000,100000,1000000
FOLDER ?=

# For `make bench-imports`: FORMAT:FILE .., as Benchmarks/imports has it.
FILES ?=

# For `make fuzz`: how long each target, and which; nothing: all of them.
SECONDS ?= 60
TARGET ?=

# For `make threads`: which tests, as `swift test --filter` has it; nothing: those that scripts/test-threads names.
FILTER ?=

# For `make install`: where to. For this, `make deb` and `make deb-test`: which build.
PREFIX ?= /usr/local
BUILD ?= release
BUILT = .build/$(BUILD)

# For `make deb-test`: a folder with a clean Debian 12, made by debootstrap; nothing: it makes one.
TREE ?=

help: ## List the targets.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 14

bootstrap: ## Install what is missing: apt packages, and Python tools into .venv.
	@scripts/bootstrap

build: bootstrap ## Build the server, its modules and the client, for debugging.
	swift build

run: build ## Serve the example record from ./var, or from STORE, until Ctrl-C.
	@STORE='$(STORE)' scripts/demo --serve

demo: build ## Load and show the example record over TCP, then stop; STORE=postgres for PostgreSQL.
	@STORE='$(STORE)' scripts/demo

# LintTests lints.
test: bootstrap ## Lint, build and run every test that is quick.
	swift build --build-tests
	scripts/test

interop: bootstrap ## Run only what gRPC's own clients and attacks on the port test; a part of `make test`.
	swift test --no-parallel --filter InteropTests

test-long: bootstrap ## Lint, build and run every test with its long rounds, then fuzz, the threads, the package.
	swift build --build-tests
	DOSSIER_TEST_LONG=1 scripts/test
	scripts/fuzz 60
	scripts/test-threads
	scripts/bootstrap packaging
	scripts/deb-test .build/debug

fuzz: bootstrap ## Feed each parser damaged input for SECONDS, or that of one TARGET.
	scripts/fuzz $(SECONDS) $(TARGET)

threads: bootstrap ## Run the tests of threads under ThreadSanitizer, or those that match FILTER.
	scripts/test-threads $(if $(FILTER),'$(FILTER)')

bench: built ## Measure the server beside its peers; the first time it builds one of them, for a quarter of an hour.
	Benchmarks/bench --with swift

bench-micro: built ## Count instructions and allocations of single steps of a call.
	Benchmarks/micro --check

bench-idle: built ## Measure the memory of idle connections.
	Benchmarks/idle

bench-steady: built ## Measure the knee, and what a second event loop costs.
	Benchmarks/steady

bench-creates: built ## Measure durable creates beside SQLite itself.
	Benchmarks/creates

bench-scale: built ## Measure answers from records of 10,000 statements to 1,000,000.
	Benchmarks/scale --sizes '$(SIZES)' $(if $(FOLDER),--folder '$(FOLDER)')

bench-postgres: built ## Measure reads and durable creates beside pgbench, and what a standby takes over.
	Benchmarks/postgres

bench-imports: built ## Measure imports, of FILES and of a synthetic bundle of 1 GB, beside SQLite itself.
	Benchmarks/imports $(FILES)

install: built ## Build for release and install below PREFIX (and DESTDIR).
	DESTDIR='$(DESTDIR)' scripts/install '$(BUILT)' '$(PREFIX)'

uninstall: ## Remove what `make install` put there.
	DESTDIR='$(DESTDIR)' scripts/install --remove '$(PREFIX)'

deb: built ## Build for release and make a Debian package in dist/.
	scripts/bootstrap packaging
	scripts/deb '$(BUILT)' dist

deb-test: built ## Install such a package on a clean Debian, ask it, upgrade and purge it; as root.
	scripts/bootstrap packaging
	scripts/deb-test '$(BUILT)' $(TREE)

built: bootstrap
	swift build -c $(BUILD)

protos: bootstrap ## Generate the C code of the protos, the tests' own ones too.
	scripts/protos
	scripts/test-protos

configuration: bootstrap ## Write the tables of docs/configuration.md anew.
	swift build --product dossierd
	scripts/configuration

format: bootstrap ## Format the Swift sources and the protos in place.
	swift format --in-place --parallel --recursive Package.swift Sources Plugins Tests Benchmarks
	buf format --write Protos

lint: bootstrap ## Check formatting, protos, generated code and scripts.
	scripts/lint

clean: ## Remove what was built and the Python tools.
	rm -rf .build .venv
