"""The tables of a library's file, and how older ones become these."""

_NEW = """
CREATE TABLE collections (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE grants (
    collection TEXT NOT NULL,
    who TEXT NOT NULL,
    may TEXT NOT NULL,
    PRIMARY KEY (collection, who)
) WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY,
    collection TEXT NOT NULL,
    digest TEXT NOT NULL,
    made_by TEXT NOT NULL,   -- what read it, a newer reader reads it again
    document TEXT NOT NULL,  -- that it became or is the same as, or empty
    reason TEXT NOT NULL,    -- why it was not read, or empty
    message TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE versions (
    document TEXT NOT NULL,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (document, version)
) WITHOUT ROWID;
CREATE TABLE vectors (
    passage INTEGER NOT NULL,
    model TEXT NOT NULL,
    vector BLOB NOT NULL,    -- float32, little-endian, of length 1
    PRIMARY KEY (model, passage)
) WITHOUT ROWID;
CREATE INDEX files_by_digest ON files (digest)
"""

SCHEMA = f"""
CREATE TABLE changes (number INTEGER PRIMARY KEY, mark TEXT NOT NULL);
CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    source TEXT NOT NULL,
    date TEXT NOT NULL,
    collection TEXT NOT NULL,
    digest TEXT NOT NULL,
    made_by TEXT NOT NULL
);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice, an index may still hold it
    document INTEGER NOT NULL REFERENCES documents (number),
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    page INTEGER NOT NULL,
    section TEXT NOT NULL,
    change INTEGER NOT NULL
);
CREATE INDEX passages_by_document ON passages (document);
CREATE INDEX passages_by_change ON passages (change);
CREATE INDEX documents_by_collection ON documents (collection);
CREATE TABLE removed (number INTEGER PRIMARY KEY, change INTEGER NOT NULL);
{_NEW};
PRAGMA user_version = 2
"""

UPGRADE = f"""
ALTER TABLE documents ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN date TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN collection TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN made_by TEXT NOT NULL DEFAULT '';
ALTER TABLE passages ADD COLUMN page INTEGER NOT NULL DEFAULT 0;
ALTER TABLE passages ADD COLUMN section TEXT NOT NULL DEFAULT '';
CREATE INDEX documents_by_collection ON documents (collection);
{_NEW};
PRAGMA user_version = 2
"""
"""From the first form, of which each document and passage stays."""
