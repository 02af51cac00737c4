"""Ce que plusieurs méthodes lisent : les dépenses classées, les affectations, les émissions et les actions."""
