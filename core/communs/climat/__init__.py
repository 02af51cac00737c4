"""Ce que les méthodes du climat partagent : lire les émissions observées, et l'effet des actions année par année."""
