"""La ligne de commande : `python -m core …`, les mêmes fonctions que les écrans."""

from __future__ import annotations

import sys

from core.commande import principal

if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
