# Two commands do everything on a fresh Debian or Ubuntu: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# The tests start many processes; without compiled modules each would compile everything again.
unexport PYTHONDONTWRITEBYTECODE

VENV ?= .venv
PY := $(VENV)/bin/python
CORPUS ?=

.PHONY: help setup demo test lint corpus bench wheel lock schema docs site clean

help: ## This list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.ready ## Virtual environment, locked dependencies, a Chromium and a Chinese font if they can be had

$(VENV)/.ready: requirements.txt requirements-dev.txt pyproject.toml .ci/setup
	@VENV="$(VENV)" bash .ci/setup
	@touch $@

demo: setup ## Check the embedded demo fleet, take a census of it, say where report and notice lie
	@PATH="$(abspath $(VENV))/bin:$$PATH" bash .ci/demo

test: setup ## The whole test suite, and the linters
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest -n auto

lint: setup ## The linters alone
	$(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy

corpus: setup ## Precision and recall on a folder of labelled pages: make corpus CORPUS=DIR
	@test -n "$(CORPUS)" || { echo "用法：make corpus CORPUS=目录（其中有 labels.yaml 和 pages/）" >&2; exit 2; }
	$(PY) tests/measure/corpus.py "$(CORPUS)"

bench: setup ## Speed as ratios in one run, with the machine
	$(PY) tests/measure/bench.py
	$(PY) tests/measure/bench_browser.py
	$(PY) tests/measure/bench_history.py
	$(PY) tests/measure/bench_index.py

wheel: setup ## Build the wheel into dist/
	$(PY) -m hatchling build -t wheel -d dist

lock: ## Write the locked requirements anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
		pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
		-c requirements.txt requirements-dev.in -o requirements-dev.txt

schema: setup ## Write the JSON Schemas anew, of the inventory and of summary.json
	$(VENV)/bin/govsite schema > site_inventory/inventory.schema.json
	$(VENV)/bin/govsite schema summary > docs/summary.schema.json

docs: setup ## Write the generated pages of docs/ and the outputs of the commands shown there anew
	$(VENV)/bin/govsite rulebook docs/rules
	PYTHONPATH=docs $(PY) -m building write

site: setup ## Build the documentation as a website in build/docs/site, without a network
	PYTHONPATH=docs $(PY) -m building site

clean: ## Remove what was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
