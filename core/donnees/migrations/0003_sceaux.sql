-- Les totaux de contrôle des tables de service : lignes et empreinte de chacune après la dernière écriture.
CREATE TABLE base.sceaux (
    nom_table VARCHAR,
    lignes BIGINT,
    empreinte VARCHAR
);
