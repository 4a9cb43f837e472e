"""What of the register is issued: rounds closed in editions, and opened again."""

from collections.abc import Mapping

from toolkit.form.model import Edition
from toolkit.intake.model import Received
from toolkit.merge.model import Totals
from toolkit.register import editions, returns, rounds
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

        `issued.totals.edition` is the edition's number. Provisional merges before it are forgotten; until `set_outputs` its
        outputs are about to be written. Raises ValueError where it is not the next edition of an open round.
        """
        with self.transaction():
            editions.issue(self._db, round_id, edition, issued, documents, act)
            rounds.await_outputs(self._db, round_id)

    def issued(self, round_id: str, edition: int, *, entries: bool = True, totalled: bool = True) -> Issued:
        """An edition's values exactly as they were issued; without the checked `entries`, or not `totalled`, much quicker.

        Raises KeyError for an unknown one.
        """
        return editions.load(self._db, round_id, edition, entries=entries, totalled=totalled)

    def issued_totals(self, round_id: str, edition: int) -> Totals:
        """An edition's totals exactly as they were issued. Raises KeyError for an unknown one."""
        return editions.load_totals(self._db, round_id, edition)

    def issued_held(self, round_id: str, edition: int) -> int:
        """How many entries an edition left out of its totals, as they were held."""
        return editions.held(self._db, round_id, edition)

    def documents(self, round_id: str, edition: int) -> dict[str, str]:
        """An edition's documents as issued, name to SHA-256; none of an unknown one."""
        return editions.documents(self._db, round_id, edition)

    def reopen(self, round_id: str, reason: str, act: Act) -> None:
        """Open a closed round again; its newest edition goes on speaking for it, and its outputs are to be written as
        provisional. Raises ValueError for one not closed.
        """
        with self.transaction():
            editions.reopen(self._db, round_id, reason, act)
            rounds.await_outputs(self._db, round_id)

    def event_head(self, round_id: str, edition: int) -> str:
        """The hash of the event that closed an edition, by which all before it is fixed. Raises KeyError."""
        return editions.event_head(self._db, round_id, edition)

    def late(self, round_id: str) -> tuple[Received, ...]:
        """What was registered or came to be understood since a closed round's edition; of an open round nothing."""
        return returns.late(self._db, round_id)
