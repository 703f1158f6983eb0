# Set-up and everyday commands. `make run` and `make test` need nothing but Python >= 3.11 and make.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run
DEV := $(VENV)/.dev
WORKERS ?= auto

# The newest python3.x that is new enough; PYTHON=... overrides.
PYTHON ?= $(shell for v in 3.14 3.13 3.12 3.11; do \
	if command -v python$$v >/dev/null 2>&1 && python$$v -c 'import sys' >/dev/null 2>&1; then echo python$$v; exit; fi; done; \
	for p in python3 python; do if command -v $$p >/dev/null 2>&1 && \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; exit; fi; done)

.PHONY: run test demo check format bench torture messages lock wheel clean help

help: ## Show these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /	/'

$(RUN): pyproject.toml requirements/run.txt
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh requirements/install.sh requirements/run.txt
	@touch $@

$(DEV): pyproject.toml requirements/dev.txt
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh requirements/install.sh requirements/dev.txt
	@touch $@ $(RUN)

run: $(RUN) ## Open the app
	@$(BIN)/readiness

test: $(DEV) ## Run the tests
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

demo: $(RUN) ## Judge the sample organisation and write gap-report.pdf here
	@$(BIN)/python tests/demo.py

format: $(DEV) ## Format the code
	@$(BIN)/ruff format readiness tests
	@$(BIN)/ruff check --fix-only -q readiness tests

check: $(DEV) ## Format, lint, types, import contracts, packs, tests
	@$(BIN)/ruff format --check readiness tests
	@$(BIN)/ruff check readiness tests
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/readiness packs check questionnaires/breach-readiness questionnaires/notification-duties.yaml
	@$(MAKE) --no-print-directory test

bench: $(DEV) ## Measure speed as ratios
	@$(BIN)/python -m tests.bench

torture: $(DEV) ## Take storage and loaders apart for about half an hour, and print the counts
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh requirements/install.sh requirements/torture.txt
	@$(BIN)/python -m tests.torture

messages: $(DEV) ## Take new sentences into the catalogues, and compile them
	@$(BIN)/python tests/messages.py

pictures: $(DEV) ## Make the pictures of README again
	@$(BIN)/python -m tests.pictures

lock: ## Renew the pinned requirements (needs uv)
	@uv pip compile -q --universal --generate-hashes --all-extras --group dev --python-version 3.11 \
		--custom-compile-command 'make lock' pyproject.toml -o requirements/dev.txt
	@uv pip compile -q --universal --generate-hashes --all-extras --group build --python-version 3.11 \
		--custom-compile-command 'make lock' pyproject.toml -o requirements/run.txt
	@uv pip compile -q --universal --generate-hashes --no-deps --group torture --python-version 3.11 \
		--custom-compile-command 'make lock' -o requirements/torture.txt

wheel: $(DEV) ## Build the wheel into dist/
	@$(BIN)/python -m build --wheel --no-isolation

clean: ## Remove the environment and everything built
	@rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
