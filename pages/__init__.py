"""Les écrans : un script par écran, et les outils qu'ils partagent (`_commun`)."""
