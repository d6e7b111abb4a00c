# make run and make test need Python 3.11 or newer with pip, and nothing else on the machine.
PYTHON ?= python3
VENV := .venv/bin

.PHONY: help run test check bench setup lock translations clean

help:
	@echo "make run      the portal with its demonstration city; PORT=8001 moves it"
	@echo "make test     all tests, on up to four cores; ARGS='tests/units -k names' chooses, PROCESSES=1 takes one core"
	@echo "make check    format, lint, types, import contracts, migrations, translations"
	@echo "make bench    measurements as ratios, one JSON object a line; ARGS=read_document chooses"
	@echo "make setup    what the four above install, without running anything"
	@echo "make lock     new lock files from requirements*.in and package.json; ARGS=-U for newer versions"
	@echo "make translations   bring the catalogues up to date with the code"
	@echo "make clean    remove what was installed and built; keeps the data in .local"

run test check bench setup: python
	@exec $(PYTHON) tools/bootstrap.py $@ $(ARGS)

.PHONY: python
python:
	@command -v $(PYTHON) >/dev/null || { echo "Luoshi needs Python 3.11 or newer: install it, or name it, for example make run PYTHON=python3.12" >&2; exit 1; }

lock: setup
	@$(VENV)/python tools/lock.py $(ARGS)

translations: setup
	@$(VENV)/python tools/translations.py update

clean:
	rm -rf .venv node_modules .local/static .mypy_cache .ruff_cache .import_linter_cache
