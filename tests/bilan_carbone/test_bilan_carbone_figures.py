"""Les figures du bilan carbone : barres triées, intervalles, absents hachurés, cascade qui se referme, flash à part."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import plotly.graph_objects as go
import polars as pl
import pytest
from fabrique_bilan_carbone_vues import ENTIER, etat, indicateurs, table

from core.figures import theme
from core.figures.bilan_carbone.annees import Evolution, cascade, comparer, message_annees, rubriques_annees, vue_annees
from core.figures.bilan_carbone.barres import COMPTES, INDIRECTE
from core.figures.bilan_carbone.flash import rubriques_flash, surplus_des_comptes, vue_flash
from core.figures.bilan_carbone.flux import mesures, tableau_flux, vue_flux
from core.figures.bilan_carbone.lecture import Lecture, Regard, lire
from core.figures.bilan_carbone.vues import par_categorie, reunir, vue_postes, vue_repartition
from core.figures.vue import Vue

VILLE = Regard("Ville d'Orsevaux")
FLASH = {
    "budget": pl.String,
    "nature": pl.String,
    "libelle": pl.String,
    "fonction": pl.String,
    "montant_eur": pl.Decimal(18, 2),
    "libelle_ratio": pl.String,
    "valeur_facteur": pl.Float64,
    "poste": pl.String,
    "emissions_tco2e": pl.Float64,
    "sort": pl.String,
}
EFFETS = {
    "poste": pl.String,
    "activite": pl.String,
    "service": pl.String,
    "flux": pl.String,
    "avant_tco2e": pl.Float64,
    "apres_tco2e": pl.Float64,
    "effet_activite": pl.Float64,
    "effet_methode": pl.Float64,
    "comparable": pl.Boolean,
}


def propre(texte: str) -> str:
    return texte.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


def lecture(incertitude: str = "lognormale") -> Lecture:
    return lire(indicateurs(), 2024, "realise", incertitude)


def postes(regard: Regard = VILLE) -> Vue:
    return vue_postes(lecture(), indicateurs(), regard)


def barres(figure: go.Figure | str) -> list[go.Bar]:
    assert isinstance(figure, go.Figure)
    return [trace for trace in figure.data if isinstance(trace, go.Bar) and trace.customdata is not None]


def par_code(vue: Vue) -> dict[str, go.Bar]:
    return {trace.customdata[0][0]: trace for trace in barres(vue.figure)}


def test_chaque_poste_a_sa_barre_les_absents_sont_haches_et_sans_grandeur() -> None:
    trouvees = par_code(postes())
    assert len(trouvees) == 22
    absents = {code for code, trace in trouvees.items() if trace.marker.pattern.shape == "/"}
    assert absents == {code.split(" ")[0] for code in (poste.nom for poste in lecture().absents)}
    assert len({trouvees[code].x[0] for code in absents}) == 1, "la bande d'un absent n'a pas d'échelle"
    assert {code: trouvees[code].x[0] for code in ENTIER} == ENTIER


def test_directes_et_indirectes_se_distinguent_sans_la_couleur_aussi() -> None:
    trouvees = par_code(postes())
    assert trouvees["1.1"].marker.color == theme.REALISE and trouvees["4.1"].marker.color == INDIRECTE
    titres = [note.text for note in postes().figure.layout.annotations]
    assert any("Émissions directes" in titre for titre in titres)
    assert any("Produits achetés, indirectes" in titre for titre in titres)


def test_les_categories_puis_leurs_postes_vont_du_plus_grand_au_plus_petit() -> None:
    groupes = par_categorie(lecture())
    sommes = [sum(mesure.valeur or 0 for mesure in groupe.mesures) for groupe in groupes[:-1]]
    assert sommes == sorted(sommes, reverse=True)
    for groupe in groupes[:-1]:
        valeurs = [mesure.valeur or 0 for mesure in groupe.mesures]
        assert valeurs == sorted(valeurs, reverse=True)
    assert groupes[-1].sorte == "absent" and len(groupes[-1].mesures) == 9


def test_l_intervalle_est_trace_et_coupe_avec_sa_borne_ecrite() -> None:
    figure = postes().figure
    traits = {
        round(trace.y[0]): trace
        for trace in figure.data
        if isinstance(trace, go.Scatter) and trace.mode == "lines+markers"
    }
    biens = par_code(postes())["4.1"]
    assert traits[round(biens.y[0])].x == pytest.approx((5400 / 1.5, 5400 * 1.5))
    services = par_code(postes())["4.5"]
    coupe = traits[round(services.y[0])]
    assert coupe.x[1] == pytest.approx(2 * 5400) and coupe.marker.symbol[1] == "triangle-right"
    assert any(propre(note.text) == "→ 11 200" for note in figure.layout.annotations)


@pytest.mark.parametrize("bout", [0.03, 0.8, 1.5, 9.0, 12.0, 94.0, 1000.0, 2700.0, 26_000.0])
def test_les_graduations_sont_rondes_distinctes_et_jamais_trop(bout: float) -> None:
    figure = vue_postes(
        lire(table(etat({"1.1": bout / 1.3})), 2024, "realise", "lognormale"), indicateurs(), VILLE
    ).figure
    assert isinstance(figure, go.Figure)
    axe = figure.layout.xaxis
    assert 2 <= len(axe.tickvals) <= 5 and len(set(axe.ticktext)) == len(axe.ticktext)
    for valeur, texte in zip(axe.tickvals, axe.ticktext, strict=True):
        assert float(propre(texte).removesuffix(" tCO₂e").replace(" ", "").replace(",", ".")) == pytest.approx(valeur)


def test_le_prevu_est_un_contour_et_le_choisi_reste_plein() -> None:
    prevu = par_code(vue_postes(lire(indicateurs(), 2025, "prevu", "lognormale"), indicateurs(), VILLE))["1.1"]
    assert prevu.marker.color == theme.PAPIER and prevu.marker.line.color == theme.REALISE
    choisies = par_code(postes(Regard("Ville", "4.1")))
    assert choisies["4.1"].opacity == 1.0 and choisies["1.1"].opacity < 1.0


def test_en_projection_peu_de_barres_et_un_compte_des_absents() -> None:
    vue = postes(Regard("Ville", None, 7))
    noms = [trace.customdata[0][0] for trace in barres(vue.figure)]
    assert len(noms) == 8
    assert propre(noms[-1]) == "9 postes non renseignés" and noms[-2] == "Autres (7)"
    assert sum(mesure.valeur or 0 for mesure in reunir(lecture().renseignes, 7)) == pytest.approx(sum(ENTIER.values()))


def test_un_nom_saisi_n_est_jamais_du_html() -> None:
    lignes = etat(ENTIER)
    for ligne in lignes:
        if ligne["poste"] == "Écoles":
            ligne["poste"] = "<img src=x>"
    lus = table(lignes)
    vue = vue_repartition(lire(lus, 2024, "realise", "lognormale"), lus, "activite", VILLE)
    assert "<img" not in "".join(note.text for note in vue.figure.layout.annotations)
    assert "<img" not in barres(vue.figure)[0].customdata[0][1]


def test_la_table_et_les_chiffres_de_la_vue_sont_ceux_de_l_etat_montre() -> None:
    vue = postes()
    assert vue.tableau.height == 22
    assert vue.tableau.filter(pl.col("Émissions") == "non renseigné").height == 9
    assert set(vue.indicateurs["nature"]) == {"realise"} and vue.indicateurs["valeur"].null_count() == 0
    assert "territoire" in vue.masque and "Carbone" in vue.masque


@pytest.mark.parametrize("incertitude", ["lognormale", "quadratique"])
@pytest.mark.parametrize("valeurs", [{}, {"1.1": 0.0}, {"1.5": -40.0}, {"1.5": -40.0, "1.1": 10.0}, {"3.1": 0.004}])
def test_toutes_les_formes_de_bilan_se_dessinent(valeurs: dict[str, float], incertitude: str) -> None:
    lus = table(etat(valeurs))
    lue = lire(lus, 2024, "realise", incertitude)
    assert vue_postes(lue, lus, VILLE).message
    assert vue_repartition(lue, lus, "service", VILLE).message


def effets(lignes: list[tuple[str, str, float | None, float | None, float, float]]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (poste, "Écoles", None, flux, avant, apres, activite, methode, avant is not None and apres is not None)
            for poste, flux, avant, apres, activite, methode in lignes
        ],
        schema=EFFETS,
        orient="row",
    )


CHANGES = effets(
    [
        ("1.1 Sources fixes", "Gaz", 1000.0, 850.0, -150.0, 0.0),
        ("4.1 Achats", "Machines", 700.0, 300.0, 20.0, -420.0),
        ("3.3 Domicile-travail", "Voiture", None, 90.0, 90.0, 0.0),
    ]
)


def test_la_cascade_part_du_bilan_d_avant_et_arrive_a_celui_d_apres() -> None:
    evolution = comparer(CHANGES, (2023, 2024), ("V1", "V2"))
    assert evolution.effet_activite == -130 and evolution.methode == -420 and evolution.une_seule == 90
    assert evolution.avant is not None and evolution.apres is not None
    assert evolution.avant + evolution.effet_activite + evolution.methode + evolution.une_seule == evolution.apres
    marches = [trace for trace in cascade(evolution).data if isinstance(trace, go.Bar)]
    bouts = [(trace.base[0], trace.base[0] + trace.x[0]) for trace in marches]
    for (_, arrivee), (depart, _) in pairwise(bouts[:-1]):
        assert depart == pytest.approx(arrivee)
    assert bouts[-2][1] == pytest.approx(bouts[-1][1]) == pytest.approx(1240)


def test_l_effet_methode_ne_ressemble_pas_a_l_effet_activite() -> None:
    vue = vue_annees(comparer(CHANGES, (2023, 2024), ("V1", "V2")), indicateurs(), CHANGES, "Ville")
    assert propre(vue.message) == (
        "De 2023 à 2024, à flux comparables, notre activité a retiré ≈ 130 tCO₂e ; à activité "
        "égale, les facteurs révisés en ôtent ≈ 420"
    )
    marques = {propre(trace.name): trace.marker for trace in vue.figure.data}
    methode = marques["Méthode : facteurs révisés"]
    assert methode.pattern.shape == "+"
    assert all(marque.pattern.shape is None for nom, marque in marques.items() if nom.startswith("Activité"))
    assert "V1 → V2" in vue.sous_titre


def test_un_flux_connu_une_seule_annee_n_est_pas_une_hausse_d_activite() -> None:
    seuls = effets(
        [("1.1 Sources fixes", "Gaz", None, 850.0, 850.0, 0.0), ("2.1 Électricité", "É", 10.0, None, -10.0, 0.0)]
    )
    assert "ne se comparent pas" in message_annees(comparer(seuls, (2023, 2024), ("V", "V")))


def test_le_titre_dit_des_flux_isoles_qui_pesent_plus_que_l_activite() -> None:
    lues = effets(
        [("1.1 Sources fixes", "Gaz", 1000.0, 980.0, -20.0, 0.0), ("4.5 Services", "Voirie", None, 600.0, 600.0, 0.0)]
    )
    assert propre(message_annees(comparer(lues, (2023, 2024), ("V", "V")))) == (
        "De 2023 à 2024, à flux comparables, notre activité a retiré ≈ 20 tCO₂e ; 1 flux connu une seule année en ajoute ≈ 600"
    )


def test_une_annee_absente_se_dit() -> None:
    evolution = comparer(effets([("1.1 Sources fixes", "Gaz", None, 850.0, 850.0, 0.0)]), (2023, 2024), ("V", "V"))
    assert message_annees(evolution) == "Le bilan de 2023 n'est pas renseigné : rien à lui comparer"
    assert not cascade(evolution).data


def test_un_ecart_plus_petit_que_l_incertitude_previent() -> None:
    evolution = Evolution((2023, 2024), ("V", "V"), 1000.0, 950.0, {"1.1": -50.0}, 0.0, 0.0, 0)
    assert any("plus petit que l'incertitude" in texte for _, texte in rubriques_annees(evolution, (700.0, 1300.0)))
    assert not any("plus petit" in texte for _, texte in rubriques_annees(evolution, (940.0, 960.0)))


def flash(lignes: list[tuple[str, str | None, float | None, str]]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            ("principal", nature, "Compte", None, Decimal("100000.00"), "Services", 67.0, poste, tonnes, sort)
            for nature, poste, tonnes, sort in lignes
        ],
        schema=FLASH,
        orient="row",
    )


COMPTES_DE_2024 = flash(
    [
        ("6226", "4.5 Achats de services", 340.0, "comptee"),
        ("6156", "4.5 Achats de services", 160.0, "comptee"),
        ("60621", "1.1 Sources fixes de combustion", None, "remplacee"),
        ("2188", None, None, "sans_ratio"),
        ("64111", None, None, "hors_champ"),
    ]
)


def test_sans_aucun_flux_tout_est_un_ordre_de_grandeur() -> None:
    vue = vue_flash(COMPTES_DE_2024, None, indicateurs().clear(), 2024, VILLE)
    assert propre(vue.message) == (
        "D'après les seuls comptes, le bilan de 2024 serait de l'ordre de 500 tCO₂e : aucun flux ne le vérifie encore"
    )
    (barre,) = barres(vue.figure)
    assert barre.x[0] == 500.0
    assert barre.marker.color == COMPTES["color"] and barre.marker.pattern.shape == "."
    assert "100 k€ de dépenses sans ratio" in propre(vue.sous_titre)


def test_a_cote_des_flux_le_devine_ne_leur_ressemble_pas_et_ne_compte_pas_deux_fois() -> None:
    lue = lire(table(etat({"1.1": 1500.0})), 2024, "realise", "lognormale")
    vue = vue_flash(COMPTES_DE_2024, lue, indicateurs(), 2024, VILLE)
    assert "25 % ne sont encore que devinés" in propre(vue.message) and "2 000" in propre(vue.message)
    marques = {trace.customdata[0][0]: trace.marker.pattern.shape for trace in barres(vue.figure)}
    assert marques["1.1"] is None and marques["4.5"] == "." and marques["3.1"] == "/"
    textes = {titre: propre(texte) for titre, texte in rubriques_flash(COMPTES_DE_2024, lue)}
    assert textes["Remplacé par des flux, donc non deviné"] == "1 compte, 100 k€"


def test_en_projection_le_bilan_flash_reunit_ce_qu_il_ne_nomme_pas() -> None:
    vue = vue_flash(COMPTES_DE_2024, lecture(), indicateurs(), 2024, Regard("Ville", None, 7))
    assert sum(trace.x[0] for trace in barres(vue.figure)) == pytest.approx(sum(ENTIER.values()) + 500)
    assert "Autres (11)" in {trace.customdata[0][0] for trace in barres(vue.figure)}


def test_ce_que_les_comptes_diraient_de_plus_se_montre_sans_s_ajouter() -> None:
    couverture = pl.DataFrame(
        {
            "poste": ["4.5 Achats de services", "4.2 Immobilisations de biens", "2.1 Électricité"],
            "flash_tco2e": [310.0, 90.0, None],
            "documente": [True, False, True],
        }
    )
    surplus = surplus_des_comptes(couverture)
    assert [(un.nom, un.valeur) for un in surplus] == [("4.5 Achats de services", 310.0)]
    sans = COMPTES_DE_2024.filter(pl.col("sort") != "comptee")
    vue = vue_flash(sans, lecture(), indicateurs(), 2024, VILLE, 310.0)
    assert propre(vue.message) == (
        "Les postes que les comptes de 2024 touchent ont tous des flux, mais les comptes diraient de "
        "l'ordre de 310 tCO₂e de plus"
    )
    assert "rien n'est plus deviné" in propre(vue_flash(sans, lecture(), indicateurs(), 2024, VILLE).message)
    textes = {titre: propre(texte) for titre, texte in rubriques_flash(sans, lecture(), surplus)}
    assert textes["Flux peut-être incomplets"].endswith("4.5 Achats de services (≈ 310 tCO₂e)")


DETAIL = {
    "flux_id": pl.UInt32,
    "activite": pl.String,
    "flux": pl.String,
    "part": pl.String,
    "poste": pl.String,
    "quantite": pl.Float64,
    "unite": pl.String,
    "unite_facteur": pl.String,
    "valeur_facteur": pl.Float64,
    "duree_amortissement": pl.Int64,
    "emissions_tco2e": pl.Float64,
    "borne_basse": pl.Float64,
    "borne_haute": pl.Float64,
    "note": pl.Int64,
    "sort": pl.String,
    "motif": pl.String,
    "source": pl.String,
    "version": pl.String,
    "biogenique": pl.Boolean,
}


def flux(*lignes: dict[str, object]) -> pl.DataFrame:
    defaut = dict.fromkeys(DETAIL) | {
        "part": "total",
        "sort": "comptee",
        "biogenique": False,
        "unite": "kWh",
        "note": 4,
        "version": "V23",
        "unite_facteur": "kWh",
    }
    return pl.DataFrame([defaut | {"flux_id": rang} | ligne for rang, ligne in enumerate(lignes)], schema=DETAIL)


FLUX = flux(
    {
        "activite": "Écoles",
        "flux": "Gaz",
        "part": "combustion",
        "quantite": 1_840_000.0,
        "valeur_facteur": 0.205,
        "emissions_tco2e": 377.2,
        "borne_basse": 350.0,
        "borne_haute": 406.0,
        "poste": "1.1 Sources fixes de combustion",
    },
    {
        "activite": "Écoles",
        "flux": "Gaz",
        "part": "amont",
        "quantite": 1_840_000.0,
        "valeur_facteur": 0.038,
        "emissions_tco2e": 69.9,
        "poste": "4.1 Achats de biens",
    },
    {"activite": "Écoles", "flux": "Granulés", "part": "biogenique", "emissions_tco2e": 900.0, "biogenique": True},
    {
        "activite": "Sports",
        "flux": "Pelouse",
        "sort": "sans_facteur",
        "motif": "Aucun facteur n'est nommé.",
        "note": None,
    },
    {
        "activite": "Bâti",
        "flux": "École",
        "quantite": 400.0,
        "unite": "m²",
        "unite_facteur": "m²",
        "valeur_facteur": 440.0,
        "duree_amortissement": 50,
        "emissions_tco2e": 3.52,
    },
)


def test_un_flux_reunit_ses_parts_sans_le_biogenique() -> None:
    assert [(mesure.nom, mesure.valeur) for mesure in mesures(FLUX)] == [
        ("Gaz, Écoles", pytest.approx(447.1)),
        ("École, Bâti", pytest.approx(3.52)),
    ]


def test_la_table_des_flux_montre_le_calcul_et_ce_qui_l_empeche() -> None:
    lignes = {
        ligne["Flux"]: {nom: propre(valeur) for nom, valeur in ligne.items()}
        for ligne in tableau_flux(FLUX).iter_rows(named=True)
    }
    gaz = lignes["Gaz (combustion)"]
    assert (gaz["Quantité"], gaz["Facteur"], gaz["Émissions"]) == ("1 840 000 kWh", "0,205 kgCO₂e/kWh", "≈ 377 tCO₂e")
    assert lignes["École"]["Quantité"] == "400 m² ÷ 50 ans"
    assert lignes["Pelouse"]["Quantité"] == "non renseigné" and lignes["Pelouse"]["Émissions"] == ""
    assert lignes["Pelouse"]["État"] == "Sans facteur : Aucun facteur n'est nommé."
    assert lignes["Granulés (co2 biogénique)"]["État"].startswith("À part")


def test_la_vue_des_flux_compte_ceux_qui_font_la_moitie() -> None:
    lue = lire(table(etat({"1.1": 377.2, "4.1": 73.4}, manques=1)), 2024, "realise", "lognormale")
    vue = vue_flux(FLUX, lue, indicateurs(), VILLE)
    assert propre(vue.message) == "Un seul flux sur 2 fait 99 % du bilan ; 1 autre reste à compléter"
