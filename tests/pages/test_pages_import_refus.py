"""Ce qui est refusé à l'import, à l'écran : les causes, le montant laissé de côté partout, le classeur qui revient."""

from __future__ import annotations

from core.acces import ACCES_LOCAL
from pages._outils import chargement
from tests.pages.test_pages_import import BON, TERRITOIRE, cliquer, deposer, lu
from tests.pages.visite import Ouvrir, aller

LAISSEE = "2024;CA;principal;fonctionnement;depense;reel;9?4;60613;020;Chauffage;168 000,40\n"


def simple(texte: str) -> str:
    return texte.replace("\u202f", " ").replace("\u00a0", " ").replace("\\", "")


def test_le_montant_laisse_de_cote_est_dit_avant_apres_au_journal_et_a_l_ecran_concerne(ouvrir_copie: Ouvrir) -> None:
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), BON + LAISSEE)
    assert "qui porte 168 000,40 € en dépenses (réalisé)" in simple(page.checkbox[0].label)
    page.checkbox[0].check().run()
    cliquer(page, "Importer sans la ligne refusée")
    assert "1 ligne refusée, qui porte 168 000,40 € en dépenses (réalisé)" in simple(page.warning[0].value)
    numero = chargement.entrepot().imports(ACCES_LOCAL, TERRITOIRE)["id"][0]
    aller(page, "journal", {"territoire": TERRITOIRE})
    assert "1 refusée, portant 168 k€ (réalisé)" in simple(lu(page))
    aller(page, "budget", {"territoire": TERRITOIRE, "exercice": "2024"})
    assert not page.exception
    assert f"Import n° {numero}, « export.csv » : 1 ligne refusée, 168 k€ (réalisé)" in simple(lu(page))
    aller(page, "budget", {"territoire": TERRITOIRE, "exercice": "2023"})
    assert "refusée" not in lu(page)


FLUX = "exercice;etape;budget;section;zz qqq;zz autre;chapitre;nature;libelle;vote_eur\n" + "".join(
    f"2024;BP;principal;investissement;{flux};{flux};23;2315;Travaux {rang};{rang}00,00\n"
    for rang, flux in enumerate(["Dépense", "Recette"] * 6, start=1)
)


def test_un_refus_par_cause_et_la_colonne_proposee_d_un_geste(ouvrir_copie: Ouvrir) -> None:
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), FLUX)
    assert not page.exception
    proposees = [bouton for bouton in page.button if bouton.label.startswith("Lire la colonne")]
    assert len(proposees) == 2, "deux colonnes conviendraient : aucune n'est prise d'office"
    assert "12 lignes refusées, 1 cause" in simple(lu(page))
    assert "12 lignes : Dépense ou recette" in simple(lu(page))
    assert "« zz qqq »" in simple(proposees[0].label)
    proposees[0].click().run()
    assert not page.exception
    assert "12 lignes à créer" in simple(lu(page))
    assert "refusée" not in lu(page)
