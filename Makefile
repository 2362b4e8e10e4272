PORT ?= 8501
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.run-ready
TEST_READY := $(VENV)/.test-ready
AS_ROOT := $(if $(filter 0,$(shell id -u)),,sudo)

.PHONY: run test lint bench data basemap messages requirements

run: $(RUN_READY)
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: lint
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

lint: $(TEST_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

data: $(TEST_READY)
	$(BIN)/python -m geo check
	$(BIN)/python -m geo dictionary
	PYTHONPATH=. $(BIN)/python data/build_versions.py
	$(BIN)/frictionless validate data/datapackage.json

bench: $(TEST_READY)
	$(BIN)/python -m bench.interaction
	$(BIN)/python -m bench.points
	$(BIN)/python -m bench.formats

messages: $(TEST_READY)
	$(BIN)/python -m geo.locale.extract

basemap: $(TEST_READY)
	$(BIN)/python data/basemap/build.py
	$(BIN)/python data/build_zones.py
	PYTHONPATH=. $(BIN)/python data/build_waters.py

$(BIN)/python:
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -y -qq python3-venv; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUN_READY): $(BIN)/python requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(TEST_READY): $(RUN_READY) requirements-dev.txt tests/browser/install-chromium
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	tests/browser/install-chromium
	touch $@

requirements: $(TEST_READY)
	$(BIN)/uv pip compile -q --no-header --universal --python-version 3.11 requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --no-header --universal --python-version 3.11 requirements-dev.in -o requirements-dev.txt
