# Every target builds what it needs. Python 3.11 or 3.12 is all that must be there.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
SCALE := $(VENV)/.installed-scale
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes

export DO_NOT_TRACK := 1
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help run dev diff export test lint format docs report queries score links calibrate explain doctor backup restore faults fuzz bench \
  scale lake scale-test sizing lock clean

help: ## What there is
	@grep -E '^[a-z-]+:.*##' $(firstword $(MAKEFILE_LIST)) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: $(RUN) ## The whole way once: inbox to ledger.duckdb
	@$(VENV)/bin/python -m orchestration.cli run

dev: $(RUN) ## Dagster's UI with its schedule and sensor
	@$(VENV)/bin/python -m orchestration.cli dev

diff: $(RUN) ## What the last run added, removed and changed
	@$(VENV)/bin/python -m orchestration.cli diff

export: $(RUN) ## The published tables as CSV, Parquet, GeoParquet and GeoJSON
	@$(VENV)/bin/python -m orchestration.cli export

docs: $(RUN) ## dbt's documentation of the tables, as one HTML file
	@$(VENV)/bin/python -m orchestration.cli docs

report: $(RUN) ## The pages that show the ledger, anew from ledger.duckdb
	@$(VENV)/bin/python -m orchestration.cli report

queries: $(RUN) ## The twenty queries of docs/queries.sql and their output
	@$(VENV)/bin/python -m orchestration.queries

score: $(RUN) ## The ledger against the gold articles, into docs/quality.md; FAST=1 runs the extractor alone
	@$(VENV)/bin/python -m orchestration.evaluation.score $(if $(FAST),--fast) $(if $(SHOW),--show $(SHOW)) $(SETS)

links: $(DEV) ## Origins, incidents and relations against the gold links; SPLINK=1 adds Splink, ERRORS=1 names what is wrong
	@$(VENV)/bin/python -m orchestration.evaluation.links $(if $(SPLINK),--splink) $(if $(ERRORS),--errors)

calibrate: $(RUN) ## Fit on the gold articles, anew, what is of armed conflict, and the confidence of rows
	@$(VENV)/bin/python -m orchestration.evaluation.calibrate

doctor: $(RUN) ## What is wrong with LEDGER_HOME, and what to do
	@$(VENV)/bin/python -m orchestration.cli doctor

backup: $(RUN) ## A checked copy of LEDGER_HOME, in LEDGER_BACKUPS or the home itself
	@$(VENV)/bin/python -m orchestration.cli backup

restore: $(RUN) ## The newest backup, or the one that LEDGER_BACKUP names, brought back and checked
	@$(VENV)/bin/python -m orchestration.cli restore

# REF comes by the environment, where the shell leaves it as it is.
explain: $(RUN) ## REF=…: one article with its claims and why they were made
	@$(VENV)/bin/python -m orchestration.explain "$$REF"

faults: $(DEV) ## 200 kills, 8 readers during 20 publications, two weeks of operation: half an hour or more
	@$(VENV)/bin/python -m tests.faults $(PARTS)

test: lint ## Lint and tests
	@echo "Testing"
	@$(VENV)/bin/python -m pytest

# About ten minutes of CPU; every part of ingestion and the real extractor see 20,000 hostile files.
fuzz: $(DEV) ## Made-up and damaged inputs through ingestion and extraction; INPUTS=20000 SEED=1
	@$(VENV)/bin/python -m tests.fuzz.run --inputs $(or $(INPUTS),20000) --seed $(or $(SEED),1)

bench: $(RUN) ## How fast and how it grows, into docs/performance.md; PARTS="pipeline growth" SIZE="1000 10000" GROWTH="2000 100000"
	@$(VENV)/bin/python -m orchestration.bench --sizes $(or $(SIZE),1000) --growth $(or $(GROWTH),2000) \
	  $(if $(PARTS),--parts $(PARTS)) $(if $(KEEP),--keep $(KEEP))

scale: $(SCALE) ## What runs on Ray and over a DuckLake need besides: docs/scaling.md

lake: $(SCALE) ## Copy warehouse.duckdb into the empty DuckLake that LEDGER_LAKE names
	@$(VENV)/bin/python -m orchestration.cli lake

scale-test: $(SCALE) $(DEV) ## Ray nodes that are killed, and two machines over a Postgres server (apt-get install postgresql)
	@LEDGER_SCALE_TESTS=1 $(VENV)/bin/python -m pytest tests/scale

sizing: $(RUN) ## What an article costs in CPU and bytes, and how much of both a day of 10,000 to 1,000,000 takes
	@$(VENV)/bin/python -m orchestration.bench.sizing

lint: $(DEV) ## Style of the Python and SQL
	@echo "Checking style"
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/sqlfluff lint --processes 2 --disable-progress-bar dbt_project/models docs

format: $(DEV) ## Rewrite the Python and SQL in that style
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/sqlfluff fix --disable-progress-bar dbt_project/models docs

lock: ## Pin the requirements anew from pyproject.toml (needs uv)
	@uv pip compile pyproject.toml $(LOCK_FLAGS) -o requirements.lock
	@uv pip compile --group dev -c requirements.lock $(LOCK_FLAGS) -o requirements-dev.lock
	@$(PYTHON) -c 'import tomllib as t; print(*t.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["scale"])' | \
	  tr ' ' '\n' | uv pip compile - -c requirements.lock $(LOCK_FLAGS) -o requirements-scale.lock

LOCK_FLAGS := --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-annotate --no-header --quiet

clean: ## Remove the environment and what tools left behind; LEDGER_HOME is not touched
	@rm -rf $(VENV) .cache .pytest_cache .ruff_cache dbt_project/target dbt_project/logs
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is newer than its lock exactly when the environment holds what the lock says.
$(RUN): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not ((3, 11) <= sys.version_info < (3, 13)))' || \
	  { echo "Python 3.11 or 3.12 is needed: $$($(PYTHON) --version). Try: make PYTHON=python3.12 run" >&2; exit 1; }
	@echo "Building the environment in $(VENV): once, one to three minutes"
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) -r requirements.lock
	@$(VENV)/bin/python -m orchestration.cli prepare
	@touch $@

$(SCALE): requirements-scale.lock $(RUN)
	@echo "Adding Ray, DuckLake and Postgres"
	@$(PIP) -r requirements-scale.lock
	@touch $@

$(DEV): requirements-dev.lock $(RUN)
	@echo "Adding the tools for tests"
	@$(PIP) -r requirements-dev.lock
	@touch $@
