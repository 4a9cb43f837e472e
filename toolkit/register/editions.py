"""What was issued, edition by edition: whole, apart from what is judged and merged after it."""

from toolkit.form.model import Edition
from toolkit.register.codec import from_json
from toolkit.register.database import Database


def every(db: Database, round_id: str) -> tuple[Edition, ...]:
    """All that were closed of a round, oldest first."""
    rows = db.all("SELECT content FROM editions WHERE round = ? ORDER BY edition", round_id)
    return tuple(from_json(Edition, row[0]) for row in rows)
