"""Coter les dépenses : la file de travail, les lots que l'on écrit, et ce qu'on en dit. Rien ici ne lit ni n'écrit."""
