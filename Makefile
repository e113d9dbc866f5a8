# Every target sets itself up: Python 3.11 or newer and make are all it takes.
PYTHON ?= python3
PORT ?= 8000
ARGS ?=

BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
CODE := permissions core models events operation resolvers schema engine rest_compat integrations server tests

export PORT
.DEFAULT_GOAL := help
.PHONY: help install demo test lint format schema clean

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-10s %s\n", $$1, $$2}' Makefile

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
	ODONTOGRAPH_WHOLE_RUN=$(if $(ARGS),,1) $(BIN)/pytest -n auto $(ARGS)

lint: $(READY)  ## Ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CODE)

format: $(READY)  ## Let ruff tidy up
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Each is printed beside its place first: a command that fails must not leave half a file.
schema: $(READY)  ## Print the committed artefacts: SDL, OpenAPI, permissions, endpoints
	$(BIN)/odontograph schema > schema/schema.graphql.new && mv schema/schema.graphql.new schema/schema.graphql
	$(BIN)/odontograph openapi > rest_compat/openapi.json.new && mv rest_compat/openapi.json.new rest_compat/openapi.json
	$(BIN)/odontograph permissions --format markdown > docs/permissions.md.new && mv docs/permissions.md.new docs/permissions.md
	$(BIN)/odontograph endpoints --format markdown > docs/endpoints.md.new && mv docs/endpoints.md.new docs/endpoints.md

clean:  ## Stop the demo's servers, remove its data and all caches (not .venv)
	@if [ -d .odontograph ]; then $(BIN)/python -c 'from server.embedded import destroy; destroy(".odontograph")'; fi
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
