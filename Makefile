# make site    set up what is missing, build the site of this checkout, say where it is
# make test    the same set-up, then every check this project has
# make trials  quotes, fingerprints, builds after any edits and builds that are killed, tried at length (many minutes)
# make serve   the site in a browser, new with every change
# make reference  docs/reference/, from the code
# make bench   how fast the generator is beside others, into docs/performance.md (half an hour)
# make upgrade renew constraints.txt    make clean   remove what these commands made (never site/)
#
# For one Python among several: make clean, then make site PYTHON=python3.13

.POSIX:
PYTHON =
PORT = 8000
PY = .venv/bin/python
FACTSHEET = $(PY) -m generator

.PHONY: site test trials lint types unit whole reference serve bench upgrade clean

site: .venv/.site
	@echo "Building the site of this checkout ..."
	@$(FACTSHEET) build
	@echo
	@echo "The site is in site/. Open it from the disk:  $$PWD/site/index.html"
	@echo "Or see each change as you make it:            make serve"

test: lint types unit whole
	@echo "All is well."

# What tests are too quick for: quotes and fingerprints tried by the ten thousand, builds killed and edits made by the hundred. The quotes of this dossier need the articles in seeds/texts/.
trials: .venv/.test
	@echo "Fingerprints of made texts (some minutes) ..."
	@$(PY) tests/trials_fingerprint.py
	@echo "Builds that are killed, starved and set upon each other (some minutes) ..."
	@$(PY) tests/trials_faults.py
	@echo "Sites after edits at random, each held against one built from nothing (some minutes) ..."
	@$(PY) tests/trials_incremental.py $$(date +%s) 300 bridge
	@$(PY) tests/trials_incremental.py $$(date +%s) 40 real
	@$(PY) tests/trials_incremental.py $$(date +%s) 100 bridge --preview
	@$(PY) tests/trials_incremental.py 1 1 bridge --found-out
	@echo "The quotes of this dossier ..."
	@if [ -d seeds/texts ]; then $(PY) tests/trials_quotes.py; else echo "Passed over: there are no texts in seeds/texts/."; fi

lint: .venv/.test
	@echo "Style ..."
	@$(PY) -m ruff check --quiet generator tests || { echo "Much of this mends itself: $(PY) -m ruff check --fix generator tests"; exit 1; }
	@$(PY) -m ruff format --quiet --check generator tests || { echo "Not in the common format. Put it right with: $(PY) -m ruff format generator tests"; exit 1; }

types: .venv/.test
	@echo "Types ..."
	@$(PY) -m mypy

unit: .venv/.test .venv/.browser tests/editor/node_modules/.installed
	@echo "Tests ..."
	@$(PY) -m pytest -n auto --dist loadgroup --quiet

# The site is built anew in another folder, time zone and locale; it has to be sound, and the same as site/ to the byte.
whole: .venv/.test
	@echo "The whole site, built anew ..."
	@fresh=$$(mktemp -d) && trap 'rm -rf "$$fresh"' EXIT && trap 'exit 1' HUP INT TERM && \
	TZ=Pacific/Chatham LC_ALL=C PYTHONHASHSEED=7 $(FACTSHEET) build --output "$$fresh/site" && \
	$(PY) tests/crawl.py "$$fresh/site" && \
	{ diff -rq site "$$fresh/site" || { echo "site/ is not what these facts give. Renew it with 'make site' and commit it."; exit 1; }; }
	@if [ -n "$$(git status --porcelain -- site 2>/dev/null)" ]; then echo "Mind: site/ has changes that are not committed yet."; fi

reference: .venv/.site
	@$(PY) -m generator.reference

serve: .venv/.site
	@$(FACTSHEET) serve --open --port $(PORT)

# No test: nothing fails for being slow. What is measured and how, docs/performance.md says.
bench: .venv/.test
	@$(PY) -m benchmarks.run

upgrade:
	@order="python3.11 python3.12 python3.13 python3.14 python3"; $(FIND_PYTHON); \
	new=$$(mktemp -d) && trap 'rm -rf "$$new"' EXIT && trap 'exit 1' HUP INT TERM && \
	echo "Looking for the newest versions that fit, with $$("$$python" --version) ..." && \
	"$$python" -m venv "$$new/env" && \
	"$$new/env/bin/python" -m pip install --quiet --disable-pip-version-check '.[dev]' && \
	"$$new/env/bin/python" -m pip list --format=freeze --disable-pip-version-check --exclude factsheet --exclude pip --exclude setuptools >"$$new/constraints.txt" && \
	cp "$$new/constraints.txt" constraints.txt && \
	echo "constraints.txt is new; it has to hold from Python 3.11 on. Look at the difference, then: make test"

clean:
	rm -rf .venv .factsheet .mypy_cache .ruff_cache .pytest_cache .hypothesis dist tests/editor/node_modules benchmarks/.work
	find generator tests -name __pycache__ -exec rm -rf {} +

# The environment is made once and again when what it stands on has changed.
.venv/.site: pyproject.toml constraints.txt
	@$(MAKE_ENVIRONMENT); $(INSTALL) -e . || $(NOT_INSTALLED)
	@touch .venv/.site

.venv/.test: pyproject.toml constraints.txt
	@$(MAKE_ENVIRONMENT); $(INSTALL) -e '.[dev]' || $(NOT_INSTALLED)
	@touch .venv/.site .venv/.test

# The browser in which the preview is tested.
.venv/.browser: .venv/.test tests/browser/chromium.py
	@echo "Looking for Chromium, which the preview is tested in (once) ..."
	@$(PY) tests/browser/chromium.py
	@touch $@

# The language server of editors, which is a program for Node.
tests/editor/node_modules/.installed: tests/editor/package.json
	@echo "Installing the language server that tests talk to into tests/editor (once; some seconds) ..."
	@NODE_OPTIONS=--use-openssl-ca npm install --prefix tests/editor --no-package-lock --no-audit --no-fund --loglevel=error >/dev/null || { echo "That needs Node 20 or newer with npm, and a network the first time: nodejs.org, or your system's packages."; exit 1; }
	@touch $@

INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt
NOT_INSTALLED = { echo "Not everything could be installed; what pip said stands above. The first set-up needs a network. Try again with the same command."; exit 1; }

# The first of these that is new enough: `python3` may be an old one beside a newer.
ENOUGH = -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
FIND_PYTHON = given='$(PYTHON)'; python=; \
	for each in $${given:-$${order:-python3 python3.14 python3.13 python3.12 python3.11 python}}; do \
		if "$$each" $(ENOUGH); then python=$$each; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Python 3.11 or newer is needed, and $${given:-what is installed here} is not. It is at python.org and with every system's packages."; \
		echo "If it is in an unusual place: make site PYTHON=/its/place/python3"; exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$$python cannot make environments. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; \
	fi

MAKE_ENVIRONMENT = if ! $(PY) $(ENOUGH) || ! $(PY) -m pip --version >/dev/null 2>&1; then \
		$(FIND_PYTHON); \
		echo "Making .venv with $$("$$python" --version) ..."; \
		"$$python" -m venv --clear .venv || exit 1; \
	fi; \
	echo "Installing what constraints.txt names into .venv (once; less than a minute) ..."
