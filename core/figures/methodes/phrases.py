"""Les phrases du cheminement entre méthodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

VENUE = "On y vient de"
"""Le titre des méthodes qui mènent à celle que l'on regarde."""


def alternative(suites: Mapping[str, Sequence[str]]) -> str:
    """Qui mène à qui ; `suites` : par méthode, celles où elle mène."""
    dites = [f"{titre} mène à {' et '.join(vers)}" for titre, vers in suites.items() if vers]
    return f"Cheminement entre méthodes : {' ; '.join(dites)}."
