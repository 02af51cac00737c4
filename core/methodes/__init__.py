"""Les méthodes : chacune est un module avec `FICHE`, `detail` et `calculer`, sans classe mère."""
