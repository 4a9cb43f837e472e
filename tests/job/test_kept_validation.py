"""Merging and reporting rest on the last validation while all that it was made from stands, and on a new one otherwise."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.job.clerk import BY, Clerk
from tests.job.lamps import BINH_THUAN, CHAU_O, FILL, ROUND
from toolkit.validation import check

EARLY, LATE = "2021-12-14T08:00:00", "2021-12-15T08:00:00"
WRONG = {"lamp_total": 100, "lamp_broken": 130}
RULE = "broken_within_total"
DECIDED = ("--reason", "đúng thực tế", "--by", BY)


@pytest.fixture
def validated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A round's id for every validation that is made from now on."""
    made: list[str] = []
    real = check.check_round

    def counted(round: Any, *rest: Any) -> Any:
        made.append(round.id)
        return real(round, *rest)

    monkeypatch.setattr(check, "check_round", counted)
    return made


@pytest.fixture
def ran(office: Clerk, validated: list[str]) -> Clerk:
    """Two communes have returned, one with more broken lamps than lamps, and the round was run."""
    office.send(ROUND, BINH_THUAN, FILL, at=EARLY)
    office.send(ROUND, CHAU_O, WRONG, at=EARLY)
    office.do("run", ROUND)
    validated.clear()
    return office


def told(clerk: Clerk, *argv: str) -> dict[str, Any]:
    said: dict[str, Any] = clerk.do(*argv, "--json").json
    return said


def test_what_rests_on_the_last_validation_is_the_same_as_what_is_validated_anew(
    ran: Clerk, validated: list[str]
) -> None:
    before = ran.outputs(ROUND)
    kept = {verb: told(ran, verb, ROUND) for verb in ("merge", "report")}
    assert (validated, ran.outputs(ROUND)) == ([], before)
    ran.do("validate", ROUND)
    assert (validated, ran.outputs(ROUND)) == ([ROUND], before)
    (ran.root / "office.yaml").write_text(
        (ran.root / "office.yaml").read_text("utf-8") + "\n# đã xem lại\n", "utf-8"
    )
    anew = {verb: told(ran, verb, ROUND) for verb in ("merge", "report")}
    assert (validated, anew) == ([ROUND] * 2, kept)


def _returned(clerk: Clerk) -> None:
    clerk.send(ROUND, CHAU_O, FILL, name="gửi lại.xlsx", at=LATE)
    clerk.do("receive", ROUND)


def _planned(clerk: Clerk) -> None:
    folder = clerk.root / "rounds" / ROUND
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.csv").write_text("unit,field,value,document\n,lamp_total,150,KH 21\n", "utf-8")


def _suite(clerk: Clerk) -> None:
    """The suite that the round goes by is another one."""
    path = clerk.root / ".tonghop" / "rounds" / ROUND / "suites" / "lamps.json"
    suites = json.loads(path.read_bytes())
    own = {"type": "expect_column_to_exist", "kwargs": {"column": "lamp_total"}, "meta": {"id": "own"}}
    suites["_fields"]["expectations"].append(own)
    path.write_text(json.dumps(suites), "utf-8")


@pytest.mark.parametrize("change", [_returned, _planned, _suite])
def test_whatever_a_validation_is_made_from_makes_a_new_one_needful(
    ran: Clerk, validated: list[str], change: Callable[[Clerk], None]
) -> None:
    change(ran)
    validated.clear()
    ran.do("report", ROUND)
    assert validated == [ROUND]


def test_another_version_of_the_program_validates_anew(
    ran: Clerk, validated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.__version__", "999")
    ran.do("merge", ROUND)
    assert validated == [ROUND]


def test_a_decision_is_heeded_and_then_kept(ran: Clerk, validated: list[str]) -> None:
    ran.do("waive", ROUND, CHAU_O, RULE, *DECIDED)
    validated.clear()
    ran.do("merge", ROUND)
    assert validated == [ROUND]
    ran.do("report", ROUND)
    assert validated == [ROUND]


def test_a_waiver_that_ends_some_day_is_looked_at_on_the_day_that_is_asked_for(
    ran: Clerk, validated: list[str]
) -> None:
    ran.do("waive", ROUND, CHAU_O, RULE, "--until", "2021-12-31", *DECIDED)

    def held(day: str) -> bool:
        ran.do("merge", ROUND, "--as-of", day)
        totals = (ran.root / "outputs" / ROUND / "totals.csv").read_text("utf-8-sig")
        return ",127," not in totals and ",137," not in totals

    assert [held("2021-12-20"), held("2022-01-05"), held("2021-12-20")] == [False, True, False]
