"""Whatever is received, decided, judged, closed, reopened and forgotten, in any order, the register says what a plain list
of what was issued says, and its audit verifies.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.register import factory
from tests.unit.register.factory import ACT
from tests.unit.register.test_decisions import correction
from toolkit.register.model import Issued
from toolkit.register.register import Register

ROUND = "f-2021"


@dataclass(slots=True)
class Plain:
    """The list: what was issued, how often it was reopened, what came since; and the register beside it."""

    register: Register
    issued: list[Issued] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    is_closed: bool = False
    files: int = 0
    value: int = 4523

    def receive(self) -> None:
        self.files += 1
        name, digest = f"{self.files}.xlsx", f"{self.files:064x}"
        self.register.add_received(ROUND, factory.received(name, digest), ACT)
        self.late += [name] * self.is_closed

    def ask(self) -> None:
        self.files += 1
        name, digest = f"{self.files}.xlsx", f"{self.files:064x}"
        self.register.add_received(ROUND, factory.foreign(name, digest), ACT)
        self.late += [name] * self.is_closed

    def assign(self) -> None:
        name, digest = f"{self.files}.xlsx", f"{self.files:064x}"
        if self.files and self.register.known(ROUND, digest, name).kind != "return":  # type: ignore[union-attr]
            self.register.assign(ROUND, factory.received(name, digest), ACT)
            self.late = [other for other in self.late if other != name] + [name] * self.is_closed

    def decide(self) -> None:
        if not self.is_closed:
            self.value += 7
            self.register.decide(ROUND, correction(self.value, informant=f"chị Hoa {self.value}"), ACT)

    def judge(self) -> None:
        if not self.is_closed:
            self.register.save_checked(factory.checked(self.value), ACT)
            self.register.save_totals(factory.totals(self.value), ACT)

    def close(self) -> None:
        if not self.is_closed:
            number = len(self.issued) + 1
            told = factory.issued(self.value, number, decisions=self.register.decisions(ROUND))
            documents = {"report.docx": f"{number:064x}"}
            self.register.issue(ROUND, factory.edition(number), told, documents, ACT)
            self.issued.append(told)
            self.is_closed, self.late = True, []

    def reopen(self) -> None:
        if self.is_closed:
            self.register.reopen(ROUND, "Bổ sung", ACT)
            self.is_closed, self.late = False, []

    def forget(self) -> None:
        """Who gave the newest correction; editions say it no longer, and who opened the round, which none repeats."""
        self.register.purge(1, "by", ACT)
        told = self.register.decisions(ROUND).corrections
        if told:
            number = [one.number for one in self.register.events() if one.verb == "correct"][-1]
            self.register.purge(number, "informant", ACT)
            self.issued = [without_informant(one, told[-1].id) for one in self.issued]

    def check(self) -> None:
        assert self.register.audit().problems == ()
        record = self.register.round(ROUND)
        assert (record.status == "closed", record.edition) == (self.is_closed, len(self.issued))
        assert [one.file for one in self.register.late(ROUND)] == self.late
        for number, told in enumerate(self.issued, start=1):
            assert self.register.issued(ROUND, number) == told
            assert self.register.documents(ROUND, number) == {"report.docx": f"{number:064x}"}
        reopened = [one.reopened_at is not None for one in record.editions]
        assert reopened == [True] * (len(reopened) - self.is_closed) + [False] * self.is_closed


def without_informant(told: Issued, ident: int) -> Issued:
    left = (replace(one, informant="") if one.id == ident else one for one in told.decisions.corrections)
    return replace(told, decisions=replace(told.decisions, corrections=tuple(left)))


STEPS: tuple[Callable[[Plain], None], ...] = (
    Plain.receive, Plain.ask, Plain.assign, Plain.decide, Plain.judge, Plain.close, Plain.reopen, Plain.forget,
)  # fmt: skip


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(STEPS), min_size=6, max_size=20))
def test_the_register_says_what_a_list_would(steps: list[Callable[[Plain], None]]) -> None:
    with TemporaryDirectory() as folder, Register.write(Path(folder, "register.sqlite"), ACT) as register:
        register.add_round(factory.round_(), {"f": "s" * 64}, ACT)
        plain = Plain(register)
        for step in steps:
            step(plain)
        plain.check()
