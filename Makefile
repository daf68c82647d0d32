# The two to know: `make run` serves the portal with a demo municipality, `make test` runs the tests.
# PORT and KE_DATA_DIR may be set for run and manage; ARGS goes to pytest, manage.py and the benchmarks.

PY := .venv/bin/python
LOCAL := $(PY) -m ke_portal.local
ARGS ?=
# The tests on all processors, each with a database of its own; a group shares what is dear to start.
export SPREAD := --numprocesses=logical --maxprocesses=4 --dist=loadgroup
export KE_CHROMIUM ?= /usr/bin/chromium
export KE_OUTLOUD ?= $(CURDIR)/build/outloud-venv/bin/outloud

.PHONY: run test check fix bench manage lock messages environment test-environment

run: environment
	@exec $(LOCAL) run

test: test-environment
	@KE_ENV=test exec $(LOCAL) with --temporary -- $(PY) -m pytest $(SPREAD) $(ARGS)

manage: environment
	@exec $(LOCAL) with -- $(PY) manage.py $(ARGS)

bench: test-environment
	@exec $(LOCAL) with --temporary --migrate -- $(PY) -m benchmarks $(ARGS)

check: test-environment
	@KE_ENV=test exec $(LOCAL) with --temporary -- .ci/check $(ARGS)

fix: test-environment
	$(PY) -m ruff check --fix --quiet .
	$(PY) -m ruff format --quiet .
	.venv/bin/djlint --reformat --quiet templates || true

# Write the locked versions anew from pyproject.toml, with hashes and without an index's address.
COMPILE = .venv/bin/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-emit-index-url \
	--no-annotate --custom-compile-command "make lock"

lock: environment
	@test -x .venv/bin/uv || $(PY) -m pip install --quiet uv
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --extra local --output-file requirements-local.txt
	$(COMPILE) --extra local --extra dev --output-file requirements-dev.txt
	$(subst pyproject.toml,requirements-outloud.in,$(COMPILE)) --python-version 3.11 --output-file requirements-outloud.txt

# Bring the translations in step with the source, then fill in what is empty.
messages: test-environment
	@KE_ENV=test $(PY) -m tests.house.update_catalogues

environment:
	@.ci/bootstrap run

test-environment:
	@.ci/bootstrap test
