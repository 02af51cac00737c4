"""Les phrases des trois vues qui comparent des chemins : plusieurs trajectoires, secteur par secteur, le coût de
l'attente."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.figures.trajectoire.attente import attentes as attentes_de
from core.figures.trajectoire.chemins import annee_comparee, comparables, type_chemins
from core.figures.trajectoire.lecture import Lecture
from core.figures.trajectoire.phrases_figures import quand
from core.figures.trajectoire.phrases_secteurs import REGLES
from core.figures.trajectoire.secteurs import LECTURES, Secteur
from core.format_fr import accorder, arrondi_significatif, en_lettres, enumerer, majuscule, nombre, pourcent, tonnes

LIRE_SECTEURS = (
    "La part prune dépasse ce que l'indice national demande la même année. La barre entière est l'observé ; le trait "
    "plein, l'indice de la SNBC-2 appliqué à notre année de référence ; le pointillé, le niveau qu'il demande en 2030."
)
LIRE_ATTENTE = (
    "Chaque trait reste au niveau présent, puis descend tout droit ; tous laissent sous eux la même surface, le budget "
    "carbone restant. Plus on attend, plus la pente est forte."
)
MASQUE_CHEMINS = (
    "Les chemins n'ont ni le même auteur, ni la même année de référence, ni le même périmètre de secteurs : ils se "
    "regardent ensemble, ils ne s'additionnent pas. Les données nationales non relues ne servent à aucun."
)
_MASQUE_SECTEURS = (
    "L'indice national suppose que le territoire baisse comme la France : il ne tient compte ni de son climat, ni de "
    "ses logements, ni de ses usines. Ceux du résidentiel, du tertiaire et des déchets sont tirés de la trajectoire "
    "de l'ADEME, la population ôtée : à vérifier. L'énergie suit des points reliés en ligne droite. Un secteur absent "
    "n'est pas un secteur à zéro."
)
MASQUE_ATTENTE = (
    "La baisse est supposée régulière, jusqu'à zéro ou jusqu'au terme de la trajectoire. Le calcul ne dit pas si une "
    "pente est possible : les travaux, les filières et les métiers ont leur rythme."
)


def lire_chemins(lecture: Lecture) -> str:
    """Comment lire les chemins ; nos actions n'y sont que si l'une est chiffrée."""
    actions = ", le pointillé bleu ce que donnent nos actions chiffrées" if lecture.chiffrees else ""
    return (
        f"Le trait plein est l'observé{actions}. Chaque autre trait est un chemin promis ou national. "
        "Deux chemins qui arrivent au même point n'émettent pas la même chose en route."
    )


def masque_secteurs(secteurs: Sequence[Secteur]) -> str:
    """Ce que l'indice suppose, et de combien les points nationaux en diffèrent en 2030, du plus au moins."""
    connus = [(une.ecart_points, une.nom) for une in secteurs if une.ecart_points is not None]
    dits = [f"{nom} {pourcent(ecart, signe=True)}" for ecart, nom in sorted(connus, key=lambda un: -abs(un[0]))]
    suite = f" En 2030, les points nationaux en diffèrent ainsi : {enumerer(dits)}." if dits else ""
    return f"{_MASQUE_SECTEURS}{suite}"


def sous_titre_secteurs(nom: str, quoi: str) -> str:
    """Le territoire, et si la population module l'indice."""
    return (
        f"{nom} · périmètre territoire · indice de la SNBC-2 appliqué à l'année de référence, {LECTURES[quoi].lower()}"
    )


def message_chemins(lecture: Lecture, choisis: type_chemins, omis: Sequence[str] = ()) -> str:
    """« En 2030, quatre chemins vont de 139 000 à 165 000 tCO₂e ; nos actions mènent à 178 000 tCO₂e »."""
    choisis = comparables(choisis, omis)
    annee = annee_comparee(lecture, choisis)
    if annee is None:
        return "Aucun chemin choisi ne porte sur une année à venir"
    valeurs = sorted(chemin[annee] for chemin in choisis.values() if annee in chemin)
    scenario = lecture.scenario.get(annee)
    suite = f" ; nos actions mènent à {tonnes(scenario)}" if scenario is not None and lecture.chiffrees else ""
    if len(valeurs) == 1:
        return f"En {annee}, ce chemin demande {tonnes(valeurs[0])}{suite}"
    bas = nombre(arrondi_significatif(valeurs[0]))
    return f"En {annee}, {en_lettres(len(valeurs))} chemins vont de {bas} à {tonnes(valeurs[-1])}{suite}"


