# make run    install what is missing, load the sample municipality and serve on 127.0.0.1:8000
# make run GEMEENTE=GM0828 JAAR=2024    the same for a real gemeente, from CBS and PDOK
# make test   lint, types and all tests
.PHONY: run test setup lint lock bench bench-load bench-store bench-indelingen bench-figures bench-web sample

GEMEENTE ?=
JAAR ?=
python = .venv/bin/python

run:
	@sh .ci/setup run
	@exec .venv/bin/gebiedsmonitor start $(if $(GEMEENTE),--gemeente $(GEMEENTE)) $(if $(JAAR),--jaar $(JAAR))

setup:
	@sh .ci/setup run

test:
	@sh .ci/setup test
	@$(MAKE) --no-print-directory lint
	@$(python) -m pytest -n 2 --dist loadgroup

lint:
	@$(python) -m ruff check .
	@$(python) -m ruff format --check .
	@$(python) -m mypy

# Versions and hashes only: no address of where they come from.
lock:
	@uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 pyproject.toml --group setup --output-file requirements.lock
	@uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 pyproject.toml --group setup --extra dev --output-file requirements-dev.lock

sample:
	@$(python) -m etl.voorbeeld

bench: bench-load bench-store bench-indelingen bench-figures bench-web

bench-load:
	@$(python) -m tests.bench.load

bench-store:
	@$(python) -m tests.bench.store

bench-indelingen:
	@$(python) -m tests.bench.indelingen

bench-figures:
	@$(python) -m tests.bench.figures

bench-web:
	@$(python) -m tests.bench.web
