"""La ligne de commande : une commande par module, les mêmes fonctions que les écrans."""
