"""Ce que dit le panneau du bilan carbone : l'ensemble, le seuil des 80 %, ce qui manque, et la qualité d'un flux."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from core.figures.bilan_carbone.lecture import Lecture, Mesure
from core.figures.bilan_carbone.nombres import UNITE, ecrire, entre, environ, ordre, part_courte, pas
from core.figures.bilan_carbone.phrases import par_habitant, versions_appliquees
from core.format_fr import INSECABLE, accorder, enumerer, nombre, pourcent
from core.modele import Nature

CRITERES = {
    "fiabilite": "fiabilité",
    "technique": "technique",
    "geographique": "géographie",
    "temporelle": "époque",
    "completude": "complétude",
}
EQUIVALENTS = 2
"""Équivalents montrés : assez pour se représenter, trop peu pour s'y perdre."""
NOMMES = 3


def ensemble(
    lecture: Lecture,
    couverture: pl.DataFrame | None,
    equivalents: pl.DataFrame | None,
    part_indirectes: float | None,
    seuil: float,
) -> list[tuple[str, str]]:
    """Les rubriques du bilan entier, titre et texte ; une rubrique sans rien à dire n'est pas montrée.

    `seuil` : la part des émissions indirectes que des flux doivent dépasser pour que le bilan soit réglementaire.
    """
    trouvees = [
        ("Au total", _total(lecture)),
        ("Pour se le représenter", _representer(equivalents)),
        ("Direct et indirect", _directes(lecture)),
        (
            f"Plus de {pourcent(seuil)} des émissions indirectes documentées ?",
            _seuil(couverture, part_indirectes, seuil) if lecture.etat == Nature.REALISE else "",
        ),
        (
            "CO₂ biogénique, compté à part",
            ""
            if not lecture.biogenique
            else f"{environ(Mesure('', lecture.biogenique))}, absorbées puis rendues par des plantes : hors du total",
        ),
        ("Postes non renseignés", _absents(lecture)),
    ]
    return [(titre, texte) for titre, texte in trouvees if texte]


def _total(lecture: Lecture) -> str:
    if lecture.total.valeur is None:
        return ""
    morceaux = [environ(lecture.total), entre(lecture.total)]
    phrase = ", ".join(morceau for morceau in morceaux if morceau)
    habitant = par_habitant(lecture)
    return f"{phrase} ; soit {habitant}" if habitant else phrase


def _representer(equivalents: pl.DataFrame | None) -> str:
    if equivalents is None:
        return ""
    dits = [
        f"{_grand(ligne['nombre'])} {ligne['libelle']}" for ligne in equivalents.head(EQUIVALENTS).iter_rows(named=True)
    ]
    return f"autant que {' ou que '.join(dits)} ; une aide à lire, pas un résultat"


def _grand(valeur: float) -> str:
    """« 4,7 millions de », « 52 000 »."""
    if valeur >= 1e6:
        return f"{nombre(valeur / 1e6, 1)}{INSECABLE}{'millions' if valeur >= 2e6 else 'million'} de"
    return ecrire(valeur, pas(valeur, None))


def _directes(lecture: Lecture) -> str:
    directes = next((un for un in lecture.categories if un.nom.startswith("1 ")), None)
    part = None if directes is None else lecture.part(directes)
    if part is None:
        return ""
    return f"{pourcent(part)} de directes (ce qui brûle ou fuit chez nous), {pourcent(1 - part)} d'indirectes"


def _seuil(couverture: pl.DataFrame | None, part: float | None, seuil: float) -> str:
    """La part documentée des émissions indirectes, et par quels postes commencer s'il en manque."""
    if couverture is None or part is None:
        return "Le seuil ne se vérifie pas : sans comptes réalisés, un poste non renseigné n'a pas d'ordre de grandeur"
    if part > seuil:
        return (
            f"Oui : des flux en documentent {pourcent(min(part, 0.99) if part < 1 else 1.0)}, d'après ce que "
            "disent les comptes"
        )
    a_faire = couverture.filter(pl.col("significatif") & pl.col("flash_tco2e").is_not_null()).sort(
        "flash_tco2e", "poste", descending=[True, False]
    )
    noms = [
        f"{poste} ({part_courte(sienne)})" for poste, sienne in a_faire.select("poste", "part").head(NOMMES).iter_rows()
    ]
    suite = f" ; à documenter d'abord : {enumerer(noms)}" if noms else ""
    return f"Non : {pourcent(part)} seulement{suite}"


