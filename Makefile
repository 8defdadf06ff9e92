# Two commands on a fresh machine with Python 3.11+, make and git: `make serve` and `make test`.
PYTHON ?= python3
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: serve test bench check clean
.DELETE_ON_ERROR:

serve: $(VENV)/.installed            ## build the HMI Probation example and serve it on http://127.0.0.1:$(PORT)
	$(BIN)/lod build examples/hmi-probation/publication.toml
	$(BIN)/lod serve examples/hmi-probation/publication.toml --port $(PORT)

test: $(VENV)/.installed check       ## every test, in parallel
	$(BIN)/python -m pytest -n auto

check: $(VENV)/.installed            ## style, types, import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed            ## benchmarks, ratios last
	$(BIN)/python benchmarks/answers.py
	$(BIN)/python benchmarks/phases.py
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/dumps.py
	$(BIN)/python benchmarks/shacl_engines.py
	$(BIN)/python benchmarks/scale.py
	$(BIN)/python benchmarks/sparql.py
	$(BIN)/python benchmarks/bound.py
	@[ -z "$(FOOD)" ] || $(BIN)/python benchmarks/national.py "$(FOOD)"

clean:
	rm -rf $(VENV) examples/*/public examples/*/*/public

# pip 25.1 reads dependency groups.
$(VENV)/.installed: pyproject.toml constraints.txt frontend/hook.py frontend/package-lock.json \
		$(wildcard frontend/*.mjs frontend/src/* frontend/styles/*)
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, found " + sys.version)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	touch $@
