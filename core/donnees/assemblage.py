"""Du fichier lu à ce qui s'écrira : chaque feuille trouve sa table, chaque table est préparée puis comparée."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from core.acces import Acces
from core.donnees import correspondance, totaux
from core.donnees.apercu import ECARTEE, ROUGE, Apercu, Appariement, OptionsImport, Rejet
from core.donnees.comparaison import Comparaison, comparer, differences
from core.donnees.constat import OFFICIELS, Constat, Contexte, Source
from core.donnees.correspondance import MONTANT
from core.donnees.documents import avertir_de_la_collectivite, dit_par_le_document
from core.donnees.entrepot import Entrepot, Lot
from core.donnees.entrepot.schema import FAITS
from core.donnees.lecture.modele import DonneePersonnelle, Feuille, Lecture
from core.donnees.parts_affectations import parts_bancales
from core.donnees.preparation import Preparation, preparer
from core.donnees.refus import en_rejets
from core.format_fr import accorder, enumerer
from core.tables import Table
from core.tables.declaration import Code

_PORTENT_SEUILS = {table.seuils for table in FAITS.values() if table.seuils}
_SEUILS = ("code", "unite", "plancher", "plafond", "cible", "pire_valeur")
_RENVOIS = {
    colonne.type.renvoi: (colonne.type.renvoi.partition(".")[0], colonne.type.renvoi.partition(".")[2])
    for table in FAITS.values()
    for colonne in table.colonnes
    if isinstance(colonne.type, Code) and colonne.type.renvoi
}
_SANS_MEMOIRE = OFFICIELS | {"gabarit", ""}


@dataclass
class Resultat:
    """Ce qu'un fichier devient : ce qu'on montre (`tables`, `rejets`, `colonnes`) et ce qu'on écrirait (`lots`…)."""

    tables: tuple[Apercu, ...] = ()
    rejets: tuple[Rejet, ...] = ()
    colonnes: tuple[Appariement, ...] = ()
    lots: tuple[Lot, ...] = ()
    lettres: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    memoire: dict[str, object] = field(default_factory=dict)
    lignes_rejetees: pl.DataFrame = field(default_factory=pl.DataFrame)
    donnees_personnelles: bool = False


