-- What was issued. An edition's entries and totals stand apart from what is judged and merged after it, and speak for the
-- round's period: also while the round is reopened. Nothing was ever written in the table of step 2.
DROP TABLE editions;
CREATE TABLE editions (
    round TEXT NOT NULL REFERENCES rounds (id),
    edition INTEGER NOT NULL,       -- from 1
    merge INTEGER NOT NULL REFERENCES merges (id),
    event INTEGER NOT NULL REFERENCES events (number),  -- that closed it; it states `digest` and the documents'
    newest_return INTEGER NOT NULL, -- returns.id up to which files had been registered; 0 for none
    digest TEXT NOT NULL,           -- of `issued`, the entries and the totals; a purge that reaches them states a new one
    content TEXT NOT NULL,          -- Edition
    issued TEXT NOT NULL,           -- Issued without the checked entries and the totals
    PRIMARY KEY (round, edition)
);
CREATE TABLE issued_documents (
    round TEXT NOT NULL,
    edition INTEGER NOT NULL,
    name TEXT NOT NULL,             -- below .tonghop/editions/<round>/<edition>/, as below outputs/<round>/
    sha256 TEXT NOT NULL,
    PRIMARY KEY (round, edition, name),
    FOREIGN KEY (round, edition) REFERENCES editions (round, edition)
) WITHOUT ROWID;
CREATE TABLE issued_entries (
    round TEXT NOT NULL,
    edition INTEGER NOT NULL,
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
    version INTEGER NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    older INTEGER NOT NULL,
    held_by TEXT NOT NULL,
    reported TEXT,
    PRIMARY KEY (round, edition, number),
    FOREIGN KEY (round, edition) REFERENCES editions (round, edition)
) WITHOUT ROWID;
-- The merge that speaks for each round that has one: the newest edition's, else the last. `rounds.edition` is the number of
-- the newest edition, 0 before the first closing, and stays while a round is reopened.
CREATE VIEW known_merges AS
    SELECT e.round, e.edition, 0 AS provisional, e.merge
    FROM rounds r JOIN editions e ON e.round = r.id AND e.edition = r.edition
    UNION ALL
    SELECT m.round, 0, 1, max(m.id) FROM rounds r JOIN merges m ON m.round = r.id WHERE r.edition = 0 GROUP BY m.round;

-- Of the validation, the decisions and the files of staff that the merge was made from; empty: not known.
ALTER TABLE merges ADD COLUMN basis TEXT NOT NULL DEFAULT '';

ALTER TABLE rounds ADD COLUMN asker_id TEXT NOT NULL DEFAULT '';  -- unit_id of the unit that asks
UPDATE rounds SET asker_id = asker || '@' || coalesce(json_extract(asker_content, '$.valid_from'), '');

-- Earlier figures bear a unit's identity, not its code. What was imported by code is the unit's that bore it on the
-- period's cut-off (periods.py), as far as rounds know one; else the unit's of that code whose beginning is open.
CREATE TABLE history_by_unit_id (
    form TEXT NOT NULL,
    period TEXT NOT NULL,
    unit TEXT NOT NULL,             -- unit_id, empty for the total of the asker
    field TEXT NOT NULL,
    row TEXT NOT NULL,
    "column" TEXT NOT NULL,
    block TEXT NOT NULL,            -- empty when the file did not say
    value TEXT,                     -- null: it is known that there was none
    numerator TEXT,
    denominator TEXT,
    source TEXT NOT NULL,
    asker TEXT NOT NULL,            -- unit_id of the unit whose total it is, or that had asked; empty: whoever asks
    qualifier TEXT NOT NULL,        -- over, under, about; empty: exact
    provisional INTEGER NOT NULL,   -- 1: the document says so of itself
    complete INTEGER NOT NULL,      -- 0: of a total in which not all units asked are
    PRIMARY KEY (form, period, asker, unit, field, row, "column", block)
) WITHOUT ROWID;
WITH days AS (
    SELECT DISTINCT period, CASE
        WHEN length(period) = 17
            THEN substr(period, 10, 4) || '-' || substr(period, 14, 2) || '-' || substr(period, 16, 2)
        ELSE substr(period, 1, 4) || '-' || CASE substr(period, 6)
            WHEN 'Q1' THEN '03' WHEN 'Q2' THEN '06' WHEN 'H1' THEN '06' WHEN 'Q3' THEN '09' WHEN '9M' THEN '09'
            WHEN 'Q4' THEN '12' WHEN 'H2' THEN '12' WHEN '' THEN '12' ELSE substr(period, 6) END || '-14'
        END AS day
    FROM history
), bearers AS (
    SELECT DISTINCT unit_id, json_extract(content, '$.code') AS code, json_extract(content, '$.valid_from') AS since,
        json_extract(content, '$.valid_to') AS until
    FROM round_units
)
INSERT INTO history_by_unit_id
    SELECT h.form, h.period, CASE WHEN h.unit = '' THEN '' ELSE coalesce(
            (SELECT max(b.unit_id) FROM bearers b WHERE b.code = h.unit AND coalesce(b.since, '') <= d.day
                AND d.day <= coalesce(b.until, '9999')), h.unit || '@') END,
        h.field, h.row, h."column", h.block, h.value, h.numerator, h.denominator, h.source, '', '', 0, 1
    FROM history h JOIN days d ON d.period = h.period;
DROP TABLE history;
ALTER TABLE history_by_unit_id RENAME TO history;
