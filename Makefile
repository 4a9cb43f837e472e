# Every target sets up what it needs: a Python 3.11 or newer and make are enough.
# Another Python: make test PYTHON=python3.13

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PY := $(BIN)/python
READY := $(VENV)/.ready
UV := uv==0.13.9

.DEFAULT_GOAL := help
.PHONY: help demo test check docs lock clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(READY) ## plays a district's whole year in outputs/demo and says what to open first
	$(PY) -m toolkit demo outputs/demo

test: $(READY) ## runs all tests on all cores, the fast ones first
	$(PY) -m pytest

check: $(READY) ## style, types, and that the generated documents are current
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict toolkit
	$(PY) docs/generate.py --check

docs: $(READY) ## writes the generated documents anew
	$(PY) docs/generate.py

# Versions already locked stay, unless: make lock UPGRADE=--upgrade
lock: $(PY) ## resolves requirements.lock from pyproject.toml, for every system and Python >= 3.11
	$(PY) -m pip install -qq --disable-pip-version-check '$(UV)'
	$(BIN)/uv --no-config pip compile pyproject.toml --extra dev --output-file requirements.lock $(UPGRADE) \
	    --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-emit-index-url --no-emit-find-links --quiet
	@if grep -nE '://|--(extra-)?index-url|--find-links' requirements.lock; then \
	    echo 'requirements.lock names a host or a folder'; exit 1; fi

clean: ## removes the set-up and caches; returns/ and outputs/ stay
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else "tonghop needs Python 3.11 or newer, and %s is %d.%d. If there is another one here, name it: make PYTHON=python3.13 ..." % (sys.executable, v[0], v[1]))'
	$(PYTHON) -m venv $(VENV)

# Done again only when what is to be installed has changed. pip compiles on one core; compiling afterwards uses all.
$(READY): pyproject.toml requirements.lock | $(PY)
	$(PY) -m pip install -qq --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	$(PY) -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@$(PY) -c 'import compileall, sysconfig; compileall.compile_dir(sysconfig.get_path("purelib"), quiet=2, workers=0)'
	@touch $@
