"""What of the register is issued: rounds closed in editions, and opened again."""

from collections.abc import Mapping

from toolkit.form.model import Edition
from toolkit.intake.model import Received
from toolkit.register import editions, returns
from toolkit.register.kept import RegisterFile
from toolkit.register.model import Act, Issued


class ClosedRounds(RegisterFile):
    """The part of the register that holds editions."""

    def editions(self, round_id: str) -> tuple[Edition, ...]:
        """All that were closed of a round, oldest first."""
        return editions.every(self._db, round_id)

    def issue(
        self, round_id: str, edition: Edition, issued: Issued, documents: Mapping[str, str], act: Act
    ) -> None:
        """Close an open round in its next edition: the values, the documents' SHA-256 by name, the status, all or nothing.

        `issued.totals.edition` is the edition's number. Provisional merges before it are forgotten. Raises ValueError where
        it is not the next edition of an open round.
        """
        with self.transaction():
            editions.issue(self._db, round_id, edition, issued, documents, act)

    def issued(self, round_id: str, edition: int) -> Issued:
        """An edition's values exactly as they were issued, with entries and totals. Raises KeyError for an unknown one."""
        return editions.load(self._db, round_id, edition)

    def documents(self, round_id: str, edition: int) -> dict[str, str]:
        """An edition's documents as issued, name to SHA-256; none of an unknown one."""
        return editions.documents(self._db, round_id, edition)

    def reopen(self, round_id: str, reason: str, act: Act) -> None:
        """Open a closed round again; its newest edition goes on speaking for it. Raises ValueError for one not closed."""
        with self.transaction():
            editions.reopen(self._db, round_id, reason, act)

    def event_head(self, round_id: str, edition: int) -> str:
        """The hash of the event that closed an edition, by which all before it is fixed. Raises KeyError."""
        return editions.event_head(self._db, round_id, edition)

    def late(self, round_id: str) -> tuple[Received, ...]:
        """What was registered or came to be understood since a closed round's edition; of an open round nothing."""
        return returns.late(self._db, round_id)
