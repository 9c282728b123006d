# Everything a fresh machine needs: Python 3.11 or later and make. `make demo` runs the main job, `make test` the tests.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format clean

help:  ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

setup: $(READY)  ## Make the virtual environment .venv with Aliansi in it

# pip before 23.3 cannot read the extras that trafilatura asks of lxml, so pip comes first. Installed once: later calls
# of make need no network.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Aliansi needs Python 3.11 or later; call make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=24.2'
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

demo: $(READY)  ## Read the example articles and draw the graph of alliances
	$(BIN)/aliansi run --settings flows/examples/settings.toml

test: $(READY)  ## Run the tests
	$(BIN)/python -m pytest

check: $(READY)  ## Run the linters, the types and the walls between the rooms
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)  ## Put the code into shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:  ## Remove the virtual environment and what demo runs left
	rm -rf .venv outputs/demo
