# SPDX-License-Identifier: Apache-2.0
# Everything that a developer or a packager does here. `make help` lists it.

SWIFT ?= swift
PREFIX ?= /usr/local
SAMPLES ?= samples/logs
# The Swift run-time goes into the program: it starts faster and needs no Swift where it runs.
RELEASE = -c release --static-swift-stdlib
PROGRAM = .build/release/logscan

# Where the files go that only some systems have.
UNITDIR ?= /lib/systemd/system
BASHDIR ?= $(PREFIX)/share/bash-completion/completions
ZSHDIR ?= $(PREFIX)/share/zsh/site-functions
FISHDIR ?= $(PREFIX)/share/fish/vendor_completions.d
# The program says which commit it is; + stands for changes that are in none.
LOGSCAN_COMMIT := $(shell git rev-parse --short HEAD 2>/dev/null)$(shell git diff --quiet HEAD -- Sources Package.swift 2>/dev/null || echo +)

export SWIFT

.PHONY: help setup build report test page-test check lint format docs man bench dialects fuzz completions install install-files deb deb-test export-test tlsrpt-test state-test scale-test guide-test clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

setup: ## install missing system packages (does nothing when there are none)
	@Scripts/setup

build: setup ## build the release program
	LOGSCAN_COMMIT=$(LOGSCAN_COMMIT) $(SWIFT) build $(RELEASE) --product logscan

report: build ## build, then report on the sample logs
	$(PROGRAM) report --year 2018 $(SAMPLES)

test: setup ## run all tests
	$(SWIFT) test --disable-xctest

page-test: build ## look at the report's page in a real browser (installs Chromium where it is missing)
	-@Scripts/setup chromium
	@mkdir -p .build/page
	$(PROGRAM) report -q --year 2018 -o .build/page/report.html $(SAMPLES)
	Scripts/check-page .build/page/report.html --screenshots .build/page || [ $$? -eq 77 ]

check: setup ## all that must hold before a change lands: lint, strict build, tests, documentation
	@Scripts/check

lint: ## check the format of all sources
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks

format: ## rewrite all sources in the project's format
	$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

docs: setup ## build the documentation of the MIME library; warnings are errors
	$(SWIFT) package --disable-sandbox generate-documentation --target MIME --warnings-as-errors

man: build ## write the manual pages to .build/man
	@Scripts/setup python3
	@Scripts/man $(PROGRAM) .build/man

bench: build ## measure speed and memory beside their yardsticks (long; needs 4 GB in /tmp)
	@Scripts/bench

dialects: build ## start real servers on loopback and check the reports on their logs
	@Scripts/dialects .build/release/logscan

fuzz: setup ## run each fuzz target for 20 seconds
	@Scripts/fuzz

completions: build ## write completions for bash, zsh and fish to .build/completions
	@mkdir -p .build/completions
	@$(PROGRAM) --generate-completion-script bash | sed '1{/^#!/d}' > .build/completions/logscan
	@$(PROGRAM) --generate-completion-script zsh > .build/completions/_logscan
	@$(PROGRAM) --generate-completion-script fish > .build/completions/logscan.fish

install: man completions install-files ## install program, manual pages, completions, timer below PREFIX

install-files:
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/logscan
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 .build/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -D -m 644 .build/completions/logscan $(DESTDIR)$(BASHDIR)/logscan
	install -D -m 644 .build/completions/_logscan $(DESTDIR)$(ZSHDIR)/_logscan
	install -D -m 644 .build/completions/logscan.fish $(DESTDIR)$(FISHDIR)/logscan.fish
	install -D -m 644 Integrations/systemd/logscan.timer $(DESTDIR)$(UNITDIR)/logscan.timer
	install -d $(DESTDIR)$(UNITDIR) $(DESTDIR)/etc/default
	sed 's|/usr/lib/logscan/|$(PREFIX)/lib/logscan/|' Integrations/systemd/logscan.service > $(DESTDIR)$(UNITDIR)/logscan.service
	install -D -m 755 -t $(DESTDIR)$(PREFIX)/lib/logscan Integrations/systemd/logscan-nightly Integrations/systemd/logscan-deliver
	test -e $(DESTDIR)/etc/default/logscan || install -m 644 Integrations/systemd/logscan.default $(DESTDIR)/etc/default/logscan

deb: ## build a Debian package in .build/deb and check it with lintian
	@Scripts/deb

deb-test: ## install the package in a clean root, run it there, remove and purge it
	@Scripts/deb-test || [ $$? -eq 77 ]

export-test: build ## run the exports and the documented queries with promtool, jq, lnav, DuckDB
	-@Scripts/setup python3-venv jq lnav sqlite3 prometheus
	@Scripts/export-test $(PROGRAM) || [ $$? -eq 77 ]

tlsrpt-test: build ## hold exported TLS reports against RFC 8460 and an independent reader (fetches parsedmarc)
	-@Scripts/setup python3-venv
	@Scripts/tlsrpt-test $(PROGRAM) || [ $$? -eq 77 ]

state-test: build ## kill the nightly job, close its pipe, fill its disk: the state and what was said stay right
	@Scripts/state-test $(PROGRAM)

scale-test: build ## run the Spark job on logs and mail in a small cluster, and compare it with one run (fetches Spark)
	-@Scripts/setup python3-venv
	-@command -v java > /dev/null || Scripts/setup openjdk-17-jre-headless
	@Scripts/scale-test $(PROGRAM) || [ $$? -eq 77 ]

guide-test: ## run the commands of Documentation/Nightly.md in clean roots, with Postfix and with Exim
	@Scripts/guide-test || [ $$? -eq 77 ]

clean: ## remove everything that was built
	rm -rf .build .build-*
