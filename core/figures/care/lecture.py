"""Ce que les vues des capitaux lisent dans les indicateurs : un capital par rang, et les montants comme on les
écrit."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from core.figures.care.phrases_montants import dette, taux


@dataclass(frozen=True)
class Capital:
    """Un capital à la fin d'un exercice, en euros ; `None` est une donnée absente, les bornes l'encadrent parfois."""

    code: str
    entite: str
    famille: str | None
    cout: float | None
    cout_connu: float | None
    realise: float | None
    realise_connu: float | None
    realise_haut: float | None
    couverture: float | None
    ouverture: float | None
    cloture: float | None
    cloture_basse: float | None
    cloture_haute: float | None

    @property
    def taux(self) -> str:
        """« 820 k€ sur 1,2 M€ · 68 % », ou ce qui manque pour l'écrire."""
        return taux(self.cout, self.realise, self.realise_connu, self.couverture)

    @property
    def dette(self) -> str:
        """« 9 000 € », « avance de 3 000 € », « de 0 à 9 000 € » ou « donnée absente »."""
        return dette(self.cloture, self.cloture_basse, self.cloture_haute)


def capitaux_de(indicateurs: pl.DataFrame, capitaux: pl.DataFrame, exercice: int) -> list[Capital]:
    """Les capitaux tenus un exercice, de la plus grosse dette à la plus petite, ceux de dette inconnue à la fin."""
    lignes = indicateurs.filter((pl.col("exercice") == exercice) & pl.col("poste").is_not_null())
    par_cle = {(ligne["poste"], ligne["indicateur"]): ligne for ligne in lignes.iter_rows(named=True)}
    noms = {ligne["code"]: ligne for ligne in capitaux.iter_rows(named=True)}
    codes = lignes["poste"].unique().sort().to_list()

    def lire(code: str, indicateur: str, champ: str = "valeur") -> float | None:
        valeur: float | None = par_cle.get((code, indicateur), {}).get(champ)
        return valeur

    lus = [
        Capital(
            code=code,
            entite=noms[code]["entite"] if code in noms else code,
            famille=noms[code]["famille"] if code in noms else None,
            cout=lire(code, "cout_preservation"),
            cout_connu=lire(code, "cout_preservation", "borne_basse"),
            realise=lire(code, "preservation"),
            realise_connu=lire(code, "preservation", "borne_basse"),
            realise_haut=lire(code, "preservation", "borne_haute"),
            couverture=lire(code, "couverture"),
            ouverture=lire(code, "dette_ouverture"),
            cloture=lire(code, "dette_cloture"),
            cloture_basse=lire(code, "dette_cloture", "borne_basse"),
            cloture_haute=lire(code, "dette_cloture", "borne_haute"),
        )
        for code in codes
    ]
    return sorted(lus, key=lambda capital: (capital.cloture is None, -(capital.cloture or 0.0), capital.entite))


def resultat(indicateurs: pl.DataFrame, nom: str) -> dict[str, float | str | None]:
    """La ligne d'un résultat (valeur, bornes, nature) ; vide si la méthode ne l'a pas rendue."""
    lignes = indicateurs.filter((pl.col("indicateur") == nom) & pl.col("poste").is_null())
    return {} if lignes.is_empty() else lignes.row(0, named=True)
