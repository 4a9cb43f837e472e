"""What a decision is bound to: a digest of the entries that it concerns, which changes when any of them does."""

import hashlib
from collections.abc import Iterable

from toolkit.intake.model import Entry
from toolkit.text import fold


def digest(entries: Iterable[Entry], besides: str = "") -> str:
    """The SHA-256 of what the entries state: key, state, value and qualifier; of what is no value, its content as found.

    The order of the entries does not matter, nor where they stand and whose they are. `besides` tells apart what no entry
    stands behind.
    """
    return digest_of(map(statement, entries), besides)


def digest_of(statements: Iterable[str], besides: str = "") -> str:
    """The digest of entries by their statements, for those who need many digests of the same entries."""
    return hashlib.sha256("\x1e".join([*sorted(statements), besides]).encode()).hexdigest()


def statement(entry: Entry) -> str:
    """What an entry states, as one text. Of what could not be read spacing, capitals and tone placement say nothing; 0 and
    "không phát sinh" are two statements.
    """
    value = f"{type(entry.value).__name__}:{entry.value}" if entry.states_value else fold(entry.raw)
    return "\x1f".join((*entry.key, entry.state.value, entry.qualifier.value, value))
