# `make serve` and `make test` set up everything that they need.
PYTHON ?= python3
PORT ?= 8000
COLLECTION ?=
VENV := .venv
BIN := $(VENV)/bin
# Its own home for what `make serve` indexes, so that trying it out touches no real collection.
export LEGAL_LIBRARY_HOME ?= $(CURDIR)/var/$(if $(COLLECTION),$(notdir $(patsubst %/,%,$(COLLECTION))),demonstration)
export PORT

.PHONY: help serve test check format messages lock clean

help: ## Show this help
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/installed: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --editable .
	touch $@

serve: $(VENV)/installed ## Index the demonstration collection, or COLLECTION=, and serve it on PORT=
	$(BIN)/legal-library upgrade
	-$(BIN)/legal-library corpora import $(or $(COLLECTION),--demonstration)
	$(BIN)/legal-library index run
	$(BIN)/legal-library serve

check: $(VENV)/installed ## Style, types and the one-way flow
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(VENV)/installed check ## All tests: unit, contract on both engines, browser
	.ci/system-packages
	env -u LEGAL_LIBRARY_HOME $(BIN)/pytest

format: $(VENV)/installed ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: $(VENV)/installed ## Bring what the pages say into the catalogues of its translations
	$(BIN)/python -m search_app.catalogues

lock: ## Resolve the dependencies anew into requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --extra dev --no-emit-index-url --output-file requirements.lock pyproject.toml

clean: ## Remove what make created
	rm -rf $(VENV) var
