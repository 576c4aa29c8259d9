# Every verb. `make` prints them; each works from a fresh clone, since the environment in .venv is
# what they all wait for. A line that starts with two hashes is a verb's help.
#
# Words that go to a verb:  make check ARGS="boroughs/lambeth --strict"

PYTHON  ?=#  the Python to set up with; when empty, the first of these that will do
PYTHONS := python3.13 python3.12 python3.11 python3 python3.14
VENV    ?= .venv
PORT    ?= 8000
FORMAT  ?= text
ARGS    ?=

# The package as it lies here, also when the folder was copied or renamed after setting up.
export PYTHONPATH := $(CURDIR)/plugins
CONNECTDO = $(VENV)/bin/python -m connectdo
INSTALL   = -I plugins/connectdo/commands/install.py

RUN       = $(VENV)/run.stamp
TEST      = $(VENV)/test.stamp
GEOGRAPHY = $(VENV)/geography.stamp

.PHONY: help serve intake site check test lint prove bench search-quality new import ids geography zip \
        links catalogue screens setup lock clean
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

## help            print this list
help:
	@echo 'Connect & Do. Start with: make serve'
	@echo
	@sed -n 's/^## /  make /p' Makefile

## serve           set up, check, build and show the site; rebuild on change (PORT=8000)
serve: $(RUN)
	@$(CONNECTDO) serve --port $(PORT) $(ARGS)

## intake          answer the forms and the review alone, for a site elsewhere (PORT=8001)
intake: PORT = 8001
intake: $(RUN)
	@$(CONNECTDO) intake --port $(PORT) $(ARGS)

## site            build the site without showing it, into output/
site: $(RUN)
	@$(CONNECTDO) site $(ARGS)

## check           say what is wrong in the listings (FORMAT=text, json or github)
check: $(RUN)
	@$(CONNECTDO) check --format $(FORMAT) $(ARGS)

## test            run every test, the browser ones included
test: $(TEST)
	@$(CONNECTDO) test $(ARGS)

## lint            check the style of code and words
lint: $(TEST)
	@$(CONNECTDO) lint

## prove           run the slow proofs: kills, load, other days and browsers
prove: $(TEST) $(GEOGRAPHY)
	@$(CONNECTDO) prove $(ARGS)

## bench           measure a build; with ARGS="--finder" or "--lighthouse" what readers meet
bench: $(RUN)
	@$(CONNECTDO) bench $(ARGS)

## search-quality  measure how often search finds the right listing
search-quality: $(TEST)
	@$(CONNECTDO) search-quality $(ARGS)

## new             start a listing, venue, organisation or borough (ARGS="listing lambeth")
new: $(RUN)
	@$(CONNECTDO) new $(ARGS)

## import          turn a spreadsheet into listings (ARGS="FILE --borough ID --mapping MAP.yml")
import: $(RUN)
	@$(CONNECTDO) import $(ARGS)

## ids             renew the lists of published ids (ARGS="--write"), so that a rename is noticed
ids: $(RUN)
	@$(CONNECTDO) ids $(ARGS)

## geography       make the tables in content/geography/ again
geography: $(GEOGRAPHY)
	@$(CONNECTDO) geography $(ARGS)

## zip             pack the site to carry on a stick and open without a server
zip: $(RUN)
	@$(CONNECTDO) zip $(ARGS)

## links           look for web addresses in the listings that no longer answer
links: $(RUN)
	@$(CONNECTDO) links $(ARGS)

## catalogue       build the page that shows every part of the theme
catalogue: $(RUN)
	@$(CONNECTDO) catalogue $(ARGS)

## screens         take the pictures of the help pages and the README again
screens: $(TEST)
	@$(CONNECTDO) screens $(ARGS)

## setup           only set up the environment that the verbs above run in
setup: $(RUN)

## lock            for maintainers: renew the three lock files from pyproject.toml
lock: $(VENV)/bin/python
	@$(VENV)/bin/python -I -m pip install --quiet --disable-pip-version-check uv
	@$(LOCK) pyproject.toml -o requirements.lock
	@$(LOCK) pyproject.toml --group test -c requirements.lock -o requirements-test.lock
	@$(LOCK) pyproject.toml --group geography -c requirements-test.lock -o requirements-geography.lock

## clean           remove what the verbs made: the environment, caches and the site
clean:
	rm -rf $(VENV) .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis output output-*
	find plugins tests -name __pycache__ -prune -exec rm -rf {} +

# ---- the environment ----

# Each lock is whole in itself, and resolves for Linux and macOS from Python 3.11 up.
LOCK = $(VENV)/bin/python -I -m uv pip compile --quiet --upgrade --universal --python-version 3.11 \
       --generate-hashes --no-annotate --no-emit-index-url --custom-compile-command 'make lock'

# Prefers a Python that has all of venv over one that is only new enough.
$(VENV)/bin/python:
	@spare=; for python in $(or $(PYTHON),$(PYTHONS)); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  spare=$${spare:-$$python}; \
	  "$$python" -c 'import ensurepip, venv' 2>/dev/null && { spare=$$python; break; }; \
	done; \
	if [ -z "$$spare" ]; then \
	  echo 'No Python 3.11 or newer was found here (looked for: $(or $(PYTHON),$(PYTHONS))).' >&2; \
	  echo 'Install one (on Debian or Ubuntu: sudo apt-get install python3 python3-venv),' \
	       'or say where it is: make PYTHON=/path/to/python3' >&2; \
	  exit 1; \
	fi; \
	"$$spare" $(INSTALL) create $(VENV)

$(RUN): requirements.lock | $(VENV)/bin/python
	@$(VENV)/bin/python $(INSTALL) fill $(VENV) requirements.lock
	@touch $@

$(TEST): requirements-test.lock | $(VENV)/bin/python
	@$(VENV)/bin/python $(INSTALL) fill $(VENV) requirements-test.lock
	@touch $(RUN) $@

$(GEOGRAPHY): requirements-geography.lock | $(VENV)/bin/python
	@$(VENV)/bin/python $(INSTALL) fill $(VENV) requirements-geography.lock
	@touch $(RUN) $@
