"""Du fichier de l'agent aux tables versionnées : lire, contrôler, prévisualiser, importer, annuler."""
