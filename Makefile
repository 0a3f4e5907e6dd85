# Every command of the project. `make` alone lists them; docs/settings.md explains the variables.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

DEMO ?= 1
PORT ?= 8000
PYTEST ?=
NATION ?= 1
CHAOS ?=
export UV_PYTHON_DOWNLOADS := never
# Every process and every run of the suite would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

python := .venv/bin/python
everyday := not postgres and not redis and not browser and not slow

.PHONY: help run environment everything test test-services journeys check coverage lint bench bench-nation chaos pin-images css clean

help: ## List these commands
	@awk 'BEGIN {FS = ":.*## "; print "Fenceline. Commands:\n"} /^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@printf '\nVariables: PORT=8010 make run; make run DEMO=0 starts empty; PYTEST="-k word" make test.\n'

run: environment ## Serve the portal at http://localhost:8000 (with the demo county on first run)
	@DEMO=$(DEMO) PORT=$(PORT) exec $(python) manage.py serve --prepare

environment: ## Make .venv with what running needs, and check for Pango
	@bash config/build/environment.sh running

everything: ## Make .venv with what development needs too
	@bash config/build/environment.sh developing

test: everything ## Run the everyday suite; it needs no service
	@FENCELINE_MODE=test $(python) -m pytest -n 2 -m "$(everyday)" $(PYTEST)

test-services: everything ## Run the whole suite, journeys apart, on PostgreSQL and Redis
	@source config/build/services.sh && FENCELINE_MODE=test $(python) -m pytest -n 2 -m "not browser" $(PYTEST)

journeys: everything ## Run the stories in a real browser (Chromium; one in Firefox)
	@FENCELINE_MODE=test $(python) -m pytest -n 2 -m browser $(PYTEST)

check: lint coverage ## Lint, types, layers, migrations, and the everyday suite with what it reaches

coverage: everything ## Run the everyday suite and print what no test reaches (about twice as long as make test)
	@FENCELINE_MODE=test $(python) -m pytest -n 2 -m "$(everyday)" --cov --cov-report=term-missing:skip-covered $(PYTEST)

lint: ## Ruff, mypy, import-linter, djlint, migrations, strings to translate, system checks
	@bash config/build/environment.sh checking
	@bash config/build/lint.sh

bench: everything ## Time pages over 200,000 referrals and training of 50,000 staff, in databases of their own
	@$(python) -m bench

bench-nation: everything ## Make a nation on PostgreSQL and ask every page and job of it (NATION=0.01 for a quick look)
	@$(python) -m bench.nation --scale $(NATION)

pin-images: ## Write the digest of each image beside its tag (needs Docker and the registries)
	@$(python) config/build/pin_images.py

chaos: everything ## Break one thing after another under a portal that people use; what was lost (CHAOS="--only redis-away")
	@source config/build/services.sh && $(python) -m tests.chaos $(CHAOS)

css: ## Rebuild static/css from its Sass sources (needs Node; the result is committed)
	@bash config/build/css.sh

clean: ## Remove what can be made again: .venv, caches, collected files; never the database
	@rm -rf .venv .uv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis var/static var/static.stamp var/test
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
