"""D'une année à l'autre : ce qui vient de l'activité, et ce qui vient d'un changement de facteurs."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from core.methodes.bilan_carbone.fiche import INDICATEURS
from core.methodes.bilan_carbone.lignes import COMPTEE, detail
from core.modele import Donnees, Nature, Qualite, origine, somme_connue, table_requise
from core.resultat import resultat
from core.tables.bilan import DONNEES_ACTIVITE

CLES = ("poste", "activite", "service", "flux")


def effets(  # noqa: PLR0913, PLR0917
    donnees: Donnees,
    exercice_avant: int,
    exercice_apres: int,
    version_avant: str,
    version_apres: str,
    etat: str = "realise",
) -> pl.DataFrame:
    """Décompose la variation entre deux exercices, par poste, activité et flux ; tCO2e, hors biogénique.

    `effet_activite` : les quantités changent, la version des facteurs reste `version_avant`. `effet_methode` : les
    quantités sont celles d'après, la version change. Leur somme est `apres_tco2e − avant_tco2e`, exactement. Un flux
    compté une seule des deux années a `comparable` faux : son effet d'activité dit peut-être un périmètre mieux connu.
    `versions_avant` et `versions_apres` : d'où viennent vraiment les facteurs comptés, cherchés d'abord dans la version
    d'avant, ou dans celle d'après ; triées. Lève `TableManquante` ou `DonneesIncoherentes` comme `detail`.
    """
    avant = _sommes(detail(donnees, exercice_avant, version_avant), etat, "avant")
    milieu = _sommes(detail(donnees, exercice_apres, version_avant), etat, "milieu")
    apres = _sommes(detail(donnees, exercice_apres, version_apres), etat, "apres")
    jointes = avant
    for frame in (milieu, apres):
        jointes = jointes.join(frame, on=CLES, how="full", coalesce=True, nulls_equal=True)
    connus = {nom: pl.col(nom).fill_null(0.0) for nom in ("avant", "milieu", "apres")}
    return jointes.select(
        *CLES,
        pl.concat_list(_versions("avant"), _versions("milieu")).list.unique().list.sort().alias("versions_avant"),
        _versions("apres"),
        avant_tco2e="avant",
        apres_tco2e="apres",
        effet_activite=connus["milieu"] - connus["avant"],
        effet_methode=connus["apres"] - connus["milieu"],
        comparable=pl.col("avant").is_not_null() & pl.col("apres").is_not_null(),
    ).sort(CLES, nulls_last=True)


def _versions(nom: str) -> pl.Expr:
    return pl.col(f"versions_{nom}").fill_null([])


def _sommes(lignes: pl.DataFrame, etat: str, nom: str) -> pl.DataFrame:
    gardees = lignes.filter((pl.col("etat") == etat) & ~pl.col("biogenique") & (pl.col("sort") == COMPTEE))
    return gardees.group_by(CLES, maintain_order=True).agg(
        pl.col("emissions_tco2e").sum().alias(nom), pl.col("version").unique().sort().alias(f"versions_{nom}")
    )


@dataclass(frozen=True)
class Evolution:
    """Deux bilans et ce qui les sépare, en tCO2e : par poste pour l'activité, en tout pour la méthode.

    `versions` : celles qui sont demandées ; `appliquees` : celles d'où viennent les facteurs d'avant, puis d'après, de
    la plus employée à la moins employée. `une_seule` : ce qu'apportent ou retirent les flux renseignés une seule des
    deux années ; `flux_seuls` les compte. Si un bilan manque, son total, `methode` et `une_seule` sont nuls.
    """

    annees: tuple[int, int]
    versions: tuple[str, str]
    appliquees: tuple[tuple[str, ...], tuple[str, ...]]
    avant: float | None
    apres: float | None
    activite: dict[str, float]
    methode: float | None
    une_seule: float | None
    flux_seuls: int

    @property
    def memes_facteurs(self) -> bool:
        """Vrai si les facteurs d'avant et d'après sont les mêmes : demandés tels, ou tous d'une même version."""
        avant, apres = self.appliquees
        return self.versions[0] == self.versions[1] or (avant == apres and len(apres) == 1)

    @property
    def effet_activite(self) -> float:
        """La variation due aux quantités des flux présents les deux années."""
        return sum(self.activite.values())

    @property
    def ecart(self) -> float | None:
        """Ce qui sépare les deux bilans, sans signe ; nul si l'un manque."""
        return None if self.avant is None or self.apres is None else abs(self.apres - self.avant)

    def les_plus_grands(self, combien: int) -> tuple[list[tuple[str, float]], int, float]:
        """L'effet d'activité des `combien` postes qui changent le plus, puis combien restent et ce qu'ils font
        ensemble."""
        postes = sorted(self.activite.items(), key=lambda couple: (-abs(couple[1]), couple[0]))
        reste = postes[combien:]
        return postes[:combien], len(reste), sum(effet for _, effet in reste)


