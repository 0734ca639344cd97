"""The tables of `siyada.db`, as steps that are applied in order and recorded by name."""

import sqlite3

from siyada.ledger.accounts import ACCOUNTS


def m001_keys(connection: sqlite3.Connection) -> None:
    """Who may call. Of a secret only its hash is kept, and the beginning that is shown."""
    connection.execute("""
        CREATE TABLE keys (
          number  INTEGER PRIMARY KEY AUTOINCREMENT,
          name    TEXT NOT NULL,
          prefix  TEXT NOT NULL,
          hash    BLOB NOT NULL UNIQUE,
          added   TEXT NOT NULL,
          removed TEXT
        ) STRICT
    """)
    connection.execute("CREATE UNIQUE INDEX keys_by_name ON keys (name) WHERE removed IS NULL")


def m002_usage(connection: sqlite3.Connection) -> None:
    """What each key used of each model, by day (UTC) and by how the calls ended."""
    connection.execute("""
        CREATE TABLE usage (
          day        TEXT NOT NULL,
          key        INTEGER NOT NULL,
          model      TEXT NOT NULL,
          provider   TEXT NOT NULL,
          outcome    TEXT NOT NULL,
          requests   INTEGER NOT NULL,
          tokens_in  INTEGER NOT NULL,
          tokens_out INTEGER NOT NULL,
          PRIMARY KEY (day, key, model, provider, outcome)
        ) STRICT, WITHOUT ROWID
    """)


def m003_audit(connection: sqlite3.Connection) -> None:
    """The chain of records, and the one row that says where it ends."""
    connection.execute("""
        CREATE TABLE audit (
          number INTEGER PRIMARY KEY,
          record TEXT NOT NULL,
          mac    TEXT NOT NULL
        ) STRICT
    """)
    connection.execute("""
        CREATE TABLE audit_head (
          one    INTEGER PRIMARY KEY CHECK (one = 1),
          number INTEGER NOT NULL,
          mac    TEXT NOT NULL,
          seal   TEXT NOT NULL
        ) STRICT
    """)


def m004_counts(connection: sqlite3.Connection) -> None:
    """What is counted of the pages, by day (UTC): numbers and nothing else."""
    connection.execute("""
        CREATE TABLE counts (
          day       TEXT NOT NULL,
          matter    TEXT NOT NULL,
          procedure TEXT NOT NULL,
          value     TEXT NOT NULL,
          number    INTEGER NOT NULL,
          PRIMARY KEY (day, matter, procedure, value)
        ) STRICT, WITHOUT ROWID
    """)


def m011_erasable(connection: sqlite3.Connection) -> None:
    """What names a caller stands beside a record, so that it can be erased and the chain holds."""
    connection.execute("ALTER TABLE audit ADD COLUMN who TEXT")


def m012_signed(connection: sqlite3.Connection) -> None:
    """Checkpoints: all records up to one, as one hash, signed. And where the records begin."""
    connection.execute("""
        CREATE TABLE audit_signed (
          number     INTEGER PRIMARY KEY,
          mac        TEXT NOT NULL,
          hash       TEXT NOT NULL,
          time       TEXT NOT NULL,
          public_key TEXT NOT NULL,
          signature  TEXT NOT NULL
        ) STRICT
    """)
    connection.execute("""
        CREATE TABLE audit_start (
          one    INTEGER PRIMARY KEY CHECK (one = 1),
          number INTEGER NOT NULL,
          mac    TEXT NOT NULL,
          hash   TEXT NOT NULL,
          seal   TEXT NOT NULL
        ) STRICT
    """)


def m013_sessions(connection: sqlite3.Connection) -> None:
    """Sign-ons that have begun, and sessions: secrets as hashes, people as pseudonyms."""
    connection.execute("""
        CREATE TABLE signons (
          hash     BLOB NOT NULL PRIMARY KEY,
          nonce    TEXT NOT NULL,
          verifier TEXT NOT NULL,
          back     TEXT NOT NULL,
          expires  TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
    """)
    connection.execute("""
        CREATE TABLE sessions (
          hash         BLOB NOT NULL PRIMARY KEY,
          subject      TEXT NOT NULL,
          role         TEXT NOT NULL,
          organisation INTEGER NOT NULL,
          added        TEXT NOT NULL,
          expires      TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
    """)


def m014_policy(connection: sqlite3.Connection) -> None:
    """The digest of the policy in force, to know a change of it."""
    connection.execute("""
        CREATE TABLE policy (
          one    INTEGER PRIMARY KEY CHECK (one = 1),
          digest TEXT NOT NULL
        ) STRICT
    """)


def m015_progress(connection: sqlite3.Connection) -> None:
    """How far an open call has come stands beside the lock of its process."""
    connection.execute("ALTER TABLE leases DROP COLUMN tokens_out")


MIGRATIONS = (
    m001_keys,
    m002_usage,
    m003_audit,
    m004_counts,
    *ACCOUNTS,
    m011_erasable,
    m012_signed,
    m013_sessions,
    m014_policy,
    m015_progress,
)
