-- What staff decide, what was issued, and what was sent to units. Every decision is an event too, and is never
-- deleted: it is revoked.
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    unit_id TEXT NOT NULL,
    form TEXT NOT NULL,
    block TEXT NOT NULL,
    field TEXT NOT NULL,
    row TEXT NOT NULL,
    "column" TEXT NOT NULL,
    before TEXT,                   -- values with their type, as in entries
    after TEXT,
    reason TEXT NOT NULL,
    informant TEXT NOT NULL,
    channel TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    settled_by INTEGER REFERENCES returns (id),
    revoked_at TEXT
);
CREATE TABLE explanations (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    unit_id TEXT NOT NULL,
    form TEXT NOT NULL,
    rule TEXT NOT NULL,
    row TEXT NOT NULL,
    return INTEGER REFERENCES returns (id),
    words TEXT NOT NULL,
    bound_to TEXT NOT NULL,        -- digest of the values concerned: it lapses when they change
    state TEXT NOT NULL,           -- pending, accepted, refused
    by TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE waivers (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    unit_id TEXT NOT NULL,
    form TEXT NOT NULL,
    rule TEXT NOT NULL,
    row TEXT NOT NULL,
    reason TEXT NOT NULL,
    explanation INTEGER REFERENCES explanations (id),
    until TEXT,                    -- null: for this round
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    revoked_at TEXT
);
CREATE TABLE adjustments (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    form TEXT NOT NULL,
    block TEXT NOT NULL,
    field TEXT NOT NULL,
    row TEXT NOT NULL,
    "column" TEXT NOT NULL,
    amount TEXT NOT NULL,          -- signed, with its type
    reason TEXT NOT NULL,
    ordered_by TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    revoked_at TEXT
);
CREATE TABLE extensions (
    round TEXT NOT NULL REFERENCES rounds (id),
    unit_id TEXT NOT NULL,
    due TEXT NOT NULL,
    reason TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (round, unit_id)
) WITHOUT ROWID;
CREATE TABLE editions (
    round TEXT NOT NULL REFERENCES rounds (id),
    edition INTEGER NOT NULL,
    merge INTEGER REFERENCES merges (id),
    closed_at TEXT NOT NULL,
    by TEXT NOT NULL,
    reopened_at TEXT,
    reason TEXT NOT NULL,
    outputs TEXT NOT NULL,         -- name to SHA-256 as issued
    PRIMARY KEY (round, edition)
) WITHOUT ROWID;
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    unit_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    text TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
);
