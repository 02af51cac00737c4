"""Ce que dit le panneau carbone : l'effort annuel dans ses deux sens, le budget, l'attente, les périodes de la SNBC."""

from __future__ import annotations

import polars as pl

from core.figures.trajectoire.budget import tonnage
from core.figures.trajectoire.lecture import Lecture
from core.format_fr import accorder, en_lettres, enumerer, intervalle, pourcent, tonnes


def rubriques(lecture: Lecture, indicateurs: pl.DataFrame, auteur: str | None) -> list[tuple[str, str]]:
    """Les rubriques, titre et texte ; une rubrique qui ne se calcule pas n'est pas montrée."""
    trouvees = [
        ("Niveau présent", _niveau(lecture)),
        ("Qui a fixé l'objectif", auteur or ""),
        (f"Pour tenir {lecture.echeance}", _effort(lecture)),
        ("Budget carbone restant", _budget(lecture)),
        ("Si l'on attend", _attente(lecture)),
        ("Compensation du dépassement (SBTi)", _compense(lecture)),
        ("Périodes de la SNBC, ramenées au territoire", _periodes(lecture, indicateurs)),
        ("Séquestration, jamais déduite", _puits(lecture, indicateurs)),
    ]
    return [(titre, texte) for titre, texte in trouvees if texte]


def _niveau(lecture: Lecture) -> str:
    if lecture.depart is None or lecture.niveau is None:
        return "aucune année n'a tous ses secteurs renseignés"
    une = next((une for une in lecture.observees if une.annee == lecture.depart), None)
    bornes = "" if une is None else intervalle(une.basse, une.haute, "tCO₂e")
    return f"{tonnes(lecture.niveau)} en {lecture.depart}{', ' if bornes else ''}{bornes}"


def _effort(lecture: Lecture) -> str:
    effort, lineaire = lecture.chiffres.get("effort_requis"), lecture.chiffres.get("taux_requis_lineaire")
    compose = lecture.chiffres.get("taux_requis_compose")
    if effort is None or lineaire is None or effort <= 0:
        return ""
    debut = (
        f"{tonnes(effort)} de moins qu'en {lecture.depart}, soit {pourcent(lineaire, 1)} du niveau de "
        f"{lecture.depart} chaque année (baisse linéaire)"
    )
    if compose is None:
        return f"{debut} ; aucune baisse composée n'atteint zéro"
    return f"{debut}, ou {pourcent(compose, 1)} de l'année précédente chaque année (baisse composée)"


def _budget(lecture: Lecture) -> str:
    if lecture.restant is None or lecture.horizon is None:
        return ""
    epuisement = lecture.chiffres.get("annee_epuisement")
    if lecture.restant <= 0:
        return f"dépassé de {tonnage(-lecture.restant)}CO₂e" + (
            f", depuis {epuisement:.0f}" if epuisement is not None else ""
        )
    fin = f"{tonnage(lecture.restant)}CO₂e jusqu'en {lecture.horizon}"
    if epuisement is None or epuisement >= lecture.horizon:
        return f"{fin} ; il suffit, au rythme actuel"
    avec = lecture.chiffres.get("annee_epuisement_scenario")
    suite = (
        ""
        if not lecture.chiffrees or avec == epuisement
        else (
            " ; il suffit avec nos actions chiffrées"
            if avec is None or avec >= lecture.horizon
            else f", en {avec:.0f} avec nos actions chiffrées"
        )
    )
    return f"{fin} ; épuisé en {epuisement:.0f} au rythme actuel{suite}"


def _attente(lecture: Lecture) -> str:
    """« 5,0 % par an dès maintenant, 7,1 % dans trois ans » ; dit quand il sera trop tard."""
    if lecture.depart is None or not lecture.attentes or not lecture.restant or lecture.restant <= 0:
        return ""
    morceaux = []
    for annee, taux in lecture.attentes.items():
        ans = annee - lecture.depart
        quand = "dès maintenant" if ans == 0 else f"dans {en_lettres(ans)} ans"
        trop_tard = taux is None or taux >= 1
        morceaux.append(f"trop tard {quand}" if trop_tard else f"{pourcent(taux, 1)} par an {quand}")
    return f"{enumerer(morceaux)}, en part du niveau de {lecture.depart}, pour tenir le même budget"


def _compense(lecture: Lecture) -> str:
    depassement, taux = lecture.chiffres.get("depassement_passe"), lecture.chiffres.get("taux_compense")
    if depassement is None:
        return ""
    debut = f"{tonnage(depassement)}CO₂e émises en trop sont à rendre"
    if taux is None:
        return f"{debut} ; il ne reste plus rien à émettre"
    return f"{debut} : la baisse passe à {pourcent(taux, 2)} du niveau de {lecture.depart} chaque année"


def _periodes(lecture: Lecture, indicateurs: pl.DataFrame) -> str:
    """Un budget de période est une moyenne de cinq années civiles : il se lit à part du budget cumulé."""
    lignes = indicateurs.filter(
        pl.col("indicateur").is_in(["budget_periode", "emissions_periode"])
        & pl.col("poste").str.starts_with(f"{lecture.perimetre}/{lecture.trajectoire}/")
    ).sort("exercice")
    morceaux = []
    for (poste,), groupe in lignes.group_by("poste", maintain_order=True):
        valeurs = dict(groupe.select("indicateur", "valeur").iter_rows())
        if valeurs.get("emissions_periode") is None:
            continue
        nom = str(poste).rsplit("/", 1)[1]
        debut, fin = (int(annee) for annee in nom.split(" ")[-1].split("-"))
        part = groupe.filter(pl.col("indicateur") == "emissions_periode")["couverture"].to_list()[0]
        vues = round(part * (fin - debut + 1))
        morceaux.append(
            f"{nom} : {tonnage(valeurs['emissions_periode'])} sur {tonnage(valeurs.get('budget_periode'))}CO₂e "
            f"({vues} {'année observée' if vues == 1 else 'années observées'} sur {fin - debut + 1})"
        )
    return " ; ".join(morceaux[-2:])


def _puits(lecture: Lecture, indicateurs: pl.DataFrame) -> str:
    lignes = indicateurs.filter(
        (pl.col("indicateur") == "sequestration") & pl.col("poste").str.starts_with(f"{lecture.perimetre}/")
    ).sort("exercice")
    if lignes.is_empty():
        return ""
    derniere = lignes.row(-1, named=True)
    return f"{str(derniere['poste']).split('/', 1)[1]} : {tonnes(derniere['valeur'])} en {derniere['exercice']}"


def compte(lecture: Lecture) -> str:
    """« 9 actions chiffrées, 6 non chiffrées »."""
    chiffrees = accorder(lecture.chiffrees, "action chiffrée", "actions chiffrées")
    if not lecture.non_chiffrees:
        return chiffrees
    return f"{chiffrees}, {accorder(lecture.non_chiffrees, 'non chiffrée', 'non chiffrées')}"
