# What a person types. Everything that a tool can read for itself is in pyproject.toml.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MO := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/*.po))
POT ?= translations/messages.pot
# What Python and pytest have compiled is kept, even where the environment says no: half a minute of `make test`.
unexport PYTHONDONTWRITEBYTECODE
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

.PHONY: serve install test test-all time-needed bare-machine operated-machine coverage check ruff format-check types contracts assets lock sbom bench catalogues release-check help
.DEFAULT_GOAL := help

help:
	@echo "make serve         the site on http://127.0.0.1:$(PORT)"
	@echo "make install       what the site needs to run, and nothing for tests"
	@echo "make test          every check and every test, with a sample of the pages by language"
	@echo "make test-all      the same with all of them"
	@echo "make coverage      which lines and branches the tests run, against its floor"
	@echo "make assets        style sheets and scripts again, with Node"
	@echo "make catalogues    the list of strings to translate, again"
	@echo "make release-check that no text of an offered language waits for its translation"
	@echo "make sbom          what the site is made of, as CycloneDX in dist/"
	@echo "make lock          the lists of exact versions, again"
	@echo "make bench         how fast it is"
	@echo "make bare-machine  the first and the third on a new Debian 12, Ubuntu 24.04 and Debian 13, as root"
	@echo "make operated-machine  docs/operate.md on them, command by command"

# The site on http://127.0.0.1:8000, its database marked as a demonstration. Needs git, make and Python 3.11 with venv.
serve: .venv/.serve $(MO)
	@exec $(BIN)/kentcare serve --demo --port $(PORT)

# What the site needs to run, for a host that serves it for real.
install: .venv/.serve $(MO)

# Everything, with its own set-up. The quick checks come first.
test: time-needed .venv/.test .venv/.browser $(MO)
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target --keep-going check
	$(BIN)/pytest --numprocesses=2 --dist=loadfile

time-needed:
	@echo "This takes $(if $(KENTCARE_TESTS),more than,about) 8 minutes on two quiet cores.$(if $(wildcard .venv/.browser),, Installing first takes 2 more.)"

# The same, and every page in every language at every width where `make test` takes a sample.
test-all: export KENTCARE_TESTS := all
test-all: test

# Which lines and branches the tests run. It takes half as long again, so it is a step of a release.
coverage: .venv/.test .venv/.browser $(MO)
	$(BIN)/pytest --numprocesses=2 --dist=loadfile --cov --cov-report=term

check: ruff format-check contracts types

ruff: .venv/.test
	@echo "Ruff: common mistakes"
	@$(BIN)/ruff check --quiet

format-check: .venv/.test
	@echo "Ruff: layout"
	@$(BIN)/ruff format --quiet --check --diff

contracts: .venv/.test
	@echo "Import contracts: which part may use which"
	@$(BIN)/lint-imports --no-logo

types: .venv/.test
	@echo "Mypy: types"
	@$(BIN)/mypy

# Style sheets and scripts, from npm. Needed after a change in assets/, and where a template begins to use a class that
# no template used before, or is the last to drop one: tests/whole_site/test_assets.py says so. Not for a change of
# words. What is built is committed, so that nobody else needs Node. Python reads the templates, with Jinja.
assets: .venv/.serve
	cd assets && npm ci --no-audit --no-fund && npm run build

# The strings to translate, again, after a change to the code: those of everybody, and those of the desk.
SOURCES = $(shell find site -name '*.py' -o -path '*/templates/*.html')
ENGLISH_ONLY = $(shell $(BIN)/python -c 'from kentcare.core.languages.listed import *; print(*ENGLISH_ONLY_ROOMS)')
TRANSLATED = $(shell $(BIN)/python -c 'from kentcare.core.languages.listed import *; print(*TRANSLATED_ROOMS)')
DESK = $(filter-out $(foreach room,$(TRANSLATED),site/$(room)/%),\
  $(filter $(foreach room,$(ENGLISH_ONLY),site/$(room)/%),$(SOURCES)))
EXTRACT = $(BIN)/pybabel --quiet extract --mapping-file=pyproject.toml --add-location=never --no-wrap --sort-output \
  --omit-header --add-comments=translators: --keyword=_l --keyword=lazy_gettext
catalogues: .venv/.serve
	@$(EXTRACT) --output-file=$(POT).new $(filter-out $(DESK),$(SOURCES)) && mv $(POT).new $(POT)
	@$(EXTRACT) --output-file=$(dir $(POT))desk.new $(DESK) && mv $(dir $(POT))desk.new $(dir $(POT))desk.pot
	@$(BIN)/kentcare translations collect $(dir $(POT))content.pot

# What a release must hold beyond what every change must: no text of an offered language is left in English.
release-check: .venv/.serve $(MO)
	@$(BIN)/kentcare translations check --release

%.mo: %.po | .venv/.serve
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@

# Both lists of exact versions, again, after a change to the dependencies. UPGRADE=--upgrade takes newer ones.
lock: .venv/.test
	$(BIN)/python tests/make_locks.py $(UPGRADE)

# Every package of both locks with its version and hashes, for whoever has to know. A release has it beside it.
sbom: .venv/.test
	@PYTHONPATH=tests $(BIN)/python tests/make_sbom.py dist/kentcare.cdx.json

bench: .venv/.test $(MO)
	@export PYTHONPATH=tests; for script in tests/bench/bench_*.py; do echo "$$script"; $(BIN)/python "$$script" || exit 1; done

# The README's two commands, on systems with nothing but the packages in .ci/packages. SYSTEMS=bookworm takes one.
bare-machine:
	@tests/bare_machine.sh $(SYSTEMS)

# docs/operate.md, command by command on such a system, as its root would. As long as installing takes, and 2 minutes.
operated-machine:
	@tests/bare_machine.sh --operate $(SYSTEMS)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "This needs Python 3.11 or newer. Say where it is: make PYTHON=/path/to/python3 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .venv \
	  || { rm -rf .venv; echo "Python cannot make an environment here: install python3-venv."; exit 1; }

.venv/.serve: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what the site needs. The first time takes about a minute."
	@$(PIP_INSTALL) --require-hashes --requirement requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: requirements-test.lock .venv/.serve
	@echo "Installing what the tests need."
	@$(PIP_INSTALL) --require-hashes --requirement requirements-test.lock
	@touch $@

.venv/.browser: tests/set_up_browser.sh .venv/.test
	@sh tests/set_up_browser.sh $(BIN)
	@touch $@
