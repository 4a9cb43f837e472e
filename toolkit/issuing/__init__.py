"""Editions of a round: closing, reopening, archiving, and what a closed round still does."""

from toolkit.issuing.archive import archive_round
from toolkit.issuing.close import close_round
from toolkit.issuing.reopen import reopen_round

__all__ = ["archive_round", "close_round", "reopen_round"]