def rubriques_chemins(lecture: Lecture, choisis: type_chemins, omis: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Chaque chemin : ce qu'il demande à l'échéance comparée et à son terme, et ce qu'il manque avec nos actions.

    Un total national qui omet des secteurs observés ne se compare ni au niveau présent, ni à nos actions.
    """
    annee, niveau = annee_comparee(lecture, choisis), lecture.niveau
    comparees = comparables(choisis, omis)
    textes = []
    for nom, chemin in choisis.items():
        entier = nom in comparees
        morceaux = [
            _a(chemin, une, niveau if entier else None, lecture.depart)
            for une in dict.fromkeys((annee, max(chemin)))
            if une in chemin
        ]
        if not entier:
            morceaux.append(f"sans {enumerer([f'« {un} »' for un in omis])} : ne se compare pas au total observé")
        elif annee is not None and annee in chemin and annee in lecture.scenario:
            morceaux.append(_reste(lecture, lecture.scenario[annee] - chemin[annee]))
        textes.append((nom, " ; ".join(morceaux)))
    return textes


def _reste(lecture: Lecture, ecart: float) -> str:
    """Ce qui manque avec nos actions ; tant qu'aucune n'est chiffrée, ce qui manque sans elles."""
    if not lecture.chiffrees:
        return (
            f"sans action chiffrée, il manque {tonnes(ecart)}"
            if ecart > 0
            else f"le niveau de {lecture.depart} y suffit"
        )
    return f"avec nos actions, il manque {tonnes(ecart)}" if ecart > 0 else "nos actions y suffisent"


def _a(chemin: Mapping[int, float], annee: int | None, niveau: float | None, depart: int | None) -> str:
    valeur = chemin[annee or 0]
    depuis = f" ({pourcent(valeur / niveau - 1, signe=True)} depuis {depart})" if niveau else ""
    return f"{tonnes(valeur)} en {annee}{depuis}"


def alternative_chemins(phrase: str, textes: Sequence[tuple[str, str]]) -> str:
    """La phrase, puis chaque chemin."""
    return f"{phrase}. {majuscule(enumerer([f'{nom} : {texte}' for nom, texte in textes]))}."


def message_secteurs(secteurs: Sequence[Secteur]) -> str:
    """« En 2024, 5 secteurs sur 8 émettent plus que la trajectoire nationale ; le plus loin, « tertiaire », de 3 860
    tCO₂e »."""
    renseignes = [secteur for secteur in secteurs if secteur.ecart is not None]
    if not renseignes:
        connus = len([secteur for secteur in secteurs if secteur.annee_reference is not None])
        suite = "il en faut quatre pour transposer la trajectoire nationale"
        if not connus:
            return f"Aucun des huit secteurs n'est renseigné : {suite}"
        sujet = f"{majuscule(en_lettres(connus))} secteur{'s' if connus > 1 else ''} sur huit"
        return f"{sujet} {'sont renseignés' if connus > 1 else 'est renseigné'} : {suite}"
    au_dessus = [
        (secteur.ecart, secteur) for secteur in renseignes if secteur.ecart is not None and secteur.ecart >= 0.5
    ]
    annee = max(secteur.annee or 0 for secteur in renseignes)
    if not au_dessus:
        return f"En {annee}, aucun secteur renseigné n'émet plus que ne le demande la trajectoire nationale"
    pire, secteur = max(au_dessus, key=lambda couple: couple[0])
    sujet = accorder(len(au_dessus), "secteur", "secteurs")
    verbe = "émet" if len(au_dessus) == 1 else "émettent"
    return (
        f"En {annee}, {sujet} sur {len(renseignes)} {verbe} plus que la trajectoire nationale ; "
        f"le plus loin, « {secteur.nom} », de {tonnes(pire)}"
    )


def rubriques_secteurs(secteurs: Sequence[Secteur], inconnus: Sequence[str]) -> list[tuple[str, str]]:
    """D'où vient chaque référence, en français ; ce que la population module ; ce qui reste hors du cadre."""
    connus = [secteur for secteur in secteurs if secteur.annee_reference is not None]
    textes = [
        (
            "Données suffisantes" if len(connus) >= 4 else "Données insuffisantes",
            (
                f"{accorder(len(connus), 'secteur renseigné', 'secteurs renseignés')} sur {len(secteurs)} ; il en "
                "faut quatre"
            ),
        )
    ]
    for regle, phrase in REGLES.items():
        groupe = [secteur for secteur in secteurs if secteur.regle == regle]
        if groupe and regle != "observee":
            annees = sorted({str(secteur.annee_reference) for secteur in groupe if secteur.annee_reference})
            textes.append(
                (
                    majuscule(phrase),
                    enumerer([secteur.nom for secteur in groupe]) + (f" ({enumerer(annees)})" if annees else ""),
                )
            )
    references = [secteur for secteur in secteurs if secteur.regle == "observee"]
    if references:
        textes.append((f"Référence observée en {references[0].annee_reference}", accorder(len(references), "secteur")))
    modules = [secteur.nom for secteur in secteurs if secteur.demographie and secteur.annee_reference is not None]
    if modules:
        textes.append(
            ("La population module", f"{enumerer(modules)} ; le trafic non, faute de connaître sa part locale")
        )
    if inconnus:
        textes.append(("Secteurs lus hors du cadre", enumerer(list(inconnus))))
    return textes


def message_attente(lecture: Lecture) -> str:
    """« Attendre cinq ans fait passer l'effort annuel de 5,0 % à 10,0 % du niveau de 2024, pour le même budget ».

    L'attente dite est la plus longue qui laisse un chemin ; celle qui n'en laisse plus est dite ensuite.
    """
    attentes = attentes_de(lecture)
    if not attentes or lecture.restant is None:
        return "Le coût de l'attente ne se calcule pas : la trajectoire et les émissions observées ne se recoupent pas"
    premier = attentes.get(0)
    if premier is None or lecture.restant <= 0:
        return "Le budget carbone de cette trajectoire est épuisé : il n'y a plus rien à attendre"
    if premier == 0:
        return "Le budget carbone suffit sans baisser : attendre n'oblige encore à rien"
    possibles = {attente: taux for attente, taux in attentes.items() if attente and taux is not None}
    if not possibles:
        return f"Partir {quand(min(attente for attente in attentes if attente))} serait trop tard pour tenir ce budget"
    attente = max(possibles)
    tardives = [autre for autre, taux in attentes.items() if autre > attente and taux is None]
    fin = f" ; {quand(min(tardives))}, trop tard pour ce budget" if tardives else ", pour le même budget"
    return (
        f"Attendre {en_lettres(attente)} ans fait passer l'effort annuel de {pourcent(premier, 1)} à "
        f"{pourcent(possibles[attente], 1)} du niveau de {lecture.depart}{fin}"
    )
