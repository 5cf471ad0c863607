PYTHON ?= python3
RUN = .venv/bin/python -m

.DEFAULT_GOAL := help
.PHONY: help setup

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

setup: ## .venv with everything for development, by hash lock
	@command -v $(PYTHON) >/dev/null || { echo "缺少 Python 3.11。Debian:apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -m config.bootstrap dev
