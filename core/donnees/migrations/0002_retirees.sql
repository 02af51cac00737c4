-- Les lignes qu'une saisie à l'écran retire sans les remplacer.
ALTER TABLE base.imports ADD COLUMN retirees BIGINT;
