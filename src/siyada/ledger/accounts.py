"""The steps that bring organisations, projects, keys with rights, limits and costs."""

import sqlite3

FIRST_ORGANISATION = "main"
FIRST_PROJECT = "main"
"""What keys belong to that were made before there were organisations."""
FIRST = 1
"""The number of that organisation, and of that project: the operator's own."""


def m005_organisations(connection: sqlite3.Connection) -> None:
    """Organisations and their projects. Whatever was there before belongs to the first of each."""
    connection.execute("""
        CREATE TABLE organisations (
          number  INTEGER PRIMARY KEY AUTOINCREMENT,
          name    TEXT NOT NULL,
          added   TEXT NOT NULL,
          removed TEXT
        ) STRICT
    """)
    connection.execute("""
        CREATE TABLE projects (
          number       INTEGER PRIMARY KEY AUTOINCREMENT,
          organisation INTEGER NOT NULL REFERENCES organisations (number),
          name         TEXT NOT NULL,
          added        TEXT NOT NULL,
          removed      TEXT
        ) STRICT
    """)
    connection.execute(
        "CREATE UNIQUE INDEX organisations_by_name ON organisations (name) WHERE removed IS NULL"
    )
    connection.execute(
        "CREATE UNIQUE INDEX projects_by_name ON projects (organisation, name)"
        " WHERE removed IS NULL"
    )
    now = "strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now')"
    connection.execute(
        f"INSERT INTO organisations VALUES (1, ?, {now}, NULL)",  # noqa: S608 - a constant
        (FIRST_ORGANISATION,),
    )
    connection.execute(
        f"INSERT INTO projects VALUES (1, 1, ?, {now}, NULL)",  # noqa: S608 - a constant
        (FIRST_PROJECT,),
    )


def m006_secrets(connection: sqlite3.Connection) -> None:
    """A key is who calls; its secrets are what proves it. Two are valid while one replaces another.

    `models`, `endpoints` and `networks` are lists in JSON; NULL allows all.
    """
    connection.execute("""
        CREATE TABLE keys_now (
          number    INTEGER PRIMARY KEY AUTOINCREMENT,
          project   INTEGER NOT NULL REFERENCES projects (number),
          name      TEXT NOT NULL,
          role      TEXT NOT NULL,
          added     TEXT NOT NULL,
          expires   TEXT,
          removed   TEXT,
          models    TEXT,
          endpoints TEXT,
          networks  TEXT
        ) STRICT
    """)
    connection.execute("""
        CREATE TABLE secrets (
          hash    BLOB NOT NULL PRIMARY KEY,
          key     INTEGER NOT NULL REFERENCES keys_now (number),
          prefix  TEXT NOT NULL,
          added   TEXT NOT NULL,
          expires TEXT,
          removed TEXT
        ) STRICT, WITHOUT ROWID
    """)
    connection.execute(
        "INSERT INTO keys_now (number, project, name, role, added, removed)"
        " SELECT number, 1, name, 'developer', added, removed FROM keys"
    )
    connection.execute(
        "INSERT INTO secrets SELECT hash, number, prefix, added, NULL, removed FROM keys"
    )
    connection.execute("DROP TABLE keys")
    connection.execute("ALTER TABLE keys_now RENAME TO keys")
    connection.execute(
        "CREATE UNIQUE INDEX keys_by_name ON keys (project, name) WHERE removed IS NULL"
    )
    connection.execute("CREATE INDEX secrets_by_key ON secrets (key)")


def m007_limits(connection: sqlite3.Connection) -> None:
    """What each subject (`key 3`, `project 1`, `organisation 1`) may use, and what it uses now.

    `limits`: NULL is the default of the settings. `meters`: requests and tokens used of the
    buckets of a minute, when they were counted (seconds of this machine's monotonic clock), and
    what the open calls hold. `totals`: tokens and cost of a day or a month; a row that is missing
    is made from `usage`.
    """
    connection.execute("""
        CREATE TABLE limits (
          subject             TEXT NOT NULL PRIMARY KEY,
          requests_per_minute INTEGER,
          tokens_per_minute   INTEGER,
          tokens_per_day      INTEGER,
          calls_at_once       INTEGER,
          mad_per_month       INTEGER
        ) STRICT, WITHOUT ROWID
    """)
    connection.execute("""
        CREATE TABLE meters (
          subject  TEXT NOT NULL PRIMARY KEY,
          requests REAL NOT NULL,
          tokens   REAL NOT NULL,
          counted  REAL NOT NULL,
          calls    INTEGER NOT NULL,
          held     INTEGER NOT NULL,
          cost     INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
    """)
    connection.execute("""
        CREATE TABLE totals (
          subject TEXT NOT NULL,
          period  TEXT NOT NULL,
          tokens  INTEGER NOT NULL,
          cost    INTEGER NOT NULL,
          PRIMARY KEY (subject, period)
        ) STRICT, WITHOUT ROWID
    """)


def m008_leases(connection: sqlite3.Connection) -> None:
    """The open calls, and the process that answers each."""
    connection.execute("""
        CREATE TABLE leases (
          number       INTEGER PRIMARY KEY,
          worker       TEXT NOT NULL,
          key          INTEGER NOT NULL,
          project      INTEGER NOT NULL,
          organisation INTEGER NOT NULL,
          model        TEXT NOT NULL,
          provider     TEXT NOT NULL,
          tokens_in    INTEGER NOT NULL,
          tokens_out   INTEGER NOT NULL,
          calls        INTEGER NOT NULL,
          held         INTEGER NOT NULL,
          cost         INTEGER NOT NULL
        ) STRICT
    """)


def m009_costs(connection: sqlite3.Connection) -> None:
    """What was counted here, what the provider says, what is billed, and what that cost.

    Costs are millionths of a dirham and of a euro; energy is thousandths of a watt-hour. `unpriced`
    and `unmeasured` count the calls for which no price or no figure of energy was known.
    """
    for column in (
        "claimed_in",
        "claimed_out",
        "billed_in",
        "billed_out",
        "micro_mad",
        "micro_eur",
        "unpriced",
        "milli_wh",
        "unmeasured",
    ):
        connection.execute(f"ALTER TABLE usage ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0")
    connection.execute(
        "UPDATE usage SET billed_in = tokens_in, billed_out = tokens_out,"
        " unpriced = requests, unmeasured = requests"
    )
    connection.execute("CREATE INDEX usage_by_key ON usage (key, day)")


def m010_changes(connection: sqlite3.Connection) -> None:
    """A number that grows whenever keys or limits change, so that copies in memory are renewed."""
    connection.execute("""
        CREATE TABLE changes (
          one    INTEGER PRIMARY KEY CHECK (one = 1),
          number INTEGER NOT NULL
        ) STRICT
    """)
    connection.execute("INSERT INTO changes VALUES (1, 1)")


ACCOUNTS = (
    m005_organisations,
    m006_secrets,
    m007_limits,
    m008_leases,
    m009_costs,
    m010_changes,
)
