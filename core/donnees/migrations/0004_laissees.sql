-- Ce que les lignes refusées laissent de côté, par table, exercice, étape et budget ; nul pour les imports d'avant.
ALTER TABLE base.imports ADD COLUMN laissees VARCHAR;
