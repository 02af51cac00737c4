"""Les vues de l'égalité entre les femmes et les hommes : ce qui peut avoir un impact, à qui cela profite, par personne."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from core.figures.budget_genre.dessin import MAXIMUM, benefices, par_personne
from core.figures.budget_genre.lecture import Activite, Lecture, montrables
from core.figures.familles.classes_dessin import barres, part_ecrite
from core.figures.vue import Vue
from core.format_fr import accorder, avec_unite, enumerer, euros_court, pourcent
from core.modele import Nature

VUES = {"classes": "Par classe", "benefice": "À qui cela profite", "personne": "Par personne"}
MASQUE = (
    "Compter les personnes ne dit ni qui décide, ni qui travaille, ni qui est exclu, ni à quelle heure on a peur de venir. "
    "Le bénéfice est supposé proportionnel au nombre d'usagères et d'usagers. Un groupe de moins de 11 personnes n'est pas "
    "montré. Une dépense sans public compté par sexe n'est pas neutre : elle n'est pas documentée."
)


def vue_classes(lecture: Lecture, indicateurs: pl.DataFrame, selection: str | None = None) -> Vue:
    """Une barre par classe de l'égalité, en euros depuis zéro ; ce qui n'est pas coté garde sa barre."""
    message = message_classes(lecture)
    return Vue(
        cle="genre_classes",
        message=message,
        sous_titre=_sous_titre(lecture),
        figure=barres([(une.classe, une.montant, une.part) for une in lecture.parts], selection),
        lire="Une barre par classe, en euros depuis zéro. « Susceptible d'avoir un impact » : le public peut se compter par "
        "sexe, et la dépense peut profiter davantage aux unes ou aux autres.",
        masque=MASQUE,
        tableau=_tableau_classes(lecture),
        indicateurs=indicateurs.filter(
            pl.col("indicateur").is_in(["montant", "taux_documentation", "desaccord"]) & pl.col("valeur").is_not_null()
        ),
        alt=f"{message}. Barres par classe : "
        + enumerer(
            [
                f"{une.classe.nom} {euros_court(une.montant)}"
                + ("" if une.part is None else f" ({part_ecrite(une.part)})")
                for une in lecture.parts
            ]
        )
        + ".",
    )


def message_classes(lecture: Lecture) -> str:
    """Ce qui peut avoir un impact, ce qui est favorable, et la part dont on connaît le public ; ou ce qui empêche."""
    if not lecture.total:
        return f"Aucune dépense réelle de {lecture.exercice} n'est renseignée"
    if not lecture.cote:
        return f"Rien n'est encore lu sous l'angle de l'égalité : {euros_court(lecture.total)} de {lecture.exercice} à coter"
    genrable, favorable = lecture.montant("genrable"), lecture.montant("favorable")
    if not genrable and not favorable:
        return f"Tout ce qui est coté en {lecture.exercice} est neutre pour l'égalité"
    debut = f"{euros_court(genrable)} peuvent avoir un impact sur l'égalité en {lecture.exercice}"
    if lecture.documentation is None:
        return f"{debut} ; {euros_court(favorable)} y sont favorables"
    dit = (
        "aucun public n'y est compté par sexe"
        if not lecture.documentation
        else (f"le public est compté par sexe pour {pourcent(lecture.documentation)}")
    )
    return f"{debut} ; {dit}"


def _sous_titre(lecture: Lecture) -> str:
    nature = "mandaté" if lecture.nature is Nature.REALISE else "prévu, le réalisé est absent"
    morceaux = [f"Dépenses réelles {lecture.exercice}, {nature}"]
    if lecture.couverture is not None:
        morceaux.append(f"coté à {pourcent(lecture.couverture)}")
    morceaux.append(
        "documenté par sexe : donnée absente"
        if lecture.documentation is None
        else f"documenté par sexe à {pourcent(lecture.documentation)}"
    )
    if lecture.desaccord:
        morceaux.append(f"en désaccord {euros_court(lecture.desaccord)}")
    return " · ".join(morceaux)


def vue_benefice(
    activites: Sequence[Activite], lecture: Lecture, indicateurs: pl.DataFrame, maximum: int = MAXIMUM
) -> Vue:
    """À qui profite chaque activité, face à la part des femmes dans le public visé."""
    message = message_benefice(activites, lecture.exercice)
    montrees = choisir(activites, maximum, lambda une: abs(une.ecart or 0.0))
    return Vue(
        cle="genre_benefice",
        message=message,
        sous_titre=f"{_combien(activites, maximum)} · trait noir : la part de chacun dans le public visé",
        figure=benefices(montrees),
        lire="Chaque barre fait 100 % de l'activité : les hommes à gauche, les femmes à droite. Une barre qui s'arrête avant "
        "le trait reçoit moins que sa part du public visé. Une bande grise : donnée absente ou cachée.",
        masque=MASQUE,
        tableau=_tableau_activites(activites),
        indicateurs=_d_activite(
            indicateurs, ("part_femmes_benefice", "benefice_femmes", "benefice_hommes", "ecart_parite")
        ),
        alt=f"{message}. " + " ".join(_phrase(une) for une in montrees),
    )


def choisir(activites: Sequence[Activite], maximum: int, ecart: Callable[[Activite], float]) -> list[Activite]:
    """Les activités à montrer : les plus grands écarts d'abord ; puis deux au moins de celles que l'on ne peut montrer.

    Une activité cachée, s'il y en a, passe avant celles dont la donnée manque : que l'on cache doit se voir.
    """
    connues = sorted(montrables(activites), key=lambda une: (-ecart(une), une.nom))
    petites = [une for une in activites if une.masquee]
    cachees = [*petites[:1], *(une for une in activites if une.empeche and not une.masquee), *petites[1:]]
    gardees = connues[: maximum - min(len(cachees), 2)]
    return [*gardees, *cachees[: maximum - len(gardees)]]


def message_benefice(activites: Sequence[Activite], exercice: int) -> str:
    """L'activité la plus loin du public qu'elle vise ; ou ce qui empêche de le dire."""
    if not activites:
        return f"Aucune activité de {exercice} ne dit encore qui elle touche, femmes et hommes"
    connues = montrables(activites)
    if not connues:
        return f"{accorder(len(activites), 'activité')} de {exercice} : aucune ne peut montrer qui en profite"
    mesurees = [une for une in connues if une.ecart is not None]
    if not mesurees:
        return f"{accorder(len(connues), 'activité documentée', 'activités documentées')} en {exercice} ; le public visé manque"
    loin = max(mesurees, key=lambda une: abs(une.ecart or 0.0))
    ecart = round(abs(loin.ecart or 0.0) * 100)
    if ecart == 0:
        return f"En {exercice}, chaque activité documentée touche femmes et hommes comme le public qu'elle vise"
    moins = "femmes" if (loin.ecart or 0.0) < 0 else "hommes"
    return (
        f"{loin.nom} : les {moins} reçoivent {ecart} point{'s' if ecart > 1 else ''} de moins que leur part du "
        f"public visé, le plus grand écart de {exercice}"
    )


def vue_personne(
    activites: Sequence[Activite], lecture: Lecture, indicateurs: pl.DataFrame, maximum: int = MAXIMUM
) -> Vue:
    """Les euros par femme et par homme du public visé, activité par activité."""
    message = message_personne(activites, lecture.exercice)
    montrees = choisir(activites, maximum, lambda une: abs((une.par_visee or 0.0) - (une.par_vise or 0.0)))
    return Vue(
        cle="genre_personne",
        message=message,
        sous_titre=f"{_combien(activites, maximum)} · euros de l'activité revenant à chaque sexe ÷ personnes visées de ce sexe",
        figure=par_personne(montrees),
        lire="En plein, les euros par femme visée ; hachurés, par homme, à la même échelle. Le même montant par personne "
        "visée veut dire que chacun reçoit sa part. Une bande grise : donnée absente ou cachée.",
        masque=MASQUE,
        tableau=_tableau_activites(activites),
        indicateurs=_d_activite(indicateurs, ("eur_par_personne_visee", "eur_par_usager")),
        alt=f"{message}. "
        + " ".join(
            f"{une.nom} : {_par(une.par_visee)} par femme, {_par(une.par_vise)} par homme."
            for une in montrees
            if une.par_visee is not None and une.par_vise is not None
        ),
    )


def message_personne(activites: Sequence[Activite], exercice: int) -> str:
    """L'activité où l'écart d'euros par personne visée est le plus grand."""
    connues = [une for une in activites if une.par_visee is not None and une.par_vise is not None]
    if not connues:
        return f"Les euros par femme et par homme visés de {exercice} ne se calculent pas : un public manque"
    une = max(connues, key=lambda activite: abs((activite.par_visee or 0.0) - (activite.par_vise or 0.0)))
    if _par(une.par_visee) == _par(une.par_vise):
        return f"Chaque activité documentée de {exercice} revient au même par femme et par homme du public visé"
    return (
        f"{une.nom} : {_par(une.par_visee)} par femme visée, {_par(une.par_vise)} par homme en {exercice}, "
        "le plus grand écart"
    )


