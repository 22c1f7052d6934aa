"""The layout of an index file. Every change is a new step at the end; an older file is brought up step by step."""

from __future__ import annotations

APPLICATION = 0x46414354
"""Marks an SQLite file as an index of factcheck (`PRAGMA application_id`)."""

STEPS = (
    """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE documents (
        id INTEGER PRIMARY KEY, path TEXT NOT NULL, source TEXT NOT NULL, key BLOB NOT NULL, rules TEXT NOT NULL,
        day INTEGER NOT NULL, claims INTEGER NOT NULL, remarks INTEGER NOT NULL, named INTEGER NOT NULL);
    CREATE INDEX documents_by_source ON documents (source);
    CREATE TABLE contents (
        document INTEGER PRIMARY KEY, summary BLOB NOT NULL, text BLOB NOT NULL, claims BLOB NOT NULL,
        vector BLOB NOT NULL);
    CREATE TABLE sources (name TEXT PRIMARY KEY, signature BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE postings (
        feature INTEGER, day INTEGER, document INTEGER, weight INTEGER NOT NULL, name INTEGER NOT NULL,
        PRIMARY KEY (feature, day, document)) WITHOUT ROWID;
    CREATE TABLE blocks (feature INTEGER PRIMARY KEY, size INTEGER NOT NULL);
    CREATE TABLE stale (document INTEGER PRIMARY KEY);
    """,
    """
    CREATE TABLE pairs (a INTEGER, b INTEGER, links BLOB, PRIMARY KEY (a, b)) WITHOUT ROWID;
    CREATE INDEX pairs_by_second ON pairs (b);
    CREATE INDEX pairs_to_score ON pairs (a) WHERE links IS NULL;
    CREATE TABLE dirty (document INTEGER, claim INTEGER, PRIMARY KEY (document, claim)) WITHOUT ROWID;
    CREATE TABLE members (document INTEGER, claim INTEGER, component INTEGER NOT NULL,
        PRIMARY KEY (document, claim)) WITHOUT ROWID;
    CREATE INDEX members_by_component ON members (component);
    CREATE TABLE findings (component INTEGER PRIMARY KEY, found BLOB NOT NULL);
    """,
    """
    CREATE TABLE derived (document INTEGER, id TEXT, found BLOB NOT NULL, PRIMARY KEY (document, id)) WITHOUT ROWID;
    CREATE INDEX derived_by_id ON derived (id);
    CREATE TABLE underived (document INTEGER PRIMARY KEY);
    INSERT INTO underived SELECT id FROM documents;
    """,
    """
    ALTER TABLE documents ADD COLUMN marked INTEGER NOT NULL DEFAULT 1;
    CREATE INDEX documents_by_rules ON documents (rules, claims);
    CREATE INDEX documents_remarked ON documents (path) WHERE remarks;
    CREATE INDEX documents_marked ON documents (path) WHERE marked;
    """,
    """
    DELETE FROM meta WHERE name = 'report';
    CREATE TABLE report (place INTEGER PRIMARY KEY, kind TEXT NOT NULL, count INTEGER NOT NULL, data BLOB NOT NULL);
    CREATE TRIGGER documents_added AFTER INSERT ON documents BEGIN DELETE FROM meta WHERE name = 'report'; END;
    CREATE TRIGGER documents_gone AFTER DELETE ON documents BEGIN DELETE FROM meta WHERE name = 'report'; END;
    CREATE TRIGGER findings_added AFTER INSERT ON findings BEGIN DELETE FROM meta WHERE name = 'report'; END;
    CREATE TRIGGER findings_gone AFTER DELETE ON findings BEGIN DELETE FROM meta WHERE name = 'report'; END;
    CREATE TRIGGER derived_added AFTER INSERT ON derived BEGIN DELETE FROM meta WHERE name = 'report'; END;
    CREATE TRIGGER derived_gone AFTER DELETE ON derived BEGIN DELETE FROM meta WHERE name = 'report'; END;
    """,
)
"""`documents` holds what is looked at often, `contents` the packed records. `postings` is the inverted index over
`vector`, `blocks` the number of documents of a feature. `stale` lists documents whose neighbours must be looked up,
`pairs` neighbours with a < b (`links` NULL: not scored yet), `dirty` claims whose facts must be found again, `members`
the claims of every group of linked claims, and `findings` what was found on a group. `derived` holds what arithmetic
between the claims of a document and its neighbours found; documents in `underived` wait for it. `marked` tells that a
document may be a page with structure, as any from before that column may. `report` holds the findings and documents of
the report on all, in its order and many a row; it is valid while `meta` tells by what rules it was made, which any
change of documents or findings takes away.
"""
