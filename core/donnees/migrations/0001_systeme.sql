-- Tables de service. Aucune clé ni contrainte d'unicité du moteur : elles sont tenues par nos transactions,
-- pour que le même SQL fonctionne sur un catalogue DuckLake.
CREATE TABLE base.territoires (
    id VARCHAR,
    nom VARCHAR,
    type VARCHAR,
    population BIGINT,
    parent VARCHAR,
    code_insee VARCHAR,
    siren VARCHAR,
    fictif BOOLEAN,
    cree_le TIMESTAMP
);
CREATE TABLE base.imports (
    id BIGINT,
    territoire VARCHAR,
    fichier VARCHAR,
    format VARCHAR,
    empreinte VARCHAR,
    original VARCHAR,
    signature VARCHAR,
    options VARCHAR,
    lettres VARCHAR,
    identite VARCHAR,
    date TIMESTAMP,
    statut VARCHAR,
    creees BIGINT,
    remplacees BIGINT,
    inchangees BIGINT,
    rejetees BIGINT,
    ecartees BIGINT
);
CREATE TABLE base.controles (
    import_id BIGINT,
    nom_table VARCHAR,
    lignes BIGINT,
    remplacees BIGINT,
    centimes VARCHAR,
    empreinte VARCHAR
);
CREATE TABLE base.correspondances (
    territoire VARCHAR,
    signature VARCHAR,
    import_id BIGINT,
    contenu VARCHAR
);
CREATE TABLE base.journal (
    numero BIGINT,
    date TIMESTAMP,
    identite VARCHAR,
    territoire VARCHAR,
    action VARCHAR,
    import_id BIGINT,
    detail VARCHAR,
    precedent VARCHAR,
    empreinte VARCHAR
);
