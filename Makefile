# Every target sets itself up: Python 3.11 or newer and make are all it takes.
PYTHON ?= python3
PORT ?= 8000
ARGS ?=

BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
CODE := permissions core models events operation resolvers schema engine rest_compat integrations server bench tests

export PORT
.DEFAULT_GOAL := help
.PHONY: help install demo test test-clients client bench lint format schema clean

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-13s %s\n", $$1, $$2}' Makefile

install: $(READY)  ## Make .venv from requirements.lock

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: PYTHON=python3.12 make …")'
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY)  ## Run everything with demo data on http://127.0.0.1:8000 (PORT)
	@$(BIN)/odontograph demo

test: $(READY)  ## Run the tests; ARGS="-k name" narrows them
	ODONTOGRAPH_WHOLE_RUN=$(if $(ARGS),,1) $(BIN)/pytest -n auto -m 'not clients' $(ARGS)

PACKAGES := tests/clients/js
PACKAGES_READY := $(PACKAGES)/node_modules/.package-lock.json

test-clients: $(READY)  ## Run the tests with real JavaScript clients, a browser and a fuzzer (Node 20, Chromium)
	@$(BIN)/python -m tests.clients.needs
	@$(MAKE) --no-print-directory $(PACKAGES_READY)
	$(BIN)/pytest tests/clients $(ARGS)

client: $(PACKAGES_READY)  ## Make the typed TypeScript client of codegen.yml, checked by tsc, in tests/clients/js/generated
	cd $(PACKAGES) && npm run --silent build

$(PACKAGES_READY): $(PACKAGES)/package.json $(PACKAGES)/package-lock.json $(PACKAGES)/.npmrc
	cd $(PACKAGES) && npm ci --no-audit --no-fund --silent
	@touch $@

PEERS_READY := bench/node_modules/.package-lock.json

bench: $(READY)  ## Measure side by side with others; QUICK=1 for a short run, ARGS="--only … --work …" narrows
	@$(BIN)/python -m bench.needs
	@$(MAKE) --no-print-directory $(PEERS_READY)
	@$(BIN)/python -m bench $(if $(QUICK),--quick) $(ARGS)

$(PEERS_READY): bench/package.json bench/package-lock.json bench/.npmrc
	cd bench && npm ci --no-audit --no-fund --silent
	@touch $@

lint: $(READY)  ## Ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CODE)

format: $(READY)  ## Let ruff tidy up
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: $(READY)  ## Print the committed artefacts: SDL, OpenAPI, permissions, endpoints
	$(BIN)/odontograph artefacts --write

clean:  ## Stop the demo's servers, remove its data and all caches (not .venv)
	@if [ -d .odontograph ]; then $(BIN)/python -c 'from server.embedded import destroy; destroy(".odontograph")'; fi
	@if [ -d bench/.run ]; then $(BIN)/python -c 'from server.embedded import destroy; destroy("bench/.run/servers")'; fi
	rm -rf bench/.run
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
