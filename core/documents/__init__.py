"""Ce que l'on emporte : fichiers faits des vues et des indicateurs."""
