"""Le même budget, écrit de mille mains : chaque ligne acceptée porte le montant, le compte et le chapitre d'origine."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.importation import OptionsImport, previsualiser
from core.donnees.lecture.aiguillage import lire_ici
from core.erreurs import FichierRefuse
from core.modele import Territoire

FOIS = 400
_COMPTES = (
    *(("011", "60612"), ("011", "60613"), ("012", "64111"), ("65", "65311"), ("66", "66111")),
    *(("20", "2031"), ("21", "2188"), ("23", "2313"), ("16", "1641"), ("042", "6811"), ("013", "6419")),
)
_SIGNES = ((" ", ","), ("\u202f", ","), (".", ","), (",", "."), ("'", "."), ("", ","), ("", "."))
_MONNAIES = ("", "", "", " €", "\u00a0EUR")
_CODES = ("nu", "libelle", "colle", "parentheses", "point", "lettre", "protege", "sans_zero")
_ANNEES = ("2023", "31/12/2023", "2023-12-31 00:00:00", "2 023")
_ABSENCES = ("", "-", "nd", "…", "n.c.")
_TETE = ("Exercice", "Étape", "Sens", "Chapitre", "Article", "Réalisé", "Remarque")
_OPTIONS = OptionsImport(zeros="rendre", doublons="garder", etape="CA")


def eprouver(fois: int, graine: int, dossier: Path) -> str:
    """Écrit `fois` budgets et relit chacun : ce qui est accepté est juste, ou le fichier est refusé."""
    base = Entrepot.ouvrir(dossier / "epreuve.duckdb")
    base.ajouter_territoire(ACCES_LOCAL, Territoire(id="ville", nom="Ville", type="commune", population=1000))
    comptes = {"lues": 0, "refusees": 0, "fichiers": 0}
    for coup in range(fois):
        hasard = random.Random(graine * 1_000 + coup)
        vrai, chemin = _ecrire(hasard, dossier)
        try:
            vue = previsualiser(base, ACCES_LOCAL, "ville", chemin, chemin.name, _OPTIONS, _lire)
        except FichierRefuse:
            comptes["fichiers"] += 1
            continue
        ou = f"coup {coup}, graine {graine} : {chemin.read_bytes()[:600]!r}"
        assert not vue.questions, (ou, vue.questions)
        (table,) = vue.tables
        acceptees = {ligne["nature"]: ligne for ligne in table.lignes.iter_rows(named=True)}
        assert len(acceptees) + table.rejetees == len(vrai), (ou, table, vue.rejets)
        for nature, ligne in acceptees.items():
            lu = (ligne["chapitre"], ligne["realise_eur"], ligne["exercice"])
            assert lu == (*vrai[nature], 2023), (ou, nature, lu, vrai[nature])
        comptes["lues"] += len(acceptees)
        comptes["refusees"] += table.rejetees
    base.fermer()
    dits = f"{comptes['refusees']} refusées, et {comptes['fichiers']} fichiers"
    return f"{comptes['lues']} lignes lues, toutes justes ; {dits}."


def _lire(chemin: Path, nom: str, indications: dict[str, str]) -> Any:  # noqa: ANN401
    return lire_ici(chemin, nom, indications)


def _ecrire(hasard: random.Random, dossier: Path) -> tuple[dict[str, tuple[str, Decimal | None]], Path]:
    """Un budget au hasard : ce qu'il vaut par compte, et le fichier où une seule main l'a écrit."""
    lignes = hasard.sample(_COMPTES, hasard.randint(2, len(_COMPTES)))
    exposant = hasard.choice((2, 2, 3, 5, 8))
    montants = [Decimal(hasard.randint(-(10**exposant), 10 ** (exposant + 2))).scaleb(-2) for _ in lignes]
    if hasard.random() < 0.3:
        montants = [montant.quantize(Decimal(1)) for montant in montants]
    numerique = hasard.random() < 0.3
    absente = hasard.choice(_ABSENCES)
    manquants = [hasard.random() < 0.1 for _ in lignes]
    vrai = {
        nature: (chapitre, None if manque else montant)
        for (chapitre, nature), montant, manque in zip(lignes, montants, manquants, strict=True)
    }
    signes, monnaie, annee = hasard.choice(_SIGNES), hasard.choice(_MONNAIES), hasard.choice(_ANNEES)
    entiers = hasard.random() < 0.5 and all(montant == int(montant) for montant in montants)
    main = (signes, 0 if entiers else 2, monnaie)
    codes = hasard.choice(_CODES), hasard.choice(_CODES)
    rangees: list[list[Any]] = [list(_TETE)]
    for (chapitre, nature), montant, manque in zip(lignes, montants, manquants, strict=True):
        valeur = absente if manque else _bruite(montant, hasard) if numerique else _en_texte(montant, *main)
        ecrits = _code(chapitre, codes[0], "C"), _code(nature, codes[1], "A")
        rangees.append([annee, "CA", "D", *ecrits, valeur, "x"])
    return vrai, _poser(hasard, dossier, rangees)


def _bruite(montant: Decimal, hasard: random.Random) -> float:
    """Le flottant d'un tableur : exact, ou à un bruit de calcul près."""
    return float(montant) * hasard.choice((1.0, 1.0, 1 + 2e-16)) + hasard.choice((0.0, 0.0, 3e-7, 0.004))


def _en_texte(montant: Decimal, signes: tuple[str, str], decimales: int, monnaie: str) -> str:
    milliers, virgule = signes
    ecrit = f"{montant:,.{decimales}f}".replace(",", "#").replace(".", virgule).replace("#", milliers)
    return ecrit + monnaie


def _code(code: str, facon: str, lettre: str) -> str:
    ecrits = {
        "libelle": f"{code} - Libellé du code",
        "colle": f"{code}-LIBELLE",
        "parentheses": f"({code}) Libellé",
        "point": f"{code}.",
        "lettre": f"{lettre}{code}",
        "protege": f'="{code}"',
        "sans_zero": code.lstrip("0"),
    }
    return ecrits.get(facon, code)


def _poser(hasard: random.Random, dossier: Path, rangees: list[list[Any]]) -> Path:
    """Un classeur, ou un CSV dont les champs ne sont pas toujours protégés ni tous là."""
    if hasard.random() < 0.4:
        chemin = dossier / "budget.xlsx"
        with xlsxwriter.Workbook(chemin, {"strings_to_formulas": False}) as livre:
            feuille = livre.add_worksheet("Export")
            for rang, rangee in enumerate(rangees):
                for place, valeur in enumerate(rangee):
                    if isinstance(valeur, str):
                        feuille.write_string(rang, place, valeur)
                    else:
                        feuille.write_number(rang, place, valeur)
        return chemin
    separateur, protege = hasard.choice(";;,\t"), hasard.random() < 0.7
    lignes = []
    for rangee in rangees:
        champs = [str(valeur) for valeur in rangee]
        if protege:
            champs = [
                '"' + champ.replace('"', '""') + '"' if separateur in champ or '"' in champ else champ
                for champ in champs
            ]
        if rangee is not rangees[0] and hasard.random() < 0.05:
            champs.pop(hasard.randrange(3, len(champs)))
        lignes.append(separateur.join(champs))
    chemin = dossier / "budget.csv"
    chemin.write_text("\n".join(lignes) + "\n", encoding="utf-8")
    return chemin
