# make demo: try An Sinh in a browser. make test: everything a change must pass. `make help` lists the rest.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PO := $(wildcard bot/locale/*/LC_MESSAGES/messages.po)
MO := $(PO:.po=.mo)

.PHONY: help demo test check bench soak format words lock clean install

help: ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: install ## Start the bot with its own chat page: no token, no services
	@$(BIN)/ansinh demo

test: check ## Formatting, lint, types, import rules, catalogues, then all tests
	$(BIN)/pytest -n 2 --dist loadgroup -m "not soak"

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot.locale.update --check

bench: install ## Benchmarks: ratios in one run
	$(BIN)/python -m tests.benchmarks

soak: install ## Long kill, load and scale runs
	$(BIN)/pytest -m soak --timeout 3600 -s

format: install ## Put the code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

words: install ## Bring the catalogues up to date with the code
	$(BIN)/python -m bot.locale.update
	$(MAKE) $(MO)

install: .venv/.installed $(MO)

.venv/.installed: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("An Sinh needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up .venv; this takes about a minute the first time."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

%.mo: %.po | .venv/.installed
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

lock: install ## Write the lock files anew from pyproject.toml
	$(BIN)/pip-compile $(LOCK) --extra dev -o requirements-dev.lock pyproject.toml
	$(BIN)/pip-compile $(LOCK) -c requirements-dev.lock -o requirements.lock pyproject.toml
LOCK := --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-header --strip-extras --allow-unsafe

clean: ## Remove what was made here, the demo's data too
	rm -rf .venv var $(MO)
