"""La ligne de commande : `python -m core …`, les mêmes fonctions que les écrans."""

from __future__ import annotations

import os
import sys

from core.commandes.principale import principal

if __name__ == "__main__":
    # DuckDB chargerait pandas au premier paramètre d'une requête, pour y reconnaître ses dates : rien ici n'en a.
    sys.modules["pandas"] = None  # type: ignore[assignment]
    try:
        code = principal(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # la suite du tuyau (head, less…) a cessé de lire : ce n'est pas une panne
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)
