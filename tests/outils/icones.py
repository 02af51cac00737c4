"""Tailler la police d'icônes de Streamlit aux glyphes dont on se sert : `python -m tests.outils.icones`.

Demande `fonttools` et `brotli`, que rien d'autre n'utilise : à installer à part, le temps de la commande.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from pages._service.traduction import DOSSIER_ICONES, DOSSIER_STATIQUE

RACINE = Path(__file__).resolve().parents[2]
SOURCE = next((DOSSIER_STATIQUE / "static" / "media").glob("MaterialSymbols-Rounded.*.woff2"))
TAILLEE = DOSSIER_ICONES / "MaterialSymbols-Rounded.woff2"
NOMS = DOSSIER_ICONES / "noms.txt"
_ICONE = re.compile(r":material/([a-z0-9_]+):")


def noms_de_nos_pages() -> set[str]:
    """Les icônes que nos écrans demandent."""
    sources = [RACINE / "app.py", *(RACINE / "pages").rglob("*.py"), *(RACINE / "core").rglob("*.py")]
    return _noms(sources)


def noms_de_streamlit() -> set[str]:
    """Les icônes que les éléments de Streamlit demandent d'eux-mêmes, dans ce qu'il envoie au navigateur."""
    return _noms(list((DOSSIER_STATIQUE / "static" / "js").glob("*.js")))


def _noms(fichiers: list[Path]) -> set[str]:
    return {nom for fichier in fichiers for nom in _ICONE.findall(fichier.read_text(encoding="utf-8"))}


def empreinte() -> str:
    """L'empreinte de la police taillée, écrite en tête de la liste de ses glyphes."""
    return hashlib.sha256(TAILLEE.read_bytes()).hexdigest()


def glyphes() -> tuple[str, set[str]]:
    """L'empreinte et les noms que porte la liste livrée avec la police."""
    premiere, *noms = NOMS.read_text(encoding="utf-8").split()
    return premiere, set(noms)


def tailler() -> None:
    """Réécrit la police et la liste de ses glyphes ; un nom demandé que la source n'a pas est laissé de côté et dit."""
    from fontTools import subset  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    police = TTFont(SOURCE)
    ligatures = _ligatures(police)
    voulus = noms_de_nos_pages() | noms_de_streamlit()
    gardes = sorted(voulus & set(ligatures))
    caracteres = {ord(lettre) for nom in gardes for lettre in nom}
    options = subset.Options(layout_closure=False, layout_features=["rlig"], flavor="woff2", name_IDs=["*"])
    tailleur = subset.Subsetter(options)
    tailleur.populate(unicodes=caracteres, glyphs=[ligatures[nom] for nom in gardes])
    tailleur.subset(police)
    subset.save_font(police, TAILLEE, options)
    NOMS.write_text("\n".join([empreinte(), *gardes]) + "\n", encoding="utf-8")
    print(
        f"{len(gardes)} glyphes, {TAILLEE.stat().st_size} octets ; absents de la source : "
        f"{sorted(voulus - set(gardes))}"
    )


def _ligatures(police) -> dict[str, str]:  # type: ignore[no-untyped-def] # noqa: ANN001
    """Le glyphe de chaque nom d'icône que la police sait écrire."""
    lettres = {glyphe: chr(code) for code, glyphe in police.getBestCmap().items()}
    trouvees = {}
    for table in police["GSUB"].table.LookupList.Lookup:
        for sous_table in table.SubTable:
            portee = sous_table.ExtSubTable if hasattr(sous_table, "ExtSubTable") else sous_table
            for premiere, suites in portee.ligatures.items():
                for suite in suites:
                    nom = "".join(lettres[glyphe] for glyphe in (premiere, *suite.Component))
                    trouvees[nom] = suite.LigGlyph
    return trouvees


if __name__ == "__main__":
    tailler()
