"""Ce que l'écran montre d'un arbitrage : les principaux chiffres, leur sens, des barres vraies, et la phrase-titre."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from core.figures import theme
from core.figures.arbitrage import vues as figures
from core.figures.arbitrage.dessin import barres, sans_unite
from core.figures.arbitrage.lecture import Rang, juger, rangs, varier
from core.figures.arbitrage.panneau import bandeau, panneau
from core.figures.arbitrage.phrases import Enveloppe, cites, message, message_comparer, solde
from core.format_fr import typographier
from core.usages.arbitrage import Arbitrage, arbitrer
from core.usages.arbitrage.adresse import ecrire
from core.usages.arbitrage.reperage import enveloppe_de, reperer
from tests.arbitrage.fabrique_arbitrage import depart, dossier, mouvement

DEPART = depart()
VELO = [
    mouvement("action_climat", "velo", 250000),
    mouvement("politique", "Mobilités", -300000),
    mouvement("action_preservation", "planter", 50000),
]


def rang(avant: float | None, apres: float | None, unite: str = "€", sens: str = "hausse") -> Rang:
    return Rang("capitaux", "Capitaux", "climat/dette_cloture", "Climat", "dette", unite, sens, (avant, apres))


def enveloppe(fait: Arbitrage) -> Enveloppe:
    return Enveloppe(2024, DEPART.total_eur, fait.solde_eur, fait.deplaces_eur, fait.retires_eur, len(fait.mouvements))


def cadrage(lentille: str = figures.CHANGES, maximum: int | None = None) -> figures.Cadrage:
    return figures.Cadrage("Essai", reperer(DEPART), enveloppe_de(DEPART), lentille, maximum)


def lisible(texte: str) -> str:
    return texte.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("avant", "apres", "unite", "sens", "attendu"),
    [
        (10.0, 12.0, "€", "hausse", "mieux"),
        (10.0, 12.0, "€", "baisse", "moins bien"),
        (10.0, 12.0, "€", "neutre", ""),
        (10.0, 10.0, "€", "hausse", "inchangé"),
        (None, 10.0, "€", "hausse", "donnée absente"),
        (2037.2, 2037.9, "année", "hausse", "mieux"),
        (2037.2, None, "année", "hausse", "mieux"),
        (None, 2040.0, "année", "hausse", "moins bien"),
        (None, None, "année", "hausse", "inchangé"),
        (2037.2, 2037.201, "année", "hausse", "inchangé"),
        (84.9, 84.9026, "%", "hausse", "inchangé"),
        (0.5, 0.50004, "part", "baisse", "inchangé"),
        (100.0, 100.4, "€", "hausse", "inchangé"),
        (32000.0, 31999.7, "tCO₂e", "baisse", "inchangé"),
    ],
)
def test_le_sens_d_une_variation(avant: float | None, apres: float | None, unite: str, sens: str, attendu: str) -> None:
    assert juger(rang(avant, apres, unite, sens)) == attendu


@pytest.mark.parametrize(
    ("avant", "apres", "unite", "attendu"),
    [
        (0.955, 0.925, "part", "−3,0 points"),
        (31.0, 33.3, "%", "+2,3 points"),
        (84.9, 84.86, "%", "−0,04 point"),
        (100.0, 350.7, "€", "+251 €"),
        (2037.0, 2037.5, "année", "6 mois plus tard"),
        (32000.0, 31819.0, "tCO₂e", "−181 tCO₂e"),
    ],
)
def test_une_variation_s_ecrit_dans_son_unite(avant: float, apres: float, unite: str, attendu: str) -> None:
    assert lisible(varier(rang(avant, apres, unite))) == attendu


def test_l_unite_ne_se_repete_pas() -> None:
    assert sans_unite("8,2\u00a0M€", "8,1\u00a0M€") == "8,2"
    assert sans_unite("999\u00a0k€", "1,1\u00a0M€") == "999\u00a0k€"


def test_le_solde_se_dit_dans_les_deux_sens() -> None:
    base = enveloppe(arbitrer(DEPART, VELO[:1]))
    assert lisible(solde(base)) == "Il reste 250 000 € à trouver"
    rendu = enveloppe(arbitrer(DEPART, [mouvement("politique", "Mobilités", -300000)]))
    assert lisible(solde(rendu)) == "Il reste 300 000 € à affecter"


def test_le_titre_dit_le_solde_puis_ce_qui_change_sans_taire_le_pire() -> None:
    fait = arbitrer(DEPART, VELO)
    assert fait.refus == () and fait.solde_eur == 0
    dit = lisible(message(enveloppe(fait), rangs([fait.effets])))
    assert dit.startswith("À enveloppe constante, déplacer 300 000 €")
    trop = arbitrer(DEPART, VELO[:1])
    assert lisible(message(enveloppe(trop), rangs([trop.effets]))) == "Il reste 250 000 € à trouver"
    montee = arbitrer(DEPART, [mouvement("politique", "Nature", -40000), mouvement("politique", "Mobilités", 40000)])
    assert "dette" in message(enveloppe(montee), rangs([montee.effets]))


def vert(cle: str, avant: float, apres: float, sens: str) -> Rang:
    return Rang("budget_vert", "Budget vert", f"tous/{cle}", "Tous les axes", cle, "€", sens, (avant, apres))


def test_la_derniere_place_du_titre_va_a_ce_qui_empire() -> None:
    """Dette allégée, écart réduit, un quartier de plus et 27 509 € défavorables de plus : c'est le seul « moins
    bien »."""
    lus = [
        Rang("capitaux", "Capitaux", "climat/dette_cloture", "Climat", "dette", "€", "baisse", (900000.0, 800000.0)),
        Rang(
            "carbone",
            "Carbone",
            "t/ecart/2030",
            "PCAET",
            "écart à l'objectif de 2030",
            "tCO₂e",
            "baisse",
            (500.0, 483.0),
        ),
        Rang("donut", "Donut", "bio/valeur", "Alimentation", "part de bio", "%", "hausse", (31.0, 33.0)),
        vert("favorable", 1e6, 1.1e6, "hausse"),
        vert("defavorable", 1e6, 1027509.0, "baisse"),
    ]
    une = Enveloppe(2024, Decimal(1000000), Decimal(0), Decimal(100000), Decimal(100000), 2)
    assert lisible(message(une, lus)).endswith("et ajoute 27 509 € aux dépenses défavorables")
    assert "défavorables" not in message(une, lus[:-1])


def test_ce_qui_change_ne_montre_que_des_chiffres_qui_changent_les_principaux() -> None:
    fait = arbitrer(DEPART, VELO)
    tous = rangs([fait.effets])
    montres = figures.choisis(tous, figures.CHANGES)
    assert montres and all(un.change for un in montres)
    dit = panneau(figures.Adresse(mouvements=ecrire(VELO)), dossier()).reste
    autres = sum(un.change for un in tous) - len(montres)
    assert lisible(dit).startswith(f"{autres} autre")
    assert "Donut" not in dit and "Égalité" in dit
    assert {un.lentille for un in figures.choisis(tous, "genre")} == {"genre"}


def test_en_projection_chaque_lentille_passe_avant_le_second_chiffre_d_une_autre() -> None:
    tous = figures.choisis(rangs([arbitrer(DEPART, VELO).effets]), figures.CHANGES)
    lentilles = {un.lentille for un in tous}
    retenus = figures.au_plus(tous, 4)
    assert len({un.lentille for un in retenus}) == min(4, len(lentilles))
    assert retenus == [un for un in tous if un in retenus]


def test_la_barre_part_de_zero_et_dit_ce_qui_s_ajoute_ou_s_en_va() -> None:
    ajoute = barres([rang(80.0, 100.0)])
    assert [trace.x[0] for trace in ajoute.data] == pytest.approx([0.8, 0.2])
    assert ajoute.data[0].base[0] == 0 and ajoute.data[1].marker.color == theme.ESPACE_SUR_CONTOUR
    retire = barres([rang(100.0, 80.0)])
    assert [trace.x[0] for trace in retire.data] == pytest.approx([0.8, 0.2])
    assert retire.data[1].marker.line.color == theme.PLANCHER_DEFICIT and retire.data[1].marker.color == theme.PAPIER
    assert len(barres([rang(50.0, -50.0)]).data) == 2 and len(barres([rang(None, None)]).data) == 0


def test_un_nom_saisi_n_est_jamais_du_html() -> None:
    piege = Rang("donut", "Donut", "x/valeur", "", "<img src=x>", "€", "hausse", (1.0, 2.0))
    textes = " ".join(note.text for note in barres([piege]).layout.annotations)
    assert "<img" not in textes and "&lt;img" in textes


def test_cote_a_cote_chaque_scenario_a_sa_colonne_et_la_meme_echelle() -> None:
    faits = [arbitrer(DEPART, VELO), arbitrer(DEPART, [])]
    vue = figures.vue_comparer([un.effets for un in faits], ["Vélo", "Rien"], cadrage())
    assert vue.tableau.columns[3:] == ["Avant", "Vélo", "Rien"]
    assert "inchangé" in " ".join(note.text for note in vue.figure.layout.annotations)
    assert message_comparer(rangs([un.effets for un in faits]), ["Vélo", "Rien"]).startswith("La dette «")


def test_la_table_jumelle_porte_les_chiffres_de_la_figure_et_les_phrases_sont_typographiees() -> None:
    fait = arbitrer(DEPART, VELO)
    vue = figures.vue_effets(fait.effets, enveloppe(fait), cadrage())
    assert vue.tableau["Chiffre"].to_list() == [un.libelle for un in cadrage().montres(rangs([fait.effets]))]
    assert vue.message == typographier(vue.message)
    assert set(vue.tableau["Sens"].unique()) <= {"mieux", "moins bien", "inchangé", "donnée absente", "ne se juge pas"}
    lentilles = fait.effets["lentille"].unique()
    entieres = [figures.vue_effets(fait.effets, enveloppe(fait), cadrage(une)) for une in lentilles]
    assert sum(une.tableau.height for une in entieres) == fait.effets.height


def test_la_provenance_liste_l_avant_et_l_apres_de_ce_qui_se_montre_et_rien_d_autre() -> None:
    """Sous une lentille, projetée ou non ; un chiffre inchangé n'a qu'une rangée, et l'après est dit modélisé."""
    fait = arbitrer(DEPART, VELO)
    for lentille, maximum in (("capitaux", None), ("donut", None), ("genre", None), ("epargne", None), ("changes", 4)):
        lu = cadrage(lentille, maximum)
        dits, montres = enveloppe(fait), lu.montres(rangs([fait.effets]))
        vue = figures.vue_effets(fait.effets, dits, lu)
        suivis = dict.fromkeys([*cites(dits, rangs([fait.effets])), *montres])
        attendues = [un.valeurs if un.change else un.valeurs[:1] for un in suivis if un.unite != "année"]
        listees = vue.indicateurs.filter(pl.col("indicateur") != "budget_restant")
        assert listees["valeur"].to_list() == [valeur for valeurs in attendues for valeur in valeurs]
        modelises = listees.filter(pl.col("qualite") == "modelise")
        assert modelises.height >= sum(len(valeurs) == 2 for valeurs in attendues)
        assert vue.indicateurs["origine"].null_count() == 0
    assert figures.vue_effets(fait.effets, enveloppe(fait), cadrage(maximum=4)).tableau.height <= 4


