# Deux commandes suffisent : « make run » et « make test ». Elles font toute l'installation.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
OUVRIERS ?= 2
ESSAYER = $(BIN)/python -m pytest --numprocesses

# Même là où l'environnement le défend, ce que Python a compilé se garde : sinon chaque processus recompile tout.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-rapide bench epreuves check captures clean

run: $(VENV)/installe
	@[ -e "$${COMPTES_BASE:-var/comptes.duckdb}" ] || $(BIN)/python -m core demo
	$(BIN)/streamlit run app.py --server.port $(PORT)

# Un ouvrier de plus : celui du navigateur attend plus qu'il ne calcule.
test: $(VENV)/installe-dev
	$(ESSAYER) $$(( $(OUVRIERS) + 1 ))

# Les mêmes sans navigateur ni serveur, pendant qu'on écrit.
test-rapide: $(VENV)/installe-dev
	$(ESSAYER) $(OUVRIERS) -m "not navigateur"

check: $(VENV)/installe-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/installe-dev
	$(BIN)/python -m tests.mesures

# Les longues épreuves, à part : les essais n'en portent que quelques coups.
epreuves: $(VENV)/installe-dev
	$(BIN)/python -m tests.epreuves

captures: $(VENV)/installe-dev
	$(BIN)/python -m tests.navigateur.captures docs/images

clean:
	rm -rf $(VENV)

# uv quand il est là, sinon venv et pip ; les versions et leurs empreintes sont figées. Le code est compilé à l’installation,
# comme pip le fait : sinon le premier démarrage le compilerait sous les yeux de qui attend la première page.
$(VENV)/installe: requirements.txt
	$(call installer,requirements.txt)

$(VENV)/installe-dev: requirements-dev.txt
	$(call installer,requirements-dev.txt)
	@touch $(VENV)/installe

define installer
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 ou plus récent est nécessaire : make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
		[ -x $(BIN)/python ] || uv venv --quiet --python $(PYTHON) $(VENV); \
		VIRTUAL_ENV=$(VENV) uv pip install --quiet --compile-bytecode --require-hashes --requirement $(1); \
	else \
		[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV); \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(1); \
	fi
	@touch $@
endef
