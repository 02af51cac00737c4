"""Les phrases-titres du budget climat : d'abord l'écart entre le plafond et les mesures décidées et chiffrées."""

from __future__ import annotations

from collections.abc import Sequence

from core.communs.climat.reunies import couts_reunis
from core.figures.budget_climat.lecture import Lecture, Mesure
from core.figures.budget_climat.points import Point
from core.format_fr import (
    accorder,
    arrondi_significatif,
    enumerer,
    euros,
    euros_court,
    majuscule,
    nombre,
    pourcent,
    tonnes,
)
from core.methodes.budget_climat import part_depensee
from core.tables.carbone import PERIMETRES


def message_plafond(lecture: Lecture, annee: int | None) -> str:
    """« Il manque 27 300 tCO₂e pour tenir le plafond de 2025, 12 000 si l'on décide aussi ce qui est identifié »."""
    if lecture.niveau is None:
        return "Le plafond est voté, mais aucune année n'a tous ses secteurs renseignés : l'écart ne se calcule pas"
    ecart = None if annee is None else lecture.ecart(annee)
    if annee is None or ecart is None:
        return _passe(lecture)
    if ecart <= 0:
        return _tenu(lecture, annee, ecart)
    reste = lecture.ecart(annee, lecture.identifiees)
    return f"Il manque {tonnes(ecart)} pour tenir le plafond de {annee}{_si_decidees(ecart, reste)}"


def _si_decidees(ecart: float, reste: float | None) -> str:
    """Ce que changerait de décider les mesures seulement identifiées ; rien si elles n'ajoutent rien."""
    if reste is None or tonnes(reste) == tonnes(ecart):
        return ""
    if reste <= 0:
        return ", plus rien si l'on décide aussi ce qui est identifié"
    return f", {tonnes(reste)} si l'on décide aussi ce qui est identifié"


def _tenu(lecture: Lecture, annee: int, ecart: float) -> str:
    """Le plafond de l'année est tenu ; la première année qui ne l'est pas est dite."""
    manquantes = [(autre, trou) for autre in lecture.a_venir if (trou := lecture.ecart(autre)) is not None and trou > 0]
    if not manquantes:
        return f"Nos mesures décidées tiennent le plafond de {annee}, avec {tonnes(-ecart)} de marge"
    autre, trou = manquantes[0]
    return f"Nos mesures décidées tiennent le plafond de {annee}, mais il manque {tonnes(trou)} pour celui de {autre}"


def _passe(lecture: Lecture) -> str:
    communes = [annee for annee in lecture.observees if annee in lecture.plafonds]
    if not communes:
        return "Aucun plafond ne porte sur une année à venir"
    annee = max(communes)
    ecart = lecture.observees[annee] - lecture.plafonds[annee]
    if ecart > 0:
        return f"Le plafond de {annee} a été dépassé de {tonnes(ecart)}"
    return f"Le plafond de {annee} a été tenu, avec {tonnes(-ecart)} de marge"


def sous_titre(nom: str, lecture: Lecture) -> str:
    """Le territoire, le périmètre, et le compte des mesures : chiffrées, non chiffrées, abandonnées."""
    libelle = PERIMETRES.get(lecture.perimetre, lecture.perimetre).split(" (")[0]
    return majuscule(" · ".join([nom, f"périmètre {libelle.lower()}", compte_mesures(lecture)]))


def compte_mesures(lecture: Lecture) -> str:
    """« 16 mesures chiffrées, 6 non chiffrées, 1 abandonnée »."""
    comptes = lecture.comptes
    morceaux = [accorder(comptes.get("mesures_chiffrees", 0), "mesure chiffrée", "mesures chiffrées")]
    for cle, singulier, pluriel in (
        ("mesures_non_chiffrees", "non chiffrée", "non chiffrées"),
        ("mesures_abandonnees", "abandonnée", "abandonnées"),
    ):
        if comptes.get(cle):
            morceaux.append(accorder(comptes[cle], singulier, pluriel))
    return ", ".join(morceaux)


def message_mesures(lecture: Lecture, annee: int | None) -> str:
    """« En 2030, 11 mesures décidées évitent 18 200 tCO₂e, 17 300 sans les recouvrements ; 6 restent sans chiffre ».

    Seules sont comptées celles qui évitent quelque chose cette année-là.
    """
    chiffrees = lecture.par_effet("decidee")
    muettes = lecture.comptes.get("mesures_non_chiffrees", 0)
    reste = f" ; {accorder(muettes, 'reste', 'restent')} sans chiffre" if muettes else ""
    if annee is None or lecture.niveau is None or annee not in lecture.decidees:
        return majuscule(compte_mesures(lecture))
    if not chiffrees:
        return f"Aucune mesure décidée n'est chiffrée d'ici {annee}{reste}"
    effets = [mesure.effets.get(annee, 0.0) for mesure in chiffrees]
    if not any(effets):
        return f"En {annee}, {_sans_effet(len(effets))}{reste}"
    evite, reduit = lecture.niveau - lecture.decidees[annee], lecture.niveau - lecture.recouvrement[annee]
    if evite <= 0:
        return f"En {annee}, les mesures décidées n'évitent rien : ensemble, elles ajoutent {tonnes(-evite)}{reste}"
    sujet = accorder(len([effet for effet in effets if effet > 0]), "mesure décidée évite", "mesures décidées évitent")
    suite = (
        "" if tonnes(reduit) == tonnes(evite) else f", {nombre(arrondi_significatif(reduit))} sans les recouvrements"
    )
    return f"En {annee}, {sujet} {tonnes(evite)}{suite}{reste}"


