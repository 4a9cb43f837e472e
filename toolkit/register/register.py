"""The register (sổ theo dõi): the durable record of rounds, returns, entries, findings, totals and who did what.

Values of the stages go in and come out exactly as they were. Every change is one transaction with its events in it, so
that the file is whole at every moment; doing the same twice changes nothing. No clock: an `Act` says who and when.
"""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from toolkit.decisions.model import Decision, Decisions
from toolkit.errors import UsageError
from toolkit.form.model import Form, Key, Round
from toolkit.history.model import HistoryChange
from toolkit.intake.model import Received, UnitReturn
from toolkit.lineage import UNCHANGED, Lineage
from toolkit.merge.model import Totals
from toolkit.periods import Period
from toolkit.register import (
    checks,
    decisions,
    imported,
    known,
    known_totals,
    past,
    recalled,
    returns,
    rounds,
    totals,
)
from toolkit.register import series as earlier
from toolkit.register.closed import ClosedRounds
from toolkit.register.model import Act, Earlier, HistoryRow, Restated, RoundRecord
from toolkit.validation.model import Checked, Series


class Register(ClosedRounds):
    """One workspace's register. `write` takes the lock until `close`; `read` needs none. Use it as a context manager."""

    # Rounds

    def add_round(self, opened: Round, suites: Mapping[str, str], act: Act) -> None:
        """A new round; `suites` maps forms to the SHA-256 of their suites. Raises UsageError when the id is taken."""
        with self.transaction():
            rounds.add(self._db, opened, suites, act)
            forms = ",".join(form.id for form in opened.forms)
            self._note(act, "round new", opened.id, forms=forms, units=str(len(opened.units)))

    def rounds(self) -> tuple[RoundRecord, ...]:
        """All rounds in the order they were opened."""
        return rounds.every(self._db)

    def round(self, round_id: str) -> RoundRecord:
        """One round. Raises UsageError, naming the rounds there are."""
        return rounds.get(self._db, round_id)

    def set_suites(self, round_id: str, suites: Mapping[str, str], act: Act) -> None:
        """Note the SHA-256 of the suites that a round goes by from now on."""
        with self.transaction():
            if rounds.set_suites(self._db, round_id, suites):
                self._note(act, "suite", round_id, **dict(suites))

    def outputs(self, round_id: str) -> dict[str, str]:
        """What was last written for a round: name below outputs/<round>/ to SHA-256, for `files.atomic.place_of`."""
        return rounds.outputs(self._db, round_id)

    def begin_outputs(self, round_id: str, intended: Mapping[str, str]) -> None:
        """Note what is about to be written, so that a kill before `set_outputs` makes nobody's edit of it."""
        with self.transaction():
            rounds.begin_outputs(self._db, round_id, intended)

    def begun_outputs(self, round_id: str) -> dict[str, str]:
        """What was about to be written when that was broken off, as name to SHA-256; usually nothing."""
        return rounds.begun_outputs(self._db, round_id)

    def settle_outputs(self, round_id: str, written: Mapping[str, str], act: Act) -> None:
        """Add what of the begun outputs was written before that was broken off; the others are still to be written."""
        with self.transaction():
            self.set_outputs(round_id, written, act)
            rounds.await_outputs(self._db, round_id)

    def set_outputs(
        self, round_id: str, written: Mapping[str, str], act: Act, gone: Collection[str] = ()
    ) -> None:
        """Add to what was written, other names stay but those `gone`; nothing is about to be written any longer."""
        with self.transaction():
            if rounds.set_outputs(self._db, round_id, written, gone):
                self._note(act, "outputs", round_id, **dict(written), **dict.fromkeys(gone, ""))

    # Returns

    def add_received(self, round_id: str, item: Received, act: Act) -> Received:
        """Register a file, whatever it is, and give what then stands for it (its version set; see `returns.add`).

        The same file again changes nothing; the same bytes under another name are a duplicate.
        """
        with self.transaction():
            stands, new = returns.add(self._db, round_id, item, act)
            if new:
                self._note_file(act, "receive", round_id, stands)
        return stands

    def known(self, round_id: str, sha256: str, file: str) -> Received | None:
        """What stands for a file seen before, None when it is new; without entries."""
        return returns.known(self._db, round_id, sha256, file)

    def received(self, round_id: str) -> tuple[Received, ...]:
        """Every file of a round in order of registration, discarded ones too; without entries."""
        return returns.received(self._db, round_id)

    def returns(self, round_id: str, *, entries: bool = True) -> tuple[UnitReturn, ...]:
        """The returns that count, by unit and version, with findings; without `entries` much quicker."""
        return returns.returns(self._db, round_id, entries=entries)

    def files(self) -> tuple[tuple[str, str, str], ...]:
        """Round, name and SHA-256 of every file ever registered, discarded ones too."""
        return returns.files(self._db)

    def returns_of(self, round_id: str, unit_id: str) -> tuple[UnitReturn, ...]:
        """One unit's returns that count, by version, with their entries."""
        return returns.returns_of(self._db, round_id, unit_id)

    def named(self, round_id: str, file: str) -> Received:
        """The file that staff mean by a name, or by the first letters of a SHA-256. Raises UsageError."""
        return returns.named(self._db, round_id, file)

    def assign(self, round_id: str, item: Received, act: Act) -> Received:
        """Make the registered file of that SHA-256 and name what `item` says; gives what then stands. Raises UsageError."""
        with self.transaction():
            stands, new = returns.settle(self._db, round_id, item, act)
            if new:
                self._note_file(act, "assign", round_id, stands)
        return stands

    def discard(self, round_id: str, sha256: str, file: str, reason: str, act: Act) -> Received:
        """Put a file aside: kept, no longer counted. Raises UsageError for an unknown file or a blank reason."""
        if not reason.strip():
            raise UsageError("register.reason_blank", file=file)
        with self.transaction():
            stands, new = returns.discard(self._db, round_id, sha256, file, reason)
            if new:
                self._note_file(act, "discard", round_id, stands, reason=reason)
        return stands

    # Decisions

    def decisions(self, round_id: str) -> Decisions:
        """All that was decided in a round, revoked decisions too; `earlier` are its units' waivers of the period before."""
        return decisions.every(self._db, round_id)

    def decide(self, round_id: str, one: Decision, act: Act) -> tuple[Decision, tuple[Decision, ...]]:
        """Write a decision down; gives it as it stands, and those that it replaces, which are revoked.

        Deciding the very same again, by whomever, changes nothing and gives what stands since the first time.
        """
        with self.transaction():
            return decisions.decide(self._db, round_id, one, act)

    def revoke(self, round_id: str, one: Decision, act: Act, reason: str = "") -> None:
        """Take a decision back; it stays on record, with when that was."""
        with self.transaction():
            decisions.revoke(self._db, round_id, one, act, reason)

    # Validation and merging

    def save_checked(self, checked: Checked, act: Act, staff: str = "") -> None:
        """Replace the round's last validation; verdicts are also written on the returns. Until `set_outputs` its outputs are
        about to be written. `staff` is a digest of the files of staff that figures are compared by.
        """
        with self.transaction():
            if checks.save(self._db, checked, act, staff):
                rounds.await_outputs(self._db, checked.round)
                held = sum(entry.held for entry in checked.entries)
                counts = {"findings": str(len(checked.findings)), "held": str(held)}
                self._note(act, "validate", checked.round, **counts, **dict(checked.suites))

    def checked(self, round_id: str) -> Checked | None:
        """The last validation, None before the first; `check_is_current` tells whether returns have come since."""
        return checks.load(self._db, round_id)

    def check_is_current(self, round_id: str, staff: str = "") -> bool:
        """Whether the last validation saw exactly the returns, the decisions on their values and files of staff of now."""
        return checks.is_current(self._db, round_id, staff)

    def merge_is_current(self, round_id: str, staff: str = "") -> bool:
        """Whether what was last validated is current, and the newest merge is of it and of the adjustments of now."""
        return self.check_is_current(round_id, staff) and totals.is_current(self._db, round_id)

    def save_totals(self, merged: Totals, act: Act) -> None:
        """Keep a merge; one that adds up to the same as the newest is not kept again."""
        with self.transaction():
            if totals.save(self._db, merged, act).is_new:
                self._note(
                    act, "merge", merged.round, edition=str(merged.edition), totals=str(len(merged.totals))
                )

    def last_totals(self, round_id: str, unlike: Totals | None = None) -> Totals | None:
        """The newest merge; with `unlike` the newest that adds up to something else, which is what to compare with."""
        return totals.last(self._db, round_id, unlike)

    def last_head(self, round_id: str) -> Totals | None:
        """The newest merge without its totals and estimates: what is said of them, quick to read."""
        return totals.last_head(self._db, round_id)

    # The past

    def import_history(
        self, rows: Iterable[HistoryRow], act: Act, *, file: str = "", sha256: str = ""
    ) -> tuple[HistoryChange, ...]:
        """Earlier figures of a file; gives those that are new or changed. Raises UsageError, see `recalled`."""
        with self.transaction():
            changed = recalled.import_history(self._db, rows, file)
            if changed:
                told = {"file": file, "sha256": sha256, "rows": str(len(changed))}
                self._note(act, "history import", **told, **recalled.stated(self._db, changed))
        return changed

    def imported(self, round_id: str) -> tuple[HistoryRow, ...]:
        """Earlier figures of a round's forms that were imported, units' and totals."""
        return imported.of_round(self._db, round_id)

    def earlier_totals(self, forms: Collection[str], period: str, asker: str) -> dict[Key, Earlier]:
        """Totals that were told for a period by an asker (its unit_id): of its own round, else what was imported."""
        return known_totals.earlier_totals(self._db, forms, period, asker)

    def restated(self, round_id: str, period: Period, lineage: Lineage, forms: Iterable[Form]) -> Restated:
        """All that is known of an earlier period's figures of a round's units, as units of now."""
        return known.restated_for(self._db, round_id, period, lineage, forms)

    def past_values(
        self, round_id: str, lineage: Lineage = UNCHANGED, forms: Collection[Form] = ()
    ) -> past.PastValues:
        """Values of other periods by unit_id and key, for the rules that compare with them; held ones left out.

        Units that were others then have their predecessors' by the lineage; `forms` say what may be added up for it, and
        what begins anew each year.
        """
        return past.past_values(self._db, round_id, lineage, forms)

    def series(
        self, round_id: str, at_most: int = 12, lineage: Lineage = UNCHANGED, forms: Iterable[Form] = ()
    ) -> Series:
        """Numbers of the periods of the same kind before, by which figures are called usual; as in `past_values`."""
        return earlier.series(self._db, round_id, at_most, lineage, forms)

    def stated_for(
        self,
        round_id: str,
        period: Period,
        lineage: Lineage = UNCHANGED,
        forms: Iterable[Form] = (),
        only: Collection[str] = (),
    ) -> Mapping[str, Mapping[Key, int | Decimal]]:
        """Numbers of one earlier period by unit_id and key, as in `series`; of `only` these units, where any is named."""
        return earlier.stated_for(self._db, round_id, period, lineage, forms, only)
