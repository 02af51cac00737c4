"""Du fichier lu à ce qui s'écrira : chaque feuille trouve sa table, chaque table est préparée puis comparée."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import polars as pl

from core.acces import Acces
from core.donnees import correspondance, etablissements, totaux
from core.donnees.apercu import ECARTEE, ROUGE, Apercu, Appariement, OptionsImport, Rejet
from core.donnees.appartenance import dire_de_qui
from core.donnees.causes import lignes_rejetees, proposer, rejets
from core.donnees.comparaison import Comparaison, comparer, differences
from core.donnees.constat import OFFICIELS, Constat, Contexte, Source
from core.donnees.correspondance import MONTANT
from core.donnees.documents import dit_par_le_document
from core.donnees.ecritures import colonnes_de_nombres
from core.donnees.entrepot import Entrepot, Lot
from core.donnees.entrepot.schema import FAITS
from core.donnees.feuilles import dater
from core.donnees.laissees import Laissee, laissees
from core.donnees.lecture.modele import DonneePersonnelle, Lecture
from core.donnees.parts_affectations import parts_bancales
from core.donnees.personnelles import donnees_personnelles
from core.donnees.preparation import Preparation, preparer
from core.donnees.textes import forme
from core.format_fr import accorder, enumerer
from core.modele import Territoire
from core.plans_portes import PlansPortes
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
_NOMBRE = r"^[-+]?\d+(?:[.,]\d+)?$"
_COTATION = re.compile(r"^axe \d|\bcotation\b|\bcotes?\b|impact climat|budget vert")
_PLANS = [table.nom for table in FAITS.values() if table.plan]
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
    document: str = ""
    laissees: tuple[Laissee, ...] = ()
    proposees: tuple[Appariement, ...] = ()


@dataclass(frozen=True)
class Chantier:
    """Un fichier lu, le territoire où il entre, et ce que l'on apprend en chemin (`constat`)."""

    entrepot: Entrepot
    acces: Acces
    territoire: Territoire
    lecture: Lecture
    options: OptionsImport
    constat: Constat

    @property
    def signature(self) -> str:
        """Sous quoi la base retient ce qui est confirmé : la forme du fichier, ou ce qui dit le budget d'un SIRET."""
        return etablissements.SIGNATURE if self.lecture.format in etablissements.FORMATS else self.lecture.signature

    def mener(self) -> Resultat:
        """Apparie, prépare et compare toutes les tables du fichier ; n'écrit rien."""
        for phrase in self.lecture.avertissements:
            self.constat.avertir(phrase)
        if not self.lecture.feuilles:
            return Resultat()
        document = dire_de_qui(self.lecture, self.territoire, self.options, self.constat)
        sources, colonnes = self._apparier()
        preparations = self._preparer(sources)
        self._mettre_de_cote(colonnes)
        comparaisons = {preparation.table.nom: self._comparer(preparation) for preparation in preparations}
        return Resultat(
            tables=tuple(_apercu(p, comparaisons[p.table.nom]) for p in preparations),
            rejets=tuple(rejet for p in preparations for rejet in rejets(p)),
            colonnes=colonnes,
            lots=tuple(_lot(p, comparaisons[p.table.nom]) for p in preparations),
            lettres={p.table.nom: {s.feuille.nom: _lettres(s, p.table) for s in p.sources} for p in preparations},
            memoire=self._memoire(preparations),
            lignes_rejetees=lignes_rejetees(preparations),
            donnees_personnelles=self._personnelles(sources),
            document=document,
            laissees=tuple(une for p in preparations for une in laissees(p.table, p.lignes, p.laissees)),
            proposees=tuple(une for p in preparations for une in proposer(p.sources, p.refusees)),
        )

    def _apparier(self) -> tuple[list[Source], tuple[Appariement, ...]]:
        retenue = self.entrepot.correspondance_retenue(self.acces, self.territoire.id, self.signature)
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
            self.constat.avertir(
                f"Feuille « {feuille.nom} » laissée de côté : aucune table ne s'y reconnaît.", grave=True
            )
        tables = [source.correspondance.table for source in sources]
        correspondance.verifier_choix(self.lecture.feuilles, tables, self.options)
        for source in sources:
            for question in source.correspondance.questions:
                self.constat.demander(question)
            for phrase in source.correspondance.phrases:
                self.constat.avertir(phrase)
            if correspondance.manquantes(source.correspondance):
                self.constat.demander(correspondance.question_colonnes(source.feuille, source.correspondance))
        return sources, tuple(a for source in sources for a in source.correspondance.appariements)

    def _preparer(self, sources: list[Source]) -> list[Preparation]:
        if not sources or "correspondance" in self.constat.questions:
            return []
        dits = dit_par_le_document(self.lecture, sources, self._budgets_des_sirets(), self.options, self.constat)
        dits = dater(dits, sources)
        seuils = pl.concat([self._courantes(nom).select(_SEUILS) for nom in _PORTENT_SEUILS])
        codes = {renvoi: self._courantes(nom)[colonne] for renvoi, (nom, colonne) in _RENVOIS.items()}
        budgets = self.entrepot.budgets(self.acces, self.territoire.id)
        plans = PlansPortes(pl.concat([self._courantes(nom) for nom in _PLANS]))
        preparations = []
        for table in FAITS.values():
            siennes = tuple(source for source in sources if source.correspondance.table.nom == table.nom)
            if not siennes:
                continue
            contexte = Contexte(self.lecture.format, dits, self.options, budgets, codes, seuils, self.constat, plans)
            preparation = preparer(table, siennes, contexte)
            preparations.append(preparation)
            for renvoi, (nom, colonne) in _RENVOIS.items():
                if nom == table.nom:
                    codes[renvoi] = pl.concat([codes[renvoi], preparation.lignes[colonne]]).unique()
            if table.nom in _PORTENT_SEUILS:
                nouveaux = preparation.lignes.select(_SEUILS)
                seuils = pl.concat([nouveaux, seuils.join(nouveaux, on="code", how="anti")])
        return preparations

    def _budgets_des_sirets(self) -> dict[str, str]:
        """Le budget de chaque SIRET : retenu, dit par ce document, ou répondu ; vide hors des formats à SIRET."""
        if self.lecture.format not in etablissements.FORMATS:
            return {}
        retenus = self.entrepot.correspondance_retenue(self.acces, self.territoire.id, self.signature)
        return etablissements.attribuer(self.lecture.contexte, retenus, self.options, self.constat)

    def _courantes(self, table: str) -> pl.DataFrame:
        return self.entrepot.courantes(self.acces, self.territoire.id, table)

    def _comparer(self, preparation: Preparation) -> Comparaison:
        """Compare à la base, dans la portée du fichier : mêmes exercices, étapes et budgets."""
        table, lignes = preparation.table, preparation.lignes
        portee = [nom for nom in ("exercice", "etape", "budget") if nom in table.cle]
        exercices = lignes["exercice"].unique().to_list() if "exercice" in portee else []
        filtre = {"exercice": exercices[0]} if len(exercices) == 1 else None
        courantes = self.entrepot.courantes(self.acces, self.territoire.id, table.nom, filtre)
        if portee:
            courantes = courantes.join(
                lignes.select(portee).unique(), on=portee, how="semi", nulls_equal=True, maintain_order="left"
            )
        comparaison = comparer(lignes, courantes, table, preparation.presentes)
        if table.par_morceaux and (phrase := parts_bancales(lignes, courantes)):
            self.constat.avertir(phrase, grave=True)
        if comparaison.absentes and not self.constat.questions:
            self.constat.avertir(
                f"Table « {table.titre} » : {accorder(comparaison.absentes, 'ligne')} déjà dans la base et absentes de "
                "ce fichier sont conservées. Si le fichier remplace tout, annulez d'abord l'import précédent.",
                grave=True,
            )
        return comparaison

    def _memoire(self, preparations: list[Preparation]) -> dict[str, object]:
        """Ce qu'on retiendra, par place de la feuille : son nom peut porter l'année et changer d'un export à
        l'autre ; ou le budget de chaque SIRET."""
        if self.lecture.format in etablissements.FORMATS:
            return {**self._budgets_des_sirets()}
        if self.lecture.format in _SANS_MEMOIRE:
            return {}
        retenu: dict[str, object] = {}
        for preparation in preparations:
            for source in preparation.sources:
                rang = next(i for i, autre in enumerate(self.lecture.feuilles) if autre is source.feuille)
                entetes = source.feuille.entetes
                colonnes = {
                    correspondance.cle_de_colonne(a.entete, a.lettre, entetes): a.colonne
                    for a in source.correspondance.appariements
                }
                retenu[str(rang)] = {"table": preparation.table.nom, "colonnes": colonnes}
        return retenu

    def _mettre_de_cote(self, colonnes: tuple[Appariement, ...]) -> None:
        inconnues = [a for a in colonnes if a.confiance in (ROUGE, ECARTEE) and a.entete.strip()]
        sans_table = self.constat.questions.keys() & {"table", "correspondance"}
        if inconnues and not sans_table and self.lecture.format not in OFFICIELS:
            noms = enumerer([f"« {a.entete} »" for a in inconnues])
            self.constat.avertir(f"Colonnes mises de côté : {noms}. Elles ne sont pas importées.")
        cotees = enumerer([f"« {a.entete} »" for a in inconnues if _COTATION.search(forme(a.entete))])
        if cotees:
            self.constat.avertir(
                f"{cotees} : une cotation en colonnes ne s'importe pas avec le budget. Cotez ces lignes à l'écran "
                "Cotation, ou déposez la cotation à part, une ligne par axe, dans la table « Affectations »."
            )

    def _personnelles(self, sources: list[Source]) -> bool:
        """Vrai si le fichier porte des données personnelles : on ne le conserve pas. Un nombre importé n'en est pas."""
        nombres = {(s.feuille.nom, lettre): lus for s in sources for lettre, lus in colonnes_de_nombres(s).items()}
        vraies = [
            une
            for une in self.lecture.personnelles
            if (lus := nombres.get((une.feuille, une.lettre))) is None
            or not donnees_personnelles(lus.filter(~lus.str.contains(_NOMBRE)).to_frame()).is_empty()
        ]
        montrees = [une for une in vraies if une.feuille] or vraies
        if montrees:
            motifs = enumerer(list(dict.fromkeys(une.motif for une in montrees)))
            places = enumerer(list(dict.fromkeys(self._place(une) for une in montrees)))
            self.constat.avertir(
                f"Données personnelles ({motifs}) dans {places} : elles ne sont pas importées, et la copie du "
                "fichier n'est pas conservée.",
                grave=True,
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
        totaux_sections=totaux.totaux_sections(lignes, table),
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