def comparer(frame: pl.DataFrame, annees: tuple[int, int], versions: tuple[str, str]) -> Evolution:
    """Réunit les effets de chaque flux (`effets`) ; un flux absent d'une des deux années n'est pas un effet
    d'activité."""
    communs, seuls = frame.filter(pl.col("comparable")), frame.filter(~pl.col("comparable"))
    par_poste = communs.group_by("poste").agg(pl.col("effet_activite").sum()).sort("poste")
    avant, apres = (frame.select(somme_connue(nom)).item() for nom in ("avant_tco2e", "apres_tco2e"))
    deux_bilans = avant is not None and apres is not None
    return Evolution(
        annees,
        versions,
        (_employees(frame["versions_avant"]), _employees(frame["versions_apres"])),
        avant,
        apres,
        dict(par_poste.iter_rows()),
        float(frame["effet_methode"].sum()) if deux_bilans else None,
        float(seuls["effet_activite"].sum()) if deux_bilans else None,
        seuls.height,
    )


def _employees(versions: pl.Series) -> tuple[str, ...]:
    """Les versions de ces flux, de la plus employée à la moins employée."""
    nombres = versions.explode().drop_nulls().value_counts(name="flux")
    return tuple(nombres.sort("flux", versions.name, descending=[True, False])[versions.name])


def indicateurs_effets(donnees: Donnees, evolution: Evolution, frame: pl.DataFrame, etat: str) -> pl.DataFrame:
    """Les effets dans la table de résultats, en tCO2e : de chaque flux, de l'activité par poste, et de l'ensemble.

    `emissions_par_flux` porte l'exercice de son bilan ; `effet_activite`, `effet_methode` et `effet_perimetre` (les
    flux connus une seule année), celui d'après. `frame` est ce que rendent `effets`. Lève `TableManquante` sans flux.
    """
    territoire = table_requise(donnees, DONNEES_ACTIVITE.nom, DONNEES_ACTIVITE.titre)["territoire"].first()
    rangees = _de_l_ensemble(evolution, etat) + _de_chaque_flux(evolution.annees, frame)
    return resultat(
        "bilan_carbone",
        INDICATEURS,
        rangees,
        territoire=territoire,
        nature=str(Nature(etat)),
        qualite=str(Qualite.DECLARE),
    )


def _de_l_ensemble(evolution: Evolution, etat: str) -> list[dict[str, object]]:
    avant, apres = evolution.annees
    adresse = origine(DONNEES_ACTIVITE.nom, exercice=[avant, apres], etat=etat)
    ensemble = [
        ("emissions", None, evolution.avant, avant),
        ("emissions", None, evolution.apres, apres),
        ("effet_methode", None, evolution.methode, apres),
        ("effet_perimetre", None, evolution.une_seule, apres),
        *(("effet_activite", poste, effet, apres) for poste, effet in evolution.activite.items()),
    ]
    return [
        {"indicateur": nom, "poste": poste, "valeur": valeur, "exercice": exercice, "origine": adresse}
        for nom, poste, valeur, exercice in ensemble
    ]


def _de_chaque_flux(annees: tuple[int, int], frame: pl.DataFrame) -> list[dict[str, object]]:
    avant, apres = annees
    colonnes = (
        ("emissions_par_flux", "avant_tco2e", avant),
        ("emissions_par_flux", "apres_tco2e", apres),
        ("effet_activite", "effet_activite", apres),
        ("effet_methode", "effet_methode", apres),
    )
    du_flux = ("activite", "service", "flux")
    return [
        {nom: ligne[nom] for nom in ("poste", *du_flux)}
        | {"indicateur": indicateur, "valeur": ligne[colonne], "exercice": exercice}
        | {"origine": origine(DONNEES_ACTIVITE.nom, exercice=[avant, apres], **{nom: ligne[nom] for nom in du_flux})}
        for ligne in frame.iter_rows(named=True)
        for indicateur, colonne, exercice in colonnes
        if ligne[colonne] is not None
    ]