@dataclass(frozen=True)
class Chantier:
    """Un fichier lu, le territoire où il entre, et ce que l'on apprend en chemin (`constat`)."""

    entrepot: Entrepot
    acces: Acces
    territoire: str
    lecture: Lecture
    options: OptionsImport
    constat: Constat

    def mener(self) -> Resultat:
        """Apparie, prépare et compare toutes les tables du fichier ; n'écrit rien."""
        for phrase in self.lecture.avertissements:
            self.constat.avertir(phrase)
        if not self.lecture.feuilles:
            return Resultat()
        sources, colonnes = self._apparier()
        preparations = self._preparer(sources)
        self._mettre_de_cote(colonnes)
        comparaisons = {preparation.table.nom: self._comparer(preparation) for preparation in preparations}
        return Resultat(
            tables=tuple(_apercu(p, comparaisons[p.table.nom]) for p in preparations),
            rejets=tuple(rejet for p in preparations for rejet in _rejets(p)),
            colonnes=colonnes,
            lots=tuple(_lot(p, comparaisons[p.table.nom]) for p in preparations),
            lettres={p.table.nom: {s.feuille.nom: _lettres(s, p.table) for s in p.sources} for p in preparations},
            memoire=self._memoire(preparations),
            lignes_rejetees=_lignes_rejetees(preparations),
            donnees_personnelles=self._personnelles(),
        )

    def _apparier(self) -> tuple[list[Source], tuple[Appariement, ...]]:
        retenue = self.entrepot.correspondance_retenue(self.acces, self.territoire, self.lecture.signature)
        sources, inconnues = [], []
        for rang, feuille in enumerate(self.lecture.feuilles):
            memoire = retenue.get(str(rang))
            trouvee = correspondance.apparier(feuille, self.options, memoire if isinstance(memoire, dict) else {})
            if trouvee is None:
                inconnues.append(feuille)
            elif feuille.lignes.height:
                sources.append(Source(feuille, trouvee))
        if not sources:
            proches = [(feuille, correspondance.au_plus_pres(feuille, self.options)) for feuille in inconnues]
            sources = [Source(feuille, proche) for feuille, proche in proches if proche is not None]
        if not sources:
            self.constat.demander(correspondance.question_table(tuple(inconnues) or self.lecture.feuilles))
            return [], tuple(
                Appariement(feuille.nom, entete, feuille.lettres[rang], None, ROUGE)
                for feuille in inconnues
                for rang, entete in enumerate(feuille.entetes)
            )
        for feuille in (f for f in inconnues if all(f is not source.feuille for source in sources)):
            self.constat.avertir(f"Feuille « {feuille.nom} » laissée de côté : aucune table ne s'y reconnaît.")
        tables = [source.correspondance.table for source in sources]
        correspondance.verifier_choix(self.lecture.feuilles, tables, self.options)
        for source in sources:
            if correspondance.manquantes(source.correspondance):
                self.constat.demander(correspondance.question_colonnes(source.feuille, source.correspondance))
        return sources, tuple(a for source in sources for a in source.correspondance.appariements)

    def _preparer(self, sources: list[Source]) -> list[Preparation]:
        if not sources or "correspondance" in self.constat.questions:
            return []
        dits = dit_par_le_document(self.lecture, sources, self.constat)
        avertir_de_la_collectivite(self.lecture, self.entrepot, self.acces, self.territoire, self.constat)
        seuils = pl.concat([self._courantes(nom).select(_SEUILS) for nom in _PORTENT_SEUILS])
        codes = {renvoi: self._courantes(nom)[colonne] for renvoi, (nom, colonne) in _RENVOIS.items()}
        budgets = self.entrepot.budgets(self.acces, self.territoire)
        preparations = []
        for table in FAITS.values():
            siennes = tuple(source for source in sources if source.correspondance.table.nom == table.nom)
            if not siennes:
                continue
            contexte = Contexte(self.lecture.format, dits, self.options, budgets, codes, seuils, self.constat)
            preparation = preparer(table, siennes, contexte)
            preparations.append(preparation)
            for renvoi, (nom, colonne) in _RENVOIS.items():
                if nom == table.nom:
                    codes[renvoi] = pl.concat([codes[renvoi], preparation.lignes[colonne]]).unique()
            if table.nom in _PORTENT_SEUILS:
                nouveaux = preparation.lignes.select(_SEUILS)
                seuils = pl.concat([nouveaux, seuils.join(nouveaux, on="code", how="anti")])
        return preparations

    def _courantes(self, table: str) -> pl.DataFrame:
        return self.entrepot.courantes(self.acces, self.territoire, table)

    def _comparer(self, preparation: Preparation) -> Comparaison:
        """Compare à la base, dans la portée du fichier : mêmes exercices, étapes et budgets."""
        table, lignes = preparation.table, preparation.lignes
        portee = [nom for nom in ("exercice", "etape", "budget") if nom in table.cle]
        exercices = lignes["exercice"].unique().to_list() if "exercice" in portee else []
        filtre = {"exercice": exercices[0]} if len(exercices) == 1 else None
        courantes = self.entrepot.courantes(self.acces, self.territoire, table.nom, filtre)
        if portee:
            courantes = courantes.join(
                lignes.select(portee).unique(), on=portee, how="semi", nulls_equal=True, maintain_order="left"
            )
        comparaison = comparer(lignes, courantes, table, preparation.presentes)
        if table.par_morceaux and (phrase := parts_bancales(lignes, courantes)):
            self.constat.avertir(phrase)
        if comparaison.absentes and not self.constat.questions:
            self.constat.avertir(
                f"Table « {table.titre} » : {accorder(comparaison.absentes, 'ligne')} déjà dans la base et absentes de "
                "ce fichier sont conservées. Si le fichier remplace tout, annulez d'abord l'import précédent."
            )
        return comparaison

    def _memoire(self, preparations: list[Preparation]) -> dict[str, object]:
        """Ce qu'on retiendra, par place de la feuille : son nom peut porter l'année et changer d'un export à
        l'autre."""
        if self.lecture.format in _SANS_MEMOIRE:
            return {}
        retenu: dict[str, object] = {}
        for preparation in preparations:
            for source in preparation.sources:
                rang = next(i for i, autre in enumerate(self.lecture.feuilles) if autre is source.feuille)
                colonnes = {a.entete: a.colonne for a in source.correspondance.appariements}
                retenu[str(rang)] = {"table": preparation.table.nom, "colonnes": colonnes}
        return retenu

    def _mettre_de_cote(self, colonnes: tuple[Appariement, ...]) -> None:
        inconnues = [a for a in colonnes if a.confiance in (ROUGE, ECARTEE) and a.entete.strip()]
        sans_table = self.constat.questions.keys() & {"table", "correspondance"}
        if inconnues and not sans_table and self.lecture.format not in OFFICIELS:
            noms = enumerer([f"« {a.entete} »" for a in inconnues])
            self.constat.avertir(f"Colonnes mises de côté : {noms}. Elles ne sont pas importées.")

    def _personnelles(self) -> bool:
        """Vrai si le fichier porte quelque part des données personnelles : il n'est alors pas conservé."""
        montrees = [une for une in self.lecture.personnelles if une.feuille] or list(self.lecture.personnelles)
        if montrees:
            motifs = enumerer(list(dict.fromkeys(une.motif for une in montrees)))
            places = enumerer(list(dict.fromkeys(self._place(une) for une in montrees)))
            self.constat.avertir(
                f"Données personnelles ({motifs}) dans {places} : elles ne sont pas importées, et la copie du "
                "fichier n'est pas conservée."
            )
        return bool(montrees)

    def _place(self, donnee: DonneePersonnelle) -> str:
        """La colonne par son en-tête dans une feuille lue, par sa lettre ailleurs."""
        for feuille in self.lecture.feuilles:
            if feuille.nom == donnee.feuille and donnee.lettre in feuille.lettres:
                return f"« {feuille.entetes[feuille.lettres.index(donnee.lettre)]} »"
        if donnee.feuille:
            return f"la feuille « {donnee.feuille} », colonne {donnee.lettre}"
        return "un texte que le classeur garde sans le montrer"


