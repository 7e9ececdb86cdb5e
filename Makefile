# The two commands of the README are `make demo` and `make test`; `make help` lists the rest.
VENV   := .venv
PYTHON := $(VENV)/bin/python
PYTHONS ?= python3
STAMP  := $(VENV)/.ready
FAST   := build/fast
SOURCES := hatch_build.py pyproject.toml $(shell find src rules -name '*.py' -o -name '*.yaml')

.DEFAULT_GOAL := help
.PHONY: help setup tools demo test quick release live browser spark compiled wheel installed check site accuracy photos bench fuzz clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP)  ## create .venv with labelcheck and its development tools

$(STAMP): pyproject.toml hatch_build.py scripts/setup.sh
	sh scripts/setup.sh $(VENV)
	touch $(STAMP)

tools: $(STAMP)  ## install what single targets need: a C compiler, Chromium, Spark and Java, the tools of a release
	sh scripts/setup_compiler.sh $(VENV)
	sh scripts/setup_browser.sh
	sh scripts/setup_spark.sh $(VENV)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --group release

demo: $(STAMP)  ## check two sample labels and print the result
	$(VENV)/bin/labelcheck check samples/sv/jod-mg-for-mikrogram/label.txt samples/sv/magnesium-trippel-varav/label.txt

test: $(STAMP)  ## run all tests but those of the OCR engines, the browser and Spark, on two cores
	$(PYTHON) -m pytest -n 2 --dist worksteal --durations=10

quick: $(STAMP)  ## run the fast tests: samples, rows, amounts and rules
	$(PYTHON) -m pytest -n 2 --dist worksteal --durations=5 tests/units tests/nutrition tests/layout tests/test_samples.py \
		tests/knowledge/test_fold.py tests/reading/lex/test_number.py tests/reading/test_panel.py tests/reading/test_read.py \
		tests/rules/test_sentences.py tests/rules/test_shipped.py

release: $(STAMP)  ## build wheel and sdist, twice the same, and check what an index asks of them
	SBOM=$(SBOM) sh scripts/release.sh $(VENV)

$(FAST)/.ready: $(STAMP) $(SOURCES)
	sh scripts/setup_compiler.sh $(VENV)
	rm -rf $(FAST)
	LABELCHECK_COMPILE=1 $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --target $(FAST) .
	touch $@

wheel: $(STAMP)  ## build a wheel of machine code for this platform into dist
	sh scripts/setup_compiler.sh $(VENV)
	LABELCHECK_COMPILE=1 $(PYTHON) -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

installed:  ## run the tests against the wheel, installed for each Python: make installed PYTHONS="python3.12 python3.13"
	sh scripts/test_wheel.sh $(PYTHONS)

compiled: $(FAST)/.ready  ## run the tests of reading and rules on machine code
	PYTHONPATH=$(FAST) $(PYTHON) -c 'from labelcheck.reading.panel import rows; assert not rows.__file__.endswith(".py"), rows'
	PYTHONPATH=$(FAST) $(PYTHON) -m labelcheck check samples/sv/jod-mg-for-mikrogram/label.txt
	PYTHONPATH=$(FAST) $(PYTHON) -m pytest -n 2 --dist worksteal --durations=5 tests/knowledge tests/nutrition tests/reading \
		tests/rules tests/units tests/test_samples.py tests/render/test_text.py

spark: $(STAMP)  ## install Spark, and Java where missing, and run the tests on a cluster
	sh scripts/setup_spark.sh $(VENV)
	$(PYTHON) -m pytest -m spark

live: $(STAMP)  ## run the tests that read photographs with the OCR engines
	$(PYTHON) -m pytest -m live

browser: $(STAMP)  ## install Chromium where missing, and run the tests of the page and the report in it
	sh scripts/setup_browser.sh
	$(PYTHON) -m pytest -m browser

check: $(STAMP)  ## lint, type-check and check the import contracts
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

site: $(STAMP)  ## build the documentation as a site
	$(VENV)/bin/mkdocs build --strict

accuracy: $(STAMP)  ## how much of the samples is read right
	$(PYTHON) benchmarks/accuracy.py

fuzz: $(STAMP)  ## 8,000 changed and damaged labels: no exception, no slow text, no amount that is wrong and ok
	$(PYTHON) benchmarks/fuzz.py

photos: $(STAMP)  ## how much of photographed labels is read right, and its cost (needs Chromium)
	$(PYTHON) benchmarks/photos.py
	$(PYTHON) benchmarks/photos.py --cost

bench: $(FAST)/.ready  ## speed of the machine code against quantulum3, start-up, memory and linearity
	PYTHONPATH=$(FAST) $(PYTHON) benchmarks/speed.py
	PYTHONPATH=$(FAST) $(PYTHON) benchmarks/rules.py
	PYTHONPATH=$(FAST) $(PYTHON) benchmarks/catalogue.py
	PYTHONPATH=$(FAST) $(PYTHON) benchmarks/web.py

clean:  ## remove everything that was made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	rm -f src/labelcheck/knowledge/compiled.json src/labelcheck/rules/compiled.json
