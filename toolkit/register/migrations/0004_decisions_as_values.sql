-- One table for all that staff decide; `content` holds the whole value as JSON (register/codec.py). What the tables of
-- step 2 could hold in a register of ours goes over; nothing was ever written in those of explanations and waivers.
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds (id),
    kind TEXT NOT NULL,            -- correction, waiver, refusal, adjustment, extension, note
    unit_id TEXT NOT NULL,         -- empty for what concerns a total
    content TEXT NOT NULL,         -- the decision, its id aside
    event INTEGER,                 -- the event that recorded it; null for what an earlier version wrote
    revoked_at TEXT
);
CREATE INDEX decisions_round ON decisions (round, kind);
INSERT INTO decisions (round, kind, unit_id, content, revoked_at)
    SELECT round, 'correction', unit_id, json_object(
        'unit_id', unit_id, 'key', json_array(form, block, field, row, "column"), 'before', before, 'after', after,
        'version', coalesce((SELECT max(r.version) FROM returns r WHERE r.round = corrections.round
            AND r.unit_id = corrections.unit_id AND r.registered_at <= corrections.at), 1),
        'reason', reason, 'informant', informant, 'channel', channel, 'by', by, 'at', at), revoked_at
    FROM corrections ORDER BY id;
INSERT INTO decisions (round, kind, unit_id, content)
    SELECT round, 'extension', unit_id,
        json_object('unit_id', unit_id, 'due', due, 'reason', reason, 'by', by, 'at', at)
    FROM extensions ORDER BY at, unit_id;
INSERT INTO decisions (round, kind, unit_id, content, revoked_at)
    SELECT round, 'adjustment', '', json_object(
        'key', json_array(form, block, field, row, "column"), 'amount', substr(amount, 3), 'reason', reason,
        'ordered_by', ordered_by, 'by', by, 'at', at), revoked_at
    FROM adjustments ORDER BY id;
INSERT INTO decisions (round, kind, unit_id, content)
    SELECT round, 'note', unit_id,
        json_object('unit_id', unit_id, 'text', text, 'channel', channel, 'by', by, 'at', at)
    FROM messages ORDER BY id;
DROP TABLE waivers;
DROP TABLE explanations;
DROP TABLE corrections;
DROP TABLE adjustments;
DROP TABLE extensions;
DROP TABLE messages;
-- What the unit itself said where the entry holds a correction: an Entry; null elsewhere.
ALTER TABLE checked_entries ADD COLUMN reported TEXT;