def _sans_effet(compte: int) -> str:
    """« aucune des 11 mesures décidées n'a encore d'effet »."""
    if compte == 1:
        return "la seule mesure décidée et chiffrée n'a pas encore d'effet"
    return f"aucune des {nombre(compte)} mesures décidées n'a encore d'effet"


def message_couts(calculees: Sequence[Mesure], reperes: Sequence[tuple[str, float]]) -> str:
    """« Sur 12 mesures au coût complet, 3 rapportent plus qu'elles ne coûtent, 8 coûtent moins de 300 € la tonne et 1
    davantage ».

    Le repère est la plus récente valeur de l'action pour le climat ; sans elle, seules les rentables sont comptées.
    """
    completes = [mesure.cout_abattement for mesure in calculees if mesure.termes_connus == 1]
    couts = [cout for cout in completes if cout is not None]
    if not couts:
        return "Aucune mesure n'a encore tous les termes d'un coût d'abattement"
    rentables = len([cout for cout in couts if cout < 0])
    dits = (
        [f"{rentables} {'rapporte plus qu’elle ne coûte' if rentables == 1 else 'rapportent plus qu’elles ne coûtent'}"]
        if rentables
        else []
    )
    if reperes:
        dits += _face_au_repere([cout for cout in couts if cout >= 0], reperes[-1][1])
    sujet = accorder(len(couts), "mesure au coût complet", "mesures au coût complet")
    if not dits:
        return f"{majuscule(sujet)}, sans valeur à laquelle {'la' if len(couts) == 1 else 'les'} comparer"
    return f"Sur {sujet}, {enumerer(dits)}"


def _face_au_repere(couts: Sequence[float], seuil: float) -> list[str]:
    """« 8 coûtent moins de 300 € la tonne », « 1 davantage » ; sans aucune sous le seuil, « 1 coûte 300 € la tonne ou
    davantage »."""
    sous = len([cout for cout in couts if cout < seuil])
    dessus = len(couts) - sous
    if not sous:
        return (
            [f"{dessus} {'coûte' if dessus == 1 else 'coûtent'} {euros(seuil)} la tonne ou davantage"] if dessus else []
        )
    moins = f"{sous} {'coûte' if sous == 1 else 'coûtent'} moins de {euros(seuil)} la tonne"
    return [moins, f"{dessus} davantage"] if dessus else [moins]


def message_operations(totaux: dict[int, float | None], couvertures: dict[int, float], exercice: int) -> str:
    """« Les opérations climat coûtent 4,2 M€ de 2024 à 2027, dont 1,1 M€ en 2024 » ; les années dites ont un montant
    connu."""
    connus = {annee: total for annee, total in totaux.items() if total is not None}
    if not connus:
        return f"Aucune opération climat n'est chiffrée à partir de {exercice}"
    premiere, derniere = min(connus), max(connus)
    somme = euros_court(couts_reunis(connus.values()))
    au_moins = "au moins " if any(part < 1 for part in couvertures.values()) else ""
    if premiere == derniere:
        return f"Les opérations climat coûtent {au_moins}{somme} en {premiere}"
    debut = f"Les opérations climat coûtent {au_moins}{somme} de {premiere} à {derniere}"
    return f"{debut}, dont {euros_court(connus[exercice])} en {exercice}" if exercice in connus else debut


def message_points(exercice: int, points: Sequence[Point]) -> str:
    """« Au deuxième point de 2024, 9 mesures sont suivies ; pour les 5 dont une dépense était prévue, 62 % est
    dépensé ».

    La part ne porte que sur les mesures dont le prévu et le dépensé sont connus.
    """
    if not points:
        return f"Aucun point d'avancement n'est encore fait pour {exercice}"
    noms = {"1": "premier", "2": "deuxième", "3": "troisième"}
    sujet = accorder(len(points), "mesure est suivie", "mesures sont suivies")
    debut = f"Au {noms[max(point.dernier for point in points)]} point de {exercice}, {sujet}"
    prevues = [point for point in points if point.depense_prevue]
    compares = [
        (point.depense, point.depense_prevue) for point in prevues if point.depense is not None and point.depense_prevue
    ]
    if not compares:
        return debut
    part = pourcent(part_depensee(compares))
    if len(compares) == len(points):
        return f"{debut} : {part} de ce que {'ses' if len(points) == 1 else 'leurs'} opérations prévoyaient est dépensé"
    fin = "une dépense était prévue" if len(compares) == len(prevues) else "le prévu et le dépensé sont connus"
    celles = "celle" if len(compares) == 1 else f"les {nombre(len(compares))}"
    return f"{debut} ; pour {celles} dont {fin}, {part} est dépensé"


def liste(mesures: Sequence[Mesure], maximum: int = 3) -> str:
    """Les premiers intitulés, puis combien d'autres."""
    noms = [f"« {mesure.intitule} »" for mesure in mesures[:maximum]]
    reste = len(mesures) - len(noms)
    return enumerer([*noms, accorder(reste, "autre")] if reste else noms)
