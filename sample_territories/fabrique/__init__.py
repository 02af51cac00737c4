"""De quoi fabriquer les territoires d'exemple : tout y est inventé, tout y est rejouable à l'identique."""
