# The commands of the house; `make help` says what each is for. Most often: run · test · check · bench.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
# With uv, where it is there, an installation takes a fiftieth of the processor time.
UV_THERE := $(shell command -v uv 2>/dev/null)
PIP      = $(if $(UV_THERE),uv pip install --quiet --python $(1)/bin/python,$(1)/bin/python -m pip --quiet --disable-pip-version-check install)
CLIENTS := mistralai-1 mistralai-2 mistralai-3 openai-3 langchain llamaindex pydantic-ai llm

# A server starts in two thirds of the time where the bytecode of its modules is kept, and the tests start more than a hundred.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run help test check bench leaks gateway-bench soak compatibility language-report lock clean chromium nginx tesseract
.DELETE_ON_ERROR:

run: $(VENV)/.run            ## build the procedures library once, then serve on http://127.0.0.1:8000
	@$(BIN)/siyada serve

help:                        ## what each command is for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Shared out by place in the collection: what goes by name (`loadfile`) runs one of the tests of the contract, which share theirs.
test: $(VENV)/.dev $(CLIENTS:%=.venv-clients/%/.done) chromium nginx tesseract   ## every test: unit, property, client, browser
	@mkdir -p build
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal --junit-xml=build/tests.xml $(ARGS)

check: $(VENV)/.dev          ## format, lint, strict types, import contracts, size limits
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/limits.py

bench: $(VENV)/.dev          ## ratios measured in one run; prints what the machine was
	$(BIN)/python -m benchmarks

leaks: $(VENV)/.dev .venv-clients/pii-leak-benchmark/.done   ## the published leak profile against our gateway, as it is served
	$(BIN)/python -m benchmarks.leaks

gateway-bench: $(VENV)/.dev .venv-litellm/.done   ## the gateway beside LiteLLM and the thinnest pass-through
	$(BIN)/python -m benchmarks.gateway
	$(BIN)/python -m benchmarks.gateway.streams

soak: $(VENV)/.dev           ## a million requests; not in the gate
	$(BIN)/python -m benchmarks.gateway.soak $(ARGS)

.venv-litellm/.done: requirements/litellm.lock
	@echo "Installing LiteLLM, to measure beside it …"
	@$(PYTHON) -m venv $(@D)
	@$(call PIP,$(@D)) --require-hashes --requirement $<
	@touch $@

compatibility: $(VENV)/.dev $(CLIENTS:%=.venv-clients/%/.done)   ## run the published clients and write docs/compatibility.md
	$(BIN)/python -m tools.compatibility

language-report: $(VENV)/.dev   ## measure the language layer on open sets: make language-report DATA=FOLDER
	@test -n "$(DATA)" || { echo "Name the folder of the open sets: make language-report DATA=FOLDER" >&2; exit 1; }
	$(BIN)/python -m tools.language_report "$(DATA)" $(ARGS)

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Siyada needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Making the environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

# The lock files pin every package by hash; nothing else is installed.
$(VENV)/.run: requirements/run.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the server needs …"
	@$(call PIP,$(VENV)) --require-hashes --requirement requirements/run.lock
	@$(call PIP,$(VENV)) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	@echo "Installing what the tests and checks need …"
	@$(call PIP,$(VENV)) --require-hashes --requirement requirements/dev.lock
	@touch $@

# The published clients, each release in an environment of its own: they are customers, not libraries of ours.
.venv-clients/%/.done: requirements/%.lock
	@echo "Installing the client $* …"
	@$(PYTHON) -m venv --clear $(if $(UV_THERE),--without-pip) $(@D)
	@$(call PIP,$(@D)) --require-hashes --requirement $<
	@touch $@

# The browser tests drive Debian's chromium. Where it cannot be installed they are skipped by name.
chromium:
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing chromium …"; \
	    (apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends chromium) >/dev/null \
	      || echo "chromium could not be installed: the browser tests will be skipped"; \
	  else echo "chromium is not installed: the browser tests will be skipped"; fi; }

# The proxy tests run Debian's nginx with Debian's settings. It is unpacked and not installed, so that none is started
# on this machine. Where it cannot be had they are skipped by name. apt-get does one thing at a time, and make --jobs several.
nginx: | chromium
	@command -v nginx >/dev/null || test -x build/nginx/usr/sbin/nginx || { \
	  if command -v apt-get >/dev/null; then \
	    echo "Unpacking nginx …"; mkdir -p build/nginx && cd build/nginx; \
	    (apt-get -qq download nginx nginx-common || { apt-get -qq update && apt-get -qq download nginx nginx-common; }) >/dev/null 2>&1 \
	      && for package in *.deb; do dpkg-deb --extract "$$package" .; done \
	      || echo "nginx could not be had: its tests will be skipped"; \
	  else echo "nginx is not there: its tests will be skipped"; fi; }

# Pictures are read by Debian's Tesseract. Where it cannot be installed the tests of it are skipped by name.
tesseract: | nginx
	@{ command -v tesseract && tesseract --list-langs | grep -qx ara; } >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing tesseract …"; \
	    (apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends tesseract-ocr tesseract-ocr-ara tesseract-ocr-fra) >/dev/null \
	      || echo "tesseract could not be installed: the tests of pictures will be skipped"; \
	  else echo "tesseract is not installed: the tests of pictures will be skipped"; fi; }

# Versions wait a week before they are taken; no registry's address enters the files.
UV = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock:                        ## renew every lock file (needs uv)
	$(UV) pyproject.toml --group build --output-file requirements/run.lock
	$(UV) pyproject.toml --all-extras --group build --group dev --constraint requirements/run.lock --output-file requirements/dev.lock
	for name in $(CLIENTS) pii-leak-benchmark; do $(UV) requirements/$$name.in --output-file requirements/$$name.lock; done
	$(UV) requirements/litellm.in --override requirements/litellm.overrides --output-file requirements/litellm.lock

clean:                       ## remove the environments and what was built
	rm -rf $(VENV) .venv-clients build
