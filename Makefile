# `make run` and `make test` need Python 3.11 to 3.13, Node.js 20 or newer, make and git, and nothing else done before.
# PYTHON=/path/to/python3 chooses the Python.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PY := .venv/bin/python
# Tests that start whole programs or watch the time that one takes: after the others, one at a time.
APART := tests/local tests/documents tests/supply tests/faults tests/simulation tests/bot/edge tests/test_benchmarks.py tests/test_people_benchmark.py

.PHONY: help setup browser run demo test lint bench simulate faults soak openapi doctor stage teams-package checks audit sbom func clean

help:  ## Say what can be asked
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## Install the pinned packages (Python and Node); quick when nothing changed
	@python=$$(PYTHON='$(PYTHON)' sh infra/local/find-python.sh) && "$$python" -m infra.local.setup

browser: setup
	@$(PY) -m infra.local.chromium

run: setup  ## Start everything on this machine and say where to look; Ctrl-C stops it
	@exec $(PY) -m infra.local.stack

demo: setup  ## Load the demonstration company into the storage of a running stack
	@$(PY) -m infra.local.stack demo

test: browser checks lint audit  ## Lint, audit, then every test, those in the browser included
	@# All three run even when one fails, so that one run tells everything.
	failed=; \
	$(PY) -m pytest --numprocesses=logical --maxprocesses=4 --dist=loadfile $(APART:%=--ignore=%) --ignore=tests/browser || failed=1; \
	$(PY) -m pytest tests/browser || failed=1; \
	$(PY) -m pytest $(APART) || failed=1; \
	test -z "$$failed"

lint: setup  ## Style, types and the directions between packages
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	.venv/bin/lint-imports

bench: setup  ## Measure the paths that people wait for
	$(PY) -m tests.benchmarks
	$(PY) -m tests.benchmarks.people

simulate: setup  ## Send 100,000 digests in virtual time, and 2,000 over Azurite
	$(PY) -m tests.simulation

faults: setup  ## Kill 200 workers, and try an accident at every call
	$(PY) -m tests.faults

soak: setup  ## Send 102,000 requests that nobody expects, and the other long runs; prints their figures
	$(PY) -m tests.soak

openapi: setup  ## Write docs/openapi.json from the routes of the functions
	@$(PY) -m infra.openapi

doctor: setup  ## Examine the local stack: what lacks, what it costs, who can give it
	@$(PY) -m infra.doctor --local

stage: setup  ## Make .stage/functions and .stage/bot, the folders that are deployed to Azure
	@$(PY) -m infra.azure.stage

teams-package: setup  ## Make .stage/passeur-teams.zip, the app that is uploaded to Teams, from the settings
	@$(PY) -m infra.teams

checks:  ## Install checkov, which looks at the Azure templates, in an environment of its own
	@python=$$(PYTHON='$(PYTHON)' sh infra/local/find-python.sh) && "$$python" -m infra.azure.checks

audit: setup  ## Look for known faults of the pinned packages; skipped, loudly, where the database is not reached
	@$(PY) -m infra.supply.audit

sbom: setup  ## Make .stage/passeur.cdx.json, the list of what is deployed (CycloneDX)
	@$(PY) -m infra.supply.bill

func: setup  ## Stage the functions with local settings, for Azure Functions Core Tools (`func start`)
	@$(PY) -m infra.local.stack func

clean:  ## Remove what was installed and made; the data of `make run` (.state) stays
	rm -rf .venv .venv-checks .stage infra/local/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
