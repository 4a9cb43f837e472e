-- What is about to be written, noted before it is: between the two, a file with either SHA-256 is ours and nobody's edit.
CREATE TABLE outputs_begun (
    round TEXT NOT NULL REFERENCES rounds (id),
    name TEXT NOT NULL,            -- below outputs/<round>/
    sha256 TEXT NOT NULL,
    PRIMARY KEY (round, name)
) WITHOUT ROWID;
