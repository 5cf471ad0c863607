PYTHON ?= python3
VENV = .venv/bin/python
RUN = $(VENV) -m
# Kept compiled, whatever the shell says: each process would take seconds to read it anew.
COMPILED = PYTHONDONTWRITEBYTECODE=
BOOTSTRAP = command -v $(PYTHON) >/dev/null || { echo "缺少 Python 3.11。Debian:apt-get install python3 python3-venv"; exit 1; }; $(PYTHON) -m config.bootstrap
PRODUCTION = DJANGO_SETTINGS_MODULE=config.settings.production ALLOWED_HOSTS=check.example.cn MEDIA_ROOT=.run/check/media STATIC_ROOT=.run/check/static \
	SECRET_KEY=$$($(VENV) -c 'import secrets; print(secrets.token_urlsafe(50))') \
	FIELD_KEYS=k1:MDEyMzQ1Njc4OWFiY2RlZg== BLIND_INDEX_KEY=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=
LOCK = uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links
RULES = $(foreach app,orgtree volunteers grids cocon assessments,$(wildcard $(app)/rules $(app)/rules.py $(app)/*/rules $(app)/*/rules.py))
ARGS ?=
EXAMPLES ?= 200

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test thorough fuzz soak check bench load manage fmt lock setup built clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

demo: ## everything, running, with data: prints the address and the logins (PORT=8000 LISTEN=127.0.0.1)
	@$(BOOTSTRAP) demo
	@$(COMPILED) $(RUN) config.demo

demo-reset: ## throw the demo's data away
	@$(BOOTSTRAP) demo
	@$(RUN) config.embedded demo --reset || { echo "演示仍在运行:请先在它的窗口按 Ctrl-C"; exit 1; }
	@rm -rf .run/media .run/beat-schedule*
	@echo "演示数据已清空。重新开始:make demo"

test: setup built ## the whole suite, or part of it: make test ARGS="tests/orgtree -k tree"
	$(COMPILED) $(RUN) pytest $(or $(ARGS),-n auto --dist worksteal --durations=12 --durations-min=4)

thorough: setup built ## the whole suite with more examples and more killed workers: before a release
	$(COMPILED) THOROUGH=1 $(RUN) pytest -n auto --dist worksteal $(ARGS)

fuzz: ## the whole API by schemathesis, in the names of many posts: make fuzz ARGS="20 7 shuji" (examples, seed, accounts)
	@$(BOOTSTRAP) fuzz
	@$(RUN) config.embedded bench --reset
	$(RUN) config.embedded bench -- $(VENV) -m config.fuzz $(ARGS)

soak: setup built ## new examples for the points ledger's state machine, half an hour or so (EXAMPLES=200)
	LEDGER_SOAK=$(EXAMPLES) $(RUN) pytest tests/volunteers/points/test_ledger_machine.py -k keeps_its_promises $(ARGS)

check: setup built ## style, floors, types, migrations, templates, production settings
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	.venv/bin/lint-imports
	$(RUN) mypy $(RULES)
	$(RUN) config.embedded test -- $(VENV) manage.py makemigrations --check --dry-run
	$(RUN) config.embedded test -- $(VENV) manage.py check_templates
	$(RUN) config.embedded test -- env $(PRODUCTION) $(VENV) manage.py check --deploy --fail-level WARNING
	$(RUN) config.embedded test -- env $(PRODUCTION) $(VENV) manage.py collectstatic --noinput --clear --verbosity 0

bench: setup ## figures for docs/performance.md, or some: make bench ARGS="crediting confirming"
	@$(RUN) config.embedded bench --reset
	$(RUN) config.embedded bench -- $(VENV) manage.py bench $(ARGS)

load: setup built ## a city's busiest hours at a site as in production: make load ARGS="answers boards 300 nodes copy"
	@$(RUN) config.embedded load --reset
	$(RUN) config.embedded load -- $(VENV) -m config.load $(ARGS)

manage: setup ## any management command on the demo's data: make manage ARGS="shell"
	@$(RUN) config.embedded demo -- $(VENV) manage.py $(ARGS)

fmt: setup ## let ruff mend style
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

setup: ## .venv with everything for development, by hash lock
	@$(BOOTSTRAP) dev

built: setup
	@$(RUN) config.assets
	@$(RUN) config.translations

lock: ## maintainers, with uv and npm: renew config/locks/ and the front end's lock
	$(LOCK) pyproject.toml --output-file config/locks/base.txt
	$(LOCK) pyproject.toml --group demo --constraint config/locks/base.txt --output-file config/locks/demo.txt
	$(LOCK) pyproject.toml --group dev --constraint config/locks/demo.txt --output-file config/locks/dev.txt
	$(LOCK) pyproject.toml --group fuzz --constraint config/locks/dev.txt --output-file config/locks/fuzz.txt
	$(LOCK) pyproject.toml --group s3 --constraint config/locks/base.txt --output-file config/locks/s3.txt
	$(LOCK) --group node --output-file config/locks/node.txt
	cd config/frontend && npm install --package-lock-only

clean: ## remove everything that was built, the demo's data excepted
	rm -rf .venv static_vendor static_built .run/check .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
	find config/locale -name '*.mo' -delete
