"""De qui est un document : dit toujours, comparé au territoire, demandé s'il est d'un autre ; un budget par SIRET."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from core.acces import ACCES_LOCAL, Acces, Role
from core.donnees.appartenance import auteur, dire_de_qui
from core.donnees.constat import Constat
from core.donnees.entrepot import Entrepot
from core.donnees.importation import Bilan, OptionsImport, Previsualisation
from core.donnees.lecture import Lecture
from core.erreurs import AccesRefuse, DonneesIncoherentes
from core.modele import Territoire

type_voir = Callable[..., Previsualisation]
type_deposer = Callable[..., Bilan]
type_csv = Callable[..., Path]
SIREN, AUTRE = "215600461", "219300480"
ENTETE = "BGT_NATDEC,BGT_ANNEE,BGT_SIRET,BGT_NOM,BGT_CONTNAT,BGT_NATURE,BGT_SECTION,BGT_OPBUDG,BGT_CODRD,BGT_MTREAL"
PRINCIPAL, EAU, PORT = f"{SIREN}00010", f"{SIREN}00028", f"{SIREN}00036"


def scdl(siret: str, nom: str, montant: str = "1200.5") -> str:
    return f"compte administratif,2023,{siret},{nom},011,60612,fonctionnement,réel,dépense,{montant}"


def par_budget(vue: Previsualisation) -> dict[str, Decimal]:
    return {ligne["budget"]: ligne["realise_eur"] for ligne in vue.tables[0].lignes.iter_rows(named=True)}


def renseigner(entrepot: Entrepot, **champs: str) -> None:
    ville = entrepot.territoire(ACCES_LOCAL, "ville")
    entrepot.corriger_territoire(ACCES_LOCAL, ville.model_copy(update=champs))


def test_deux_sirets_d_un_siren_sont_deux_budgets(voir: type_voir, deposer: type_deposer, ecrire_csv: type_csv) -> None:
    fichier = ecrire_csv(ENTETE, scdl(PRINCIPAL, "COMMUNE"), scdl(EAU, "EAU COMMUNE", "55"))
    vue = voir(fichier)
    assert vue.questions == () and vue.rejets == ()
    assert par_budget(vue) == {"principal": Decimal("1200.50"), "EAU COMMUNE": Decimal("55.00")}
    deposer(fichier)
    suivante = voir(ecrire_csv(ENTETE, scdl(EAU, "LA COMMUNE", "60"), nom="eau.csv"))
    assert suivante.questions == () and suivante.tables[0].remplacees == 1
    assert par_budget(suivante) == {"EAU COMMUNE": Decimal("60.00")}


def test_un_siret_inconnu_est_demande_puis_retenu(voir: type_voir, deposer: type_deposer, ecrire_csv: type_csv) -> None:
    deposer(ecrire_csv(ENTETE, scdl(PRINCIPAL, "CRACH")))
    annexe = ecrire_csv(ENTETE, scdl(PORT, "CRACH", "7"), nom="port.csv")
    (question,) = voir(annexe).questions
    assert (question.cle, set(question.choix)) == ("budget", {"principal", "CRACH"})
    deposer(annexe, budget="Port")
    encore = voir(ecrire_csv(ENTETE, scdl(PORT, "CRACH", "8"), nom="port2.csv"))
    assert encore.questions == () and par_budget(encore) == {"Port": Decimal("8.00")}
    assert voir(ecrire_csv(ENTETE, scdl(PRINCIPAL, "CRACH", "3"), nom="p.csv")).tables[0].remplacees == 1


def test_deux_budgets_du_meme_nom_ne_se_confondent_pas(voir: type_voir, ecrire_csv: type_csv) -> None:
    meme = ecrire_csv(ENTETE, scdl(PRINCIPAL, "CRACH"), scdl(PORT, "CRACH", "7"))
    assert par_budget(voir(meme)) == {"principal": Decimal("1200.50"), f"CRACH ({PORT})": Decimal("7.00")}


def test_lequel_est_le_principal_est_demande(voir: type_voir, ecrire_csv: type_csv) -> None:
    deux = ecrire_csv(ENTETE, scdl(EAU, "UN", "1"), scdl(PORT, "DEUX", "2"))
    (question,) = voir(deux).questions
    assert (question.cle, set(question.choix)) == ("budget", {EAU, PORT, "aucun"})
    assert par_budget(voir(deux, budget=PORT)) == {"UN": Decimal("1.00"), "principal": Decimal("2.00")}
    assert par_budget(voir(deux, budget="aucun")) == {"UN": Decimal("1.00"), "DEUX": Decimal("2.00")}
    with pytest.raises(DonneesIncoherentes, match="plusieurs budgets"):
        voir(deux, budget="Eau")


def test_un_nom_de_commune_qui_ressemble_a_un_budget_annexe_est_demande(voir: type_voir, ecrire_csv: type_csv) -> None:
    assert [q.cle for q in voir(ecrire_csv(ENTETE, scdl(PRINCIPAL, "PORT-LOUIS"))).questions] == ["budget"]


def test_bgt_budget_dit_le_budget(voir: type_voir, ecrire_csv: type_csv) -> None:
    lignes = [f"{ligne},{nom}" for ligne, nom in ((scdl(EAU, "X", "1"), "BUDGET PRINCIPAL"), (scdl(PORT, "X"), "PORT"))]
    assert set(par_budget(voir(ecrire_csv(f"{ENTETE},BGT_BUDGET", *lignes)))) == {"principal", "PORT"}
    memes = [f"{ligne},VILLE" for ligne in (scdl(PRINCIPAL, "X", "1"), scdl(PORT, "X"))]
    assert set(par_budget(voir(ecrire_csv(f"{ENTETE},BGT_BUDGET", *memes)))) == {"principal", f"VILLE ({PORT})"}


def test_annuler_l_import_oublie_le_siret(
    entrepot: Entrepot, voir: type_voir, deposer: type_deposer, ecrire_csv: type_csv
) -> None:
    annexe = ecrire_csv(ENTETE, scdl(PORT, "CRACH", "7"))
    bilan = deposer(annexe, budget="Port")
    assert bilan.import_id is not None
    entrepot.annuler(ACCES_LOCAL, bilan.import_id)
    assert [q.cle for q in voir(annexe).questions] == ["budget"]


def test_un_territoire_qui_dit_son_siren_importe_son_propre_scdl(
    entrepot: Entrepot, voir: type_voir, ecrire_csv: type_csv
) -> None:
    renseigner(entrepot, siren=SIREN)
    vue = voir(ecrire_csv(ENTETE, scdl(PRINCIPAL, "CRACH")))
    assert vue.questions == ()
    assert vue.document == f"Ce document est celui de « CRACH » (SIRET {PRINCIPAL}) : c'est bien « Ville »."


def test_le_document_d_une_autre_collectivite_est_demande(
    entrepot: Entrepot, voir: type_voir, ecrire_csv: type_csv
) -> None:
    renseigner(entrepot, siren=AUTRE)
    fichier = ecrire_csv(ENTETE, scdl(PRINCIPAL, "CRACH"))
    vue = voir(fichier)
    assert [(q.cle, list(q.choix)) for q in vue.questions] == [("collectivite", [SIREN])]
    assert "CRACH" in vue.document and AUTRE in vue.document
    for reponse in (SIREN, PRINCIPAL, "crach"):
        confirmee = voir(fichier, collectivite=reponse)
        assert confirmee.questions == () and any("quand même" in phrase for phrase in confirmee.avertissements)


@pytest.mark.parametrize("format_lu", ["totem", "cfu", "dgfip", "ofgl"])
@pytest.mark.parametrize(
    ("codes", "contexte", "verdict"),
    [
        ({"siren": SIREN}, {"siret": PRINCIPAL}, "c'est bien"),
        ({"siren": SIREN}, {"siret": SIREN}, "c'est bien"),
        ({"siren": SIREN}, {"siret": f"{AUTRE}00015"}, "pas de « Ici » (SIREN"),
        ({"code_insee": "35238"}, {"siret": f"{AUTRE}00015", "code_insee": "93048"}, "pas de « Ici » (code Insee"),
        ({"siren": SIREN, "code_insee": "35238"}, {"siret": PRINCIPAL, "code_insee": "93048"}, "c'est bien"),
        ({"code_insee": "35238"}, {"siret": f"{AUTRE}00015"}, "Rien n'a pu vérifier"),
        ({}, {"siret": f"{AUTRE}00015"}, "qui n'a pas de SIREN"),
        ({"siren": SIREN}, {"collectivite": "Crach"}, "faute de SIREN dans le document"),
        ({"siren": SIREN}, {}, "ne dit pas de quelle collectivité"),
    ],
)
def test_ce_qui_est_dit(format_lu: str, codes: dict[str, str], contexte: dict[str, str], verdict: str) -> None:
    constat = Constat()
    ici = Territoire(id="ici", nom="Ici", type="commune", **codes)
    phrase = dire_de_qui(Lecture(format_lu, (), contexte, ""), ici, OptionsImport(), constat)
    assert verdict in phrase
    assert ("collectivite" in constat.questions) == ("pas de « Ici »" in phrase)


def test_un_siren_ecrit_au_titre(voir: type_voir, ecrire_xlsx: Callable[..., Path], entrepot: Entrepot) -> None:
    renseigner(entrepot, siren=SIREN)
    entete = ["Sens", "Section", "Chapitre", "Article", "Réalisé"]
    titre = [f"Commune de Montreuil - SIRET : {AUTRE[:3]} {AUTRE[3:6]} {AUTRE[6:]} 00015"]
    fichier = ecrire_xlsx({"CA 2023": [titre, [], entete, ["D", "F", "011", "60612", 5]]})
    assert [q.cle for q in voir(fichier).questions] == ["collectivite"]
    assert auteur(Lecture("xlsx", (), {}, "")).siret == ""


def test_la_liste_des_collectivites_du_fichier_est_le_choix(voir: type_voir, ecrire_csv: type_csv) -> None:
    entete = "Exercice;Code Insee 2024 Commune;Nom 2024 Commune;Code Siren Collectivité;Agrégat;Montant"
    lignes = [f"2023;3599{n};Exemple {n};21359999{n};Encours de dette;{n}" for n in range(5)]
    fichier = ecrire_csv(entete, *lignes)
    (question,) = voir(fichier).questions
    assert question.choix == {f"21359999{n}": f"Exemple {n} (21359999{n})" for n in range(5)}
    assert voir(fichier, collectivite="213599993").tables[0].totaux == {"montant_eur": {"total": Decimal("3.00")}}


def test_corriger_un_territoire_se_journalise(entrepot: Entrepot) -> None:
    renseigner(entrepot, nom="Ville neuve", siren=SIREN, code_insee="56046")
    assert entrepot.territoire(ACCES_LOCAL, "ville").siren == SIREN
    renseigner(entrepot, nom="Ville neuve")
    journal = entrepot.journal(ACCES_LOCAL, "ville")
    assert journal["action"].to_list() == ["correction", "territoire"]
    assert f"SIREN de la collectivité : vide → {SIREN}" in journal["detail"][0]
    for faux in ({"siren": "215600462"}, {"code_insee": "24350"[:4]}, {"code_insee": "243500139"}, {"nom": " "}):
        with pytest.raises(DonneesIncoherentes):
            renseigner(entrepot, **faux)
    agent = Acces("un agent", Role.AGENT, frozenset({"ville"}))
    with pytest.raises(AccesRefuse):
        entrepot.corriger_territoire(agent, entrepot.territoire(agent, "ville"))
    with pytest.raises(DonneesIncoherentes, match="n'existe pas"):
        entrepot.corriger_territoire(ACCES_LOCAL, Territoire(id="nulle-part", nom="X", type="commune"))
