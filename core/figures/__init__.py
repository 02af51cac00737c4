"""Les vues : une figure, sa phrase, ses notes de lecture et sa table, faites des indicateurs."""
