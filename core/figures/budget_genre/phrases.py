"""Les phrases de l'égalité : ce que disent les euros et les publics, ce qui manque, ce que les figures taisent."""

from __future__ import annotations

from collections.abc import Sequence

from core.figures.budget_genre.lecture import Activite, Lecture, montrables
from core.figures.textes import gras, sans_html
from core.format_fr import accorder, avec_unite, enumerer, euros_court, part_ecrite, pourcent
from core.modele import Nature

MASQUE = (
    "Compter les personnes ne dit ni qui décide, ni qui travaille, ni qui est exclu, ni à quelle heure on a peur de "
    "venir. Le bénéfice est supposé proportionnel au nombre d'usagères et d'usagers. Un groupe de moins de 11 "
    "personnes n'est pas montré. Une dépense sans public compté par sexe n'est pas neutre : elle n'est pas documentée."
)
A_DOCUMENTER = "Les plus grandes dépenses dont le public n’est pas compté par sexe"
LIRE_CLASSES = (
    "Une barre par classe, en euros depuis zéro. « Susceptible d'avoir un impact » : le public peut se compter par "
    "sexe, et la dépense peut profiter davantage aux unes ou aux autres."
)
LIRE_BENEFICE = (
    "Chaque barre fait 100 % de l'activité : les hommes à gauche, les femmes à droite. Une barre qui s'arrête avant "
    "le trait reçoit moins que sa part du public visé. Une bande grise : donnée absente ou cachée."
)
LIRE_PERSONNE = (
    "En plein, les euros par femme visée ; hachurés, par homme, à la même échelle. Le même montant par personne "
    "visée veut dire que chacun reçoit sa part. Une bande grise : donnée absente ou cachée."
)

TETE_PERSONNE = "euros par personne visée · femmes : plein, hommes : hachuré"


def dire_benefice(montant: str, femmes: float, visees: float | None) -> str:
    """À côté du nom d'une activité : ses euros, la part des femmes, et celle du public visé."""
    vise = "" if visees is None else f" (visées {pourcent(visees)})"
    return f"{montant} · femmes {pourcent(femmes)}{vise}"


def dire_par_personne(femmes: str, hommes: str) -> str:
    """À côté du nom d'une activité : les euros par femme, et par homme, du public visé."""
    return f"femmes {femmes} · hommes {hommes}"


def survol_benefice(nom: str, sexe: str, part: str, personnes: int) -> str:
    """Au survol d'une barre : l'activité, la part et les euros qu'en reçoit un sexe, et combien de personnes."""
    return f"{gras(nom)}<br>{sexe} : {part}<br>{accorder(personnes, 'personne')}"


def survol_personne(nom: str, montant: str, sexe: str) -> str:
    """Au survol d'une barre : l'activité, et les euros par personne visée."""
    return f"{sans_html(nom)} : {montant} par {sexe} du public visé"


def message_classes(lecture: Lecture) -> str:
    """Ce qui peut avoir un impact, ce qui est favorable, et la part dont on connaît le public ; ou ce qui empêche."""
    if not lecture.total:
        return f"Aucune dépense réelle de {lecture.exercice} n'est renseignée"
    if not lecture.cote:
        return (
            f"Rien n'est encore lu sous l'angle de l'égalité : {euros_court(lecture.total)} de "
            f"{lecture.exercice} à coter"
        )
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


def sous_titre(lecture: Lecture) -> str:
    """L'exercice, la nature, ce qui est coté, documenté et débattu ; l'exercice seul si rien n'est renseigné."""
    if not lecture.parts:
        return f"Dépenses réelles {lecture.exercice}"
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


def message_benefice(activites: Sequence[Activite], exercice: int) -> str:
    """L'activité la plus loin du public qu'elle vise ; ou ce qui empêche de le dire."""
    if not activites:
        return f"Aucune activité de {exercice} ne dit encore qui elle touche, femmes et hommes"
    connues = montrables(activites)
    if not connues:
        return f"{accorder(len(activites), 'activité')} de {exercice} : aucune ne peut montrer qui en profite"
    mesurees = [une for une in connues if une.ecart is not None]
    if not mesurees:
        return (
            f"{accorder(len(connues), 'activité documentée', 'activités documentées')} en {exercice} ; le public "
            "visé manque"
        )
    loin = max(mesurees, key=lambda une: abs(une.ecart or 0.0))
    ecart = round(abs(loin.ecart or 0.0) * 100)
    if ecart == 0:
        return f"En {exercice}, chaque activité documentée touche femmes et hommes comme le public qu'elle vise"
    moins = "femmes" if (loin.ecart or 0.0) < 0 else "hommes"
    return (
        f"{loin.nom} : les {moins} reçoivent {ecart} point{'s' if ecart > 1 else ''} de moins que leur part du "
        f"public visé, le plus grand écart de {exercice}"
    )


def message_personne(activites: Sequence[Activite], exercice: int) -> str:
    """L'activité où l'écart d'euros par personne visée est le plus grand."""
    connues = [une for une in activites if une.par_visee is not None and une.par_vise is not None]
    if not connues:
        return f"Les euros par femme et par homme visés de {exercice} ne se calculent pas : un public manque"
    une = max(connues, key=lambda activite: abs((activite.par_visee or 0.0) - (activite.par_vise or 0.0)))
    if par_personne_visee(une.par_visee) == par_personne_visee(une.par_vise):
        return f"Chaque activité documentée de {exercice} revient au même par femme et par homme du public visé"
    return (
        f"{une.nom} : {par_personne_visee(une.par_visee)} par femme visée, {par_personne_visee(une.par_vise)} par "
        f"homme en {exercice}, le plus grand écart"
    )


def par_personne_visee(valeur: float | None) -> str:
    """Des euros par personne, à deux décimales s'ils sont peu."""
    return avec_unite(valeur, "€", 0 if valeur is None or valeur >= 10 else 2)


def combien(activites: Sequence[Activite], maximum: int) -> str:
    """Combien d'activités sont montrées, et documentées."""
    montrees = min(len(activites), maximum)
    suite = (
        f"{montrees} activités sur {len(activites)}, les plus grands écarts d'abord"
        if montrees < len(activites)
        else accorder(len(activites), "activité")
    )
    return f"{suite} · {accorder(len(montrables(activites)), 'documentée')}"


def phrase(une: Activite) -> str:
    """Une activité en une phrase, ou ce qui empêche de la dire."""
    if une.empeche or une.part_femmes is None:
        return f"{une.nom} : {une.empeche}."
    vise = "" if une.part_visees is None else f", public visé {pourcent(une.part_visees)}"
    return f"{une.nom} : {pourcent(une.part_femmes)} pour les femmes{vise}."


def alternative_classes(lecture: Lecture, message: str) -> str:
    """Les euros de chaque classe, en une phrase ; le message seul si rien n'est renseigné."""
    if not lecture.parts:
        return f"{message}."
    dits = [
        f"{une.classe.nom} {euros_court(une.montant)}" + ("" if une.part is None else f" ({part_ecrite(une.part)})")
        for une in lecture.parts
    ]
    return f"{message}. Barres par classe : {enumerer(dits)}."


def alternative_personne(activites: Sequence[Activite], message: str) -> str:
    """Les euros par personne visée de chaque activité, une phrase chacune."""
    dits = [
        f"{une.nom} : {par_personne_visee(une.par_visee)} par femme, {par_personne_visee(une.par_vise)} par homme."
        for une in activites
        if une.par_visee is not None and une.par_vise is not None
    ]
    return " ".join([f"{message}.", *dits])