def _apercu(preparation: Preparation, comparaison: Comparaison) -> Apercu:
    table, lignes = preparation.table, preparation.lignes
    return Apercu(
        table=table.nom,
        lues=preparation.lues,
        creees=comparaison.nouvelles.height - comparaison.remplacees.height,
        remplacees=comparaison.remplacees.height,
        inchangees=comparaison.inchangees,
        rejetees=preparation.rejetees,
        ecartees=preparation.ecartees,
        absentes=comparaison.absentes,
        totaux=totaux.totaux(lignes, table),
        totaux_fichier=totaux.en_totaux(preparation.annoncees),
        totaux_etapes=totaux.totaux_etapes(lignes, table),
        differences=differences(comparaison, table),
        lignes=comparaison.nouvelles.select("feuille", "ligne", *table.schema()),
    )


def _lot(preparation: Preparation, comparaison: Comparaison) -> Lot:
    return Lot(
        preparation.table.nom,
        comparaison.nouvelles,
        comparaison.remplacees,
        comparaison.inchangees,
        preparation.rejetees,
        preparation.ecartees,
    )


def _lettres(source: Source, table: Table) -> dict[str, str]:
    lettres: dict[str, str] = {}
    for cible, rang in source.correspondance.cibles.items():
        nom, _, cote = cible.partition("@")
        noms = table.montants_selon_etape if nom == MONTANT and table.montants_selon_etape else (nom,)
        for vrai in noms:
            lettres.setdefault(f"{vrai}@{cote}" if cote else vrai, source.feuille.lettres[rang])
    return lettres


def _rejets(preparation: Preparation) -> tuple[Rejet, ...]:
    feuilles: dict[str, Feuille] = {source.feuille.nom: source.feuille for source in preparation.sources}
    cibles = {source.feuille.nom: source.correspondance.cibles for source in preparation.sources}
    return en_rejets(preparation.refusees, feuilles, cibles)


def _lignes_rejetees(preparations: list[Preparation]) -> pl.DataFrame:
    """Les lignes refusées telles qu'écrites : `feuille`, `ligne`, `entetes` et `cellules` (listes de textes)."""
    textes = pl.List(pl.String())
    morceaux = [
        pl.DataFrame(schema={"feuille": pl.String(), "ligne": pl.Int32(), "entetes": textes, "cellules": textes})
    ]
    for preparation in preparations:
        for source in preparation.sources:
            feuille = source.feuille
            fautives = preparation.refusees.filter(pl.col("feuille") == feuille.nom)["ligne"].unique().to_list()
            colonnes = [f"c{rang}" for rang in range(len(feuille.entetes))]
            morceaux.append(
                feuille.lignes.filter(pl.col("ligne").is_in(fautives)).select(
                    feuille=pl.lit(feuille.nom),
                    ligne=pl.col("ligne").cast(pl.Int32),
                    entetes=pl.lit(list(feuille.entetes), dtype=textes),
                    cellules=pl.concat_list(colonnes),
                )
            )
    return pl.concat(morceaux)
