"""Cœur de Comptes communs : données, méthodes et figures, sans aucune dépendance à l'interface."""
