"""Ce que l'on fait des comptes : coter, arbitrer. Au-dessus des méthodes, sans écran ni écriture."""
