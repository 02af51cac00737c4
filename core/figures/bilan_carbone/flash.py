"""Le bilan flash : ce que les comptes laissent deviner, poste par poste, là où aucun flux n'est encore compté."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl

from core.figures.bilan_carbone.barres import Groupe, barres
from core.figures.bilan_carbone.lecture import Lecture, Mesure, Regard, classer
from core.figures.bilan_carbone.nombres import environ, ordre
from core.figures.bilan_carbone.repartition import MASQUE, groupe_absent, reunir
from core.figures.vue import Vue
from core.format_fr import accorder, euros_court, pourcent
from core.methodes import bilan_carbone
from core.modele import Nature, somme_connue

DESSINES = (
    "emissions",
    "emissions_flash",
    "emissions_completees",
    "montant_compte",
    "ratio_compte",
    "emissions_compte",
)
"""Les indicateurs que dessine le bilan flash, ou que sa table donne."""
SORTS = {
    "comptee": "Compté",
    "remplacee": "Remplacé par des flux",
    "sans_ratio": "Sans ratio",
    "hors_champ": "Hors champ",
}


def vue_flash(  # noqa: PLR0913, PLR0917
    flash: pl.DataFrame,
    lecture: Lecture | None,
    indicateurs: pl.DataFrame,
    exercice: int,
    regard: Regard,
    surplus: float = 0.0,
) -> Vue:
    """Les postes comptés par leurs flux en plein, ceux que seuls les comptes disent en contour piqué.

    `flash` : une ligne par compte, `sort` et `emissions_tco2e` ; `lecture` : le bilan par les flux, nul s'il n'y en a
    aucun ; `indicateurs` : ceux du bilan et ceux de chaque compte ; `surplus` : ce que les comptes diraient de plus que
    les flux de leurs postes, montré et jamais ajouté.
    """
    devines, connus = estimes(flash), () if lecture is None else lecture.renseignes
    message = _message(devines, connus, exercice, surplus)
    return Vue(
        cle="bilan_flash",
        message=message,
        sous_titre=f"{regard.nom} · organisation, {exercice} · ordre de grandeur · {_champ(flash)}",
        figure=barres(
            _groupes(devines, connus, lecture, regard.maximum),
            lambda _: None,
            selection=regard.selection,
            deux_tons=False,
        ),
        lire="Plein : compté par des flux ; piqué : deviné d'après les comptes. Une dépense en euros y est changée en "
        "tonnes au ratio de son compte : c'est un ordre de grandeur. Dès qu'un flux documente une dépense, son "
        "compte ne compte plus.",
        masque="Un ratio suppose qu'un euro émet partout autant : payer plus cher y fait émettre plus, et une économie "
        "d'énergie s'y confond avec une baisse de prix. À remplacer par des quantités, en commençant par le plus "
        "grand poste estimé. " + MASQUE,
        tableau=tableau_flash(flash, connus),
        indicateurs=indicateurs.filter(
            pl.col("indicateur").is_in(DESSINES) & (pl.col("nature") == Nature.REALISE) & pl.col("valeur").is_not_null()
        ),
        alt=f"{message}. Postes estimés par les comptes : "
        + ", ".join(f"{un.nom} {environ(un)}" for un in devines[:5])
        + ".",
    )


def _groupes(
    devines: tuple[Mesure, ...], connus: tuple[Mesure, ...], lecture: Lecture | None, maximum: int | None
) -> list[Groupe]:
    """Ce que les flux comptent, ce que les comptes devinent, puis les postes dont rien ne dit rien ; résumés en
    projection."""
    groupes = [
        Groupe("Déjà compté par des flux", connus),
        Groupe("Comptes sans flux : ordre de grandeur", devines, "comptes"),
    ]
    retenus = [groupe for groupe in groupes if groupe.mesures]
    if maximum is not None:
        place = max(1, maximum // max(1, len(retenus)))
        return [Groupe(groupe.titre, reunir(tuple(groupe.mesures), place), groupe.sorte) for groupe in retenus]
    noms = {un.nom for un in devines}
    absents = () if lecture is None else tuple(poste for poste in lecture.absents if poste.nom not in noms)
    return [*retenus, *groupe_absent(absents)]


def estimes(flash: pl.DataFrame) -> tuple[Mesure, ...]:
    """Les postes que seuls les comptes disent, du plus grand au plus petit ; sans intervalle : un ordre de grandeur."""
    return classer(tuple(Mesure(poste, tonnes) for poste, tonnes in bilan_carbone.estimes(flash).items()))


def _message(devines: Sequence[Mesure], connus: Sequence[Mesure], exercice: int, surplus: float) -> str:
    estime, sur = (sum(un.valeur or 0.0 for un in mesures) for mesures in (devines, connus))
    if not devines and not connus:
        return f"Les comptes de {exercice} ne permettent aucune estimation"
    if not devines and surplus >= 0.5:
        return (
            f"Les postes que les comptes de {exercice} touchent ont tous des flux, mais les comptes diraient "
            f"{ordre(surplus)} de plus"
        )
    if not devines:
        return f"Tous les postes que les comptes de {exercice} touchent ont déjà des flux : rien n'est plus deviné"
    if not connus:
        return (
            f"D'après les seuls comptes, le bilan de {exercice} serait {ordre(estime)} : aucun flux ne le "
            "vérifie encore"
        )
    return (
        f"Complété par les comptes, le bilan serait {ordre(estime + sur)} : {pourcent(estime / (estime + sur))} "
        "ne sont encore que devinés"
    )


def surplus_des_comptes(couverture: pl.DataFrame) -> tuple[Mesure, ...]:
    """Les postes documentés dont les comptes non cités diraient plus que les flux, du plus grand écart au plus
    petit."""
    ecarts = couverture.filter(pl.col("documente") & (pl.col("flash_tco2e") > 0))
    return classer(tuple(Mesure(poste, tonnes) for poste, tonnes in ecarts.select("poste", "flash_tco2e").iter_rows()))


def rubriques_flash(
    flash: pl.DataFrame, lecture: Lecture | None, surplus: Sequence[Mesure] = ()
) -> list[tuple[str, str]]:
    """Ce que les flux ont déjà remplacé, ce qui reste deviné, ce que les flux oublient peut-être, ce que rien
    n'estime."""
    devine = sum(un.valeur or 0.0 for un in estimes(flash))
    euros = dict(flash.group_by("sort").agg(somme_connue("montant_eur")).sort("sort").iter_rows())
    comptes = dict(flash.group_by("sort").agg(pl.col("nature").n_unique()).sort("sort").iter_rows())
    total = None if lecture is None or lecture.total.valeur is None else environ(lecture.total)
    trouvees = [
        ("Compté par des flux", total or "rien encore : tout est deviné"),
        (
            "Deviné d'après les comptes",
            f"{ordre(devine)}, de {accorder(comptes.get('comptee', 0), 'compte')} "
            f"pour {euros_court(euros.get('comptee'))}"
            if devine
            else "plus rien",
        ),
        ("Remplacé par des flux, donc non deviné", _compte(comptes, euros, "remplacee")),
        ("Flux peut-être incomplets", _incomplets(surplus)),
        ("Sans ratio : demande un flux", _compte(comptes, euros, "sans_ratio")),
        ("Hors champ : paie, dette, reversements", _compte(comptes, euros, "hors_champ")),
    ]
    return [(titre, texte) for titre, texte in trouvees if texte]


