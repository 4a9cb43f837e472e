-- Rounds, what came back, what was found in it, what it adds up to, and who did what.
-- `content` holds the whole value as JSON (register/codec.py); columns beside it are for finding it.
CREATE TABLE rounds (
    id TEXT PRIMARY KEY,
    period TEXT NOT NULL,
    asker TEXT NOT NULL,           -- code of the unit that asks
    asker_content TEXT NOT NULL,   -- Unit, as it was when the round opened
    due TEXT NOT NULL,
    status TEXT NOT NULL,          -- open, closed, cancelled
    edition INTEGER NOT NULL,      -- 0 before the first closing
    trial INTEGER NOT NULL,
    opened_at TEXT NOT NULL
);
CREATE TABLE round_units (
    round TEXT NOT NULL REFERENCES rounds (id),
    number INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    content TEXT NOT NULL,         -- Unit, as it was when the round opened
    PRIMARY KEY (round, unit_id)
) WITHOUT ROWID;
CREATE TABLE round_forms (
    round TEXT NOT NULL REFERENCES rounds (id),
    number INTEGER NOT NULL,
    form TEXT NOT NULL,
    version TEXT NOT NULL,
    digest TEXT NOT NULL,          -- SHA-256 of form.yaml
    suite TEXT NOT NULL,           -- SHA-256 of the suite as frozen
    PRIMARY KEY (round, form)
) WITHOUT ROWID;
CREATE TABLE returns (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    file TEXT NOT NULL,            -- the name it came under
    sha256 TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit_id TEXT NOT NULL,         -- empty while unknown
    version INTEGER NOT NULL,      -- 0 for what is no return
    arrived_at TEXT,
    registered_at TEXT NOT NULL,
    verdict TEXT,                  -- of its unit when this return was last checked as the newest
    discarded TEXT,                -- the reason; null while it counts
    content TEXT NOT NULL,         -- Received without its UnitReturn
    body TEXT,                     -- UnitReturn without entries
    UNIQUE (round, sha256, file)
);
CREATE UNIQUE INDEX returns_version ON returns (round, unit_id, version) WHERE kind = 'return';
CREATE TABLE entries (
    return INTEGER NOT NULL REFERENCES returns (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    form TEXT NOT NULL,
    block TEXT NOT NULL,
    field TEXT NOT NULL,
    row TEXT NOT NULL,
    "column" TEXT NOT NULL,
    state TEXT NOT NULL,
    value TEXT,                    -- with its type: i:12, d:1.50, b:1, D:2024-06-14, s:text
    qualifier TEXT NOT NULL,
    raw TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (return, number)
) WITHOUT ROWID;
CREATE TABLE checks (
    round TEXT PRIMARY KEY REFERENCES rounds (id),
    at TEXT NOT NULL,
    basis TEXT NOT NULL,           -- digest of the returns that were checked
    digest TEXT NOT NULL,
    content TEXT NOT NULL          -- Checked without entries, findings and results
);
CREATE TABLE checked_entries (
    round TEXT NOT NULL REFERENCES rounds (id),
    number INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    form TEXT NOT NULL,
    block TEXT NOT NULL,
    field TEXT NOT NULL,
    row TEXT NOT NULL,
    "column" TEXT NOT NULL,
    state TEXT NOT NULL,
    value TEXT,
    qualifier TEXT NOT NULL,
    raw TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    origin TEXT NOT NULL,
    version INTEGER NOT NULL,      -- the return it comes from
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    older INTEGER NOT NULL,
    held_by TEXT NOT NULL,         -- codes of findings; empty when it counts
    PRIMARY KEY (round, number)
) WITHOUT ROWID;
CREATE TABLE findings (
    round TEXT NOT NULL REFERENCES rounds (id),
    number INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    rule TEXT NOT NULL,
    held INTEGER NOT NULL,
    content TEXT NOT NULL,         -- Finding
    PRIMARY KEY (round, number)
) WITHOUT ROWID;
CREATE TABLE results (
    round TEXT NOT NULL REFERENCES rounds (id),
    number INTEGER NOT NULL,
    form TEXT NOT NULL,
    rule TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    row TEXT NOT NULL,
    PRIMARY KEY (round, number)
) WITHOUT ROWID;
CREATE TABLE merges (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    edition INTEGER NOT NULL,
    at TEXT NOT NULL,
    digest TEXT NOT NULL,          -- of what was added up; differences and comparisons aside
    content TEXT NOT NULL          -- Totals without totals
);
CREATE TABLE totals (
    merge INTEGER NOT NULL REFERENCES merges (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    form TEXT NOT NULL,
    block TEXT NOT NULL,
    field TEXT NOT NULL,
    row TEXT NOT NULL,
    "column" TEXT NOT NULL,
    value TEXT,
    content TEXT NOT NULL,         -- Total
    PRIMARY KEY (merge, number)
) WITHOUT ROWID;
CREATE TABLE history (
    form TEXT NOT NULL,
    period TEXT NOT NULL,
    unit TEXT NOT NULL,            -- code of the unit, empty for the asker's total
    field TEXT NOT NULL,
    row TEXT NOT NULL,
    "column" TEXT NOT NULL,
    block TEXT NOT NULL,           -- empty when the file did not say
    value TEXT,
    numerator TEXT,
    denominator TEXT,
    source TEXT NOT NULL,
    PRIMARY KEY (form, period, unit, field, row, "column", block)
) WITHOUT ROWID;
CREATE TABLE outputs (
    round TEXT NOT NULL REFERENCES rounds (id),
    name TEXT NOT NULL,            -- below outputs/<round>/
    sha256 TEXT NOT NULL,
    PRIMARY KEY (round, name)
) WITHOUT ROWID;
-- The chain. `facts` holds for each value a salted hash; the values themselves stand in event_values, can be purged
-- there, and the chain still verifies.
CREATE TABLE events (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    verb TEXT NOT NULL,
    round TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    facts TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE TABLE event_values (
    event INTEGER NOT NULL REFERENCES events (number),
    name TEXT NOT NULL,
    salt TEXT,                     -- null, like the value, once purged
    value TEXT,
    PRIMARY KEY (event, name)
) WITHOUT ROWID;
