export UV_NO_CONFIG = 1
export UV_PYTHON_DOWNLOADS = never
# Byte code that is never kept would be compiled anew at each start.
unexport PYTHONDONTWRITEBYTECODE

PORT ?= 8000
WORKERS ?= 2
ARGS ?= $(TESTS)

.DEFAULT_GOAL := help
.PHONY: help setup run test quick fix check messages screens bench backup restore

help: ## Show this list
	@grep -E '^[a-z]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

setup: ## Install the packages for development into .venv, nothing else
	@scripts/environment dev

run: ## From nothing to a demo in the browser (PORT=8000, WORKERS=2, DATABASE_URL=…)
	@scripts/environment run
	@INTERLAB_DEMO=1 .venv/bin/python manage.py prepare
	@INTERLAB_DEMO=1 exec .venv/bin/python manage.py serve --port $(PORT) --workers $(WORKERS)

test: ## Everything, from nothing: checks, then all tests on SQLite and on PostgreSQL
	@scripts/debian
	@scripts/environment dev
	@scripts/test

quick: setup ## Fast tests on SQLite without a browser (make quick ARGS=tests/people)
	@.venv/bin/pytest -n 2 --dist worksteal -m "not browser and not slow" -q $(ARGS)

fix: setup ## Put code in order: what ruff can mend and format
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

check: setup ## Style, types, layers, templates, migrations; no tests
	@scripts/check

messages: setup ## Collect the sentences of the interface into locale/ and compile them
	@scripts/messages

screens: setup ## Screenshots of every key screen into screens/
	@.venv/bin/python scripts/screens.py

bench: setup ## Repeatable speed measurements against a floor
	@.venv/bin/python bench/run.py

backup: ## Copy database and files into one checked file (TO=file; else under var/backups or INTERLAB_BACKUPS)
	@.venv/bin/python manage.py backup $(if $(TO),--to "$(TO)")

restore: ## Put a backup back, checked before anything changes (FROM=file; REPLACE=1 over what is there)
	@.venv/bin/python manage.py restore "$(FROM)" $(if $(REPLACE),--replace)
