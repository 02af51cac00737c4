"""Ce que les vues des capitaux lisent dans les indicateurs : un capital par rang, et les montants comme on les
écrit."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from core.format_fr import euros_court, pourcent


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
        if self.cout is None:
            paye = "" if self.realise is None else f"{euros_court(self.realise)} payés, "
            return f"{paye}coût : donnée absente"
        if self.realise is None and self.realise_connu:
            return f"au moins {euros_court(self.realise_connu)} sur {euros_court(self.cout)}"
        if self.realise is None:
            return f"donnée absente, sur {euros_court(self.cout)}"
        if self.couverture is None:
            return f"{euros_court(self.realise)}, sans coût prévu"
        return f"{euros_court(self.realise)} sur {euros_court(self.cout)} · {pourcent(self.couverture)}"

    @property
    def dette(self) -> str:
        """« 9 000 € », « avance de 3 000 € », « de 0 à 9 000 € » ou « donnée absente »."""
        if self.cloture is not None:
            return f"avance de {euros_court(-self.cloture)}" if self.cloture < 0 else euros_court(self.cloture)
        if self.cloture_basse is not None and self.cloture_haute is not None:
            return f"de {euros_court(self.cloture_basse)} à {euros_court(self.cloture_haute)}"
        if self.cloture_basse is not None:
            return f"au moins {euros_court(self.cloture_basse)}"
        return "donnée absente"


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