def _incomplets(surplus: Sequence[Mesure]) -> str:
    if not surplus:
        return ""
    noms = ", ".join(f"{un.nom} ({environ(un)})" for un in surplus[:3])
    entier = (
        " ; un investissement y pèse entier l'année où il est payé" if any(un.code == "4.2" for un in surplus) else ""
    )
    return f"les comptes diraient de plus, sans que rien ne soit ajouté : {noms}{entier}"


def _compte(comptes: Mapping[str, int], euros: Mapping[str, Decimal | None], sort: str) -> str:
    if not comptes.get(sort):
        return ""
    return f"{accorder(comptes[sort], 'compte')}, {euros_court(euros.get(sort))}"


def _champ(flash: pl.DataFrame) -> str:
    """Ce que l'estimation laisse de côté, en euros."""
    sans = flash.filter(pl.col("sort") == "sans_ratio")["montant_eur"].sum()
    return f"{euros_court(sans)} de dépenses sans ratio" if sans else "toutes les dépenses du champ ont un ratio"


def tableau_flash(flash: pl.DataFrame, connus: Sequence[Mesure]) -> pl.DataFrame:
    """Compte par compte : le montant, le ratio, ce qu'il donne, et ce qui le remplace déjà."""
    mesures = {un.nom: environ(un) for un in connus}
    lignes = flash.filter(pl.col("sort") != "hors_champ").sort(
        "montant_eur", "nature", descending=[True, False], nulls_last=True
    )
    return pl.DataFrame(
        [
            (
                ligne["nature"],
                ligne["libelle"] or "",
                ligne["montant_eur"],
                ligne["libelle_ratio"] or "aucun",
                ligne["valeur_facteur"],
                ligne["version"] or "",
                ligne["poste"] or "",
                ordre(ligne["emissions_tco2e"]) if ligne["sort"] == "comptee" else "",
                SORTS.get(ligne["sort"], ligne["sort"]),
                mesures.get(ligne["poste"] or "", ""),
            )
            for ligne in lignes.iter_rows(named=True)
        ],
        schema={
            "Compte": pl.String,
            "Libellé": pl.String,
            "Montant (€)": pl.Float64,
            "Ratio": pl.String,
            "kgCO₂e par k€": pl.Float64,
            "Version du ratio": pl.String,
            "Poste": pl.String,
            "Estimation": pl.String,
            "Sort": pl.String,
            "Par les flux": pl.String,
        },
        orient="row",
        strict=False,
    )
