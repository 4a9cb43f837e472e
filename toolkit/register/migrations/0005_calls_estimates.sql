-- What is thought of figures stands beside what was found in them, and beside what they add up to. Null in what earlier
-- versions wrote: whom to ask was not worked out then, which is another thing than nobody.
ALTER TABLE checks ADD COLUMN calls TEXT;      -- CallList
ALTER TABLE merges ADD COLUMN estimates TEXT;  -- tuple of Estimate