def _par(valeur: float | None) -> str:
    return avec_unite(valeur, "€", 0 if valeur is None or valeur >= 10 else 2)


def _combien(activites: Sequence[Activite], maximum: int) -> str:
    montrees = min(len(activites), maximum)
    suite = (
        f"{montrees} activités sur {len(activites)}, les plus grands écarts d'abord"
        if montrees < len(activites)
        else accorder(len(activites), "activité")
    )
    return f"{suite} · {accorder(len(montrables(activites)), 'documentée')}"


def _phrase(une: Activite) -> str:
    if une.empeche or une.part_femmes is None:
        return f"{une.nom} : {une.empeche}."
    vise = "" if une.part_visees is None else f", public visé {pourcent(une.part_visees)}"
    return f"{une.nom} : {pourcent(une.part_femmes)} pour les femmes{vise}."


def _d_activite(indicateurs: pl.DataFrame, noms: Sequence[str]) -> pl.DataFrame:
    return indicateurs.filter(pl.col("indicateur").is_in(list(noms)) & pl.col("valeur").is_not_null())


def _tableau_classes(lecture: Lecture) -> pl.DataFrame:
    return pl.DataFrame(
        [(une.classe.nom, une.montant, None if une.part is None else une.part * 100) for une in lecture.parts],
        orient="row",
        schema={"Classe": pl.String, "Montant (€)": pl.Float64, "Part du total (%)": pl.Float64},
    )


def _tableau_activites(activites: Sequence[Activite]) -> pl.DataFrame:
    lignes = [
        (
            une.nom,
            une.montant,
            une.femmes,
            une.hommes,
            _cent(une.part_femmes),
            _cent(une.part_visees),
            _cent(une.ecart),
            une.benefice_femmes,
            une.benefice_hommes,
            une.par_visee,
            une.par_vise,
            une.empeche,
        )
        for une in activites
    ]
    return pl.DataFrame(
        lignes,
        orient="row",
        schema={
            "Activité": pl.String,
            "Montant (€)": pl.Float64,
            "Usagères": pl.Int64,
            "Usagers": pl.Int64,
            "Femmes (%)": pl.Float64,
            "Femmes visées (%)": pl.Float64,
            "Écart (points)": pl.Float64,
            "Pour les femmes (€)": pl.Float64,
            "Pour les hommes (€)": pl.Float64,
            "Par femme visée (€)": pl.Float64,
            "Par homme visé (€)": pl.Float64,
            "Ce qui manque": pl.String,
        },
    )


def _cent(part: float | None) -> float | None:
    return None if part is None else part * 100