def _absents(lecture: Lecture) -> str:
    if not lecture.absents:
        return ""
    noms = [poste.nom.replace(" ", INSECABLE, 1) for poste in lecture.absents]
    return f"{_nommer(noms)} ; aucun ne compte pour zéro"


def _nommer(noms: Sequence[str]) -> str:
    """Les trois premiers noms, et combien d'autres."""
    reste = len(noms) - NOMMES
    return f"{', '.join(noms[:NOMMES])}, et {accorder(reste, 'autre')}" if reste > 0 else enumerer(noms)


def entieres(immobilisations: pl.DataFrame) -> list[tuple[str, str]]:
    """Les immobilisations sans durée d'amortissement, s'il y en a : comptées entières, elles gonflent l'année."""
    comptees = immobilisations.filter(pl.col("emissions_tco2e") > 0)
    if comptees.is_empty():
        return []
    tonnes = ordre(float(comptees["emissions_tco2e"].sum()))
    noms = _nommer(comptees["flux"].unique().sort().to_list())
    return [
        ("Immobilisations comptées entières", f"{noms} : {tonnes} cette seule année, faute de durée d'amortissement")
    ]


def facteurs(versions: Mapping[str, int]) -> list[tuple[str, str]]:
    """Les versions de facteurs que compte ce bilan ; rien si aucun flux n'est compté."""
    return [("Facteurs employés", versions_appliquees(versions))] if versions else []


def manquants(detail: pl.DataFrame) -> pl.DataFrame:
    """Les flux non comptés : lequel, et pourquoi ; triés par activité."""
    return (
        detail.filter(pl.col("sort") != "comptee")
        .unique("flux_id")
        .sort("activite", "flux")
        .select(pl.format("{} ({})", "flux", "activite").alias("À compléter"), pl.col("motif").alias("Pourquoi"))
    )


def fiche_mesure(lecture: Lecture, mesure: Mesure, devine: float | None) -> list[tuple[str, str]]:
    """La carte d'un poste, d'une activité ou d'un service : combien, à quel point on le sait, ce que disent les
    comptes."""
    if mesure.valeur is None:
        devinee = (
            "les comptes n'en laissent rien deviner non plus"
            if not devine
            else f"les comptes en laissent deviner {ordre(devine)}"
        )
        return [("Émissions", f"non renseigné, donc non compté ; {devinee}")]
    rubriques = [
        (
            "Émissions",
            ", ".join(un for un in (environ(mesure), entre(mesure)) if un)
            + (f" ; {part_courte(lecture.part(mesure))} du bilan" if lecture.part(mesure) is not None else ""),
        )
    ]
    if mesure.bornes is None:
        rubriques.append(
            (
                "Intervalle",
                (
                    f"non tracé : plus de ± {pourcent(lecture.symetrie_maximale)}, un intervalle symétrique n'y a "
                    "pas de sens"
                )
                if lecture.incertitude == "quadratique"
                else "inconnu",
            )
        )
    if mesure.note is not None:
        rubriques.append(("Qualité de la donnée", f"{nombre(mesure.note)} sur 5"))
    if devine:
        rubriques.append(("Reste des comptes", f"des dépenses sans flux en ajouteraient {ordre(devine)}"))
    return rubriques


def flux_d_une_fiche(detail: pl.DataFrame) -> pl.DataFrame:
    """Les flux d'une fiche, du plus grand au plus petit : ce qu'ils font et leur note."""
    comptees = detail.filter((pl.col("sort") == "comptee") & ~pl.col("biogenique")).sort(
        "emissions_tco2e", "flux", "activite", descending=[True, False, False]
    )
    return comptees.select(
        pl.format("{} · {}", "flux", "activite").alias("Flux"),
        pl.Series(UNITE, [environ(_de(ligne), "t") for ligne in comptees.iter_rows(named=True)], dtype=pl.String),
        pl.format("{}/5", "note").alias("Note"),
    )


def _de(trois: Mapping[str, Any]) -> Mesure:
    basse, haute = trois["borne_basse"], trois["borne_haute"]
    return Mesure("", trois["emissions_tco2e"], None if basse is None or haute is None else (basse, haute))


def criteres(ligne: Mapping[str, object]) -> str:
    """« fiabilité 5, technique 4, … » ; un critère jamais noté vaut 1 et se dit tel."""
    dits = [f"{nom} {ligne[cle] if ligne[cle] is not None else 'non notée (vaut 1)'}" for cle, nom in CRITERES.items()]
    return ", ".join(dits)
