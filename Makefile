# Two commands for everybody: `make run` and `make test`. Both set up what they need and may be repeated.
# Override: make run PORT=8123 DATA=folder

PYTHON ?= python3
PORT ?= 8000
DATA ?= annotator-data

VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint bench train clean

run: $(VENV)/.run
	@$(BIN)/annotator --data "$(DATA)" run --port $(PORT)

test: $(VENV)/.test
	@PYTHON=$(BIN)/python sh .ci/test

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks

# Train an embedded model: make train MODEL=starter-ruk-en CORPORA=folder WORK=folder HELD_OUT=folder, and for a model
# that continues another PARENT=folder (see training/README.md)
train: $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[train]"
	$(BIN)/python -m training run training/$(MODEL).toml --corpora "$(CORPORA)" --work "$(WORK)" \
	    --held-out "$(HELD_OUT)" $(if $(PARENT),--parent "$(PARENT)") --output annotator/models/$(MODEL)

clean:
	rm -rf $(VENV)

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# The app alone, and the app with what its tests need; each made again when the dependencies change.
$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	@touch $@ $(VENV)/.run
