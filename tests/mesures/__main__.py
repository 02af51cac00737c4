"""Les mesures de vitesse et de mémoire : `make bench`. Des rapports pris dans une même exécution, jamais un test."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.mesures import arbitrage, bilan, cotation, demarrage, foule, importation, methodes, serveur, visites


def main() -> None:
    """Écrit chaque mesure à côté de la limite promise."""
    print(f"{'mesure':<80} {'valeur':>12}   limite")
    with tempfile.TemporaryDirectory() as dossier:
        for module in (importation, demarrage, methodes, cotation, bilan, arbitrage, serveur, visites, foule):
            for nom, valeur, limite in module.mesurer(Path(dossier)):
                print(f"{nom:<80} {valeur:>12}   {limite}", flush=True)


if __name__ == "__main__":
    main()