def test_sans_mouvement_les_rangees_de_l_enveloppe_en_font_le_total() -> None:
    rien = arbitrer(DEPART, [])
    vue = figures.vue_effets(rien.effets, enveloppe(rien), cadrage())
    reelles = vue.indicateurs.filter(pl.col("indicateur").str.contains("depenses_reelles_"))
    assert reelles["valeur"].sum() == pytest.approx(float(DEPART.total_eur)) and vue.reperes == ()


def test_sans_mouvement_on_montre_d_ou_l_on_part() -> None:
    rien = arbitrer(DEPART, [])
    montres = figures.choisis(rangs([rien.effets]), figures.CHANGES)
    assert (
        panneau(figures.Adresse(), dossier()).constat == "Rien n'est encore déplacé : voici d'où l'on part." and montres
    )
    assert enveloppe(rien).deplaces_eur == Decimal(0) and pl.Series([un.change for un in montres]).sum() == 0


def test_la_vue_est_une_fonction_de_son_adresse() -> None:
    """Un mouvement écrit deux fois, ou dans l'autre ordre, est le même arbitrage ; sa vue dit le solde."""
    lu = dossier()
    vue = figures.composer(figures.Adresse(mouvements="c:velo:250000"), lu)
    assert lisible(vue.message) == "Il reste 250 000 € à trouver" and vue.cle == "arbitrage"
    double = figures.composer(figures.Adresse(mouvements="c:velo:100000*c:velo:150000"), lu)
    assert double.tableau.equals(vue.tableau)
    assert figures.composer(figures.Adresse(vue="comparer"), lu).message.startswith("Aucun scénario")


def test_le_bandeau_dit_ce_qui_equilibre_et_rien_quand_l_enveloppe_est_tenue() -> None:
    lu = bandeau(ecrire(VELO[:1]), dossier())
    assert not lu.tenue and lisible(lu.titre) == "Prendre 250 000 € sur" and lu.geste == "Prendre ce montant"
    assert lu.equilibres and set(lu.equilibres.values()) == {Decimal("-250000.00")}
    assert lisible(lu.deplace).startswith("250 000 € ajoutés, 0 € retirés")
    equilibre = bandeau(ecrire(VELO), dossier())
    assert equilibre.tenue and equilibre.equilibres == {}
