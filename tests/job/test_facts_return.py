"""What one commune reported for the first half of 2024, typed into its template, is read back as it stands there."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.job.clerk import Clerk, fill_in, tonghop, touch
from toolkit import pipeline
from toolkit.desk import open_desk
from toolkit.intake.model import Entry, Qualifier, State, Verdict
from toolkit.result import Result

LIEN_MINH = "18247"
ROUND = "cchc_communication-2024-H1"
SWITCHED_OFF = {"religion_share"}
AT = datetime(2024, 6, 19, 9, 0)
WORDS = {"over": "trên", "under": "dưới", "about": "khoảng"}

pytestmark = [pytest.mark.needs_shared, pytest.mark.slow]


@pytest.fixture
def duc_tho(tmp_path: Path) -> Clerk:
    """A workspace of huyện Đức Thọ with the sample units."""
    clerk = Clerk(tmp_path / "workspace")
    assert tonghop("init", clerk.root).exit == 0
    office = clerk.root / "office.yaml"
    text = office.read_text("utf-8")
    for key, value in (("unit_code", "440"), ("name", "UBND huyện Đức Thọ"), ("area", "huyện Đức Thọ")):
        assert f"\n{key}:\n" in text
        text = text.replace(f"\n{key}:\n", f"\n{key}: {value}\n")
    text = text.replace("\nagency:\n", "\nagency:\n  - ỦY BAN NHÂN DÂN\n").replace(
        "\nplace:\n", "\nplace: Đức Thọ\n"
    )
    text = text.replace("\naddressee:\n", "\naddressee:\n  - UBND tỉnh Hà Tĩnh\n")
    office.write_text(text, "utf-8")
    return clerk


@pytest.mark.parametrize("with_religion", [False, True], ids=["as shipped", "religion_share switched on"])
def test_every_value_is_read_back_as_it_stands(duc_tho: Clerk, shared: Path, with_religion: bool) -> None:
    facts = _facts(shared)
    if with_religion:
        _switch_on(duc_tho)
    else:
        facts["fields"] = {code: value for code, value in facts["fields"].items() if code not in SWITCHED_OFF}
    entries, result = _returned(duc_tho, facts)
    for code, fact in facts["fields"].items():
        _check(entries[code, "", ""], fact)
    for code, lines in facts["lists"].items():
        for at, line in enumerate(lines, start=1):
            for column, value in _columns(line).items():
                entry = entries[column, str(at), code]
                assert (entry.state, entry.value) == (State.VALUE, value), entry
        assert _stated(entries, code) == len(lines)
    for code, count in facts["narratives"].items():
        assert [entries[code, str(at + 1), code].value for at in range(count)] == _ideas(code, count)
        assert _stated(entries, code) == count
    assert result.verdicts[f"{LIEN_MINH}@"] in {Verdict.ACCEPTED, Verdict.REMARKS}


def test_it_is_counted_and_nothing_of_it_is_held(duc_tho: Clerk, shared: Path) -> None:
    facts = _facts(shared)
    facts["fields"].pop("religion_share")
    _, result = _returned(duc_tho, facts)
    assert result.checked is not None and result.totals is not None
    assert not [entry.key for entry in result.checked.entries if entry.held]
    assert not [f for f in result.checked.findings if f.severity == "error"]
    received = result.totals.total("dossier_received")
    assert (received.value, received.coverage.reporting) == (165, (f"{LIEN_MINH}@",))
    broadcast = result.totals.total("radio_broadcast")
    assert (broadcast.value, broadcast.qualifier) == (50, Qualifier.OVER)
    online = result.totals.total("dossier_online_rate")
    assert (online.numerator, online.denominator) == (107, 165)
    satisfaction = result.totals.total("satisfaction")
    assert satisfaction.value is None
    assert satisfaction.stated == ((f"{LIEN_MINH}@", Decimal(100)),)


def _facts(shared: Path) -> dict[str, Any]:
    facts: dict[str, Any] = yaml.safe_load((shared / "facts" / "commune_2024H1.yaml").read_text("utf-8"))
    assert len(facts["fields"]) > 25 and len(facts["narratives"]) == 7
    return facts


def _switch_on(clerk: Clerk) -> None:
    """As staff would: take the line that switches it off out of the form."""
    form = clerk.root / "input_templates" / "cchc_communication" / "form.yaml"
    text = form.read_text("utf-8")
    before, found, after = text.partition("      religion_share:\n")
    assert found and "        enabled: false\n" in after
    form.write_text(before + found + after.replace("        enabled: false\n", "", 1), "utf-8")


def _returned(clerk: Clerk, facts: dict[str, Any]) -> tuple[dict[tuple[str, str, str], Entry], Result]:
    assert clerk.open("cchc_communication", "2024-H1") == ROUND
    fill = {code: _typed(fact) for code, fact in facts["fields"].items()}
    fill |= {code: [_columns(line) for line in lines] for code, lines in facts["lists"].items()}
    fill |= {code: _ideas(code, count) for code, count in facts["narratives"].items()}
    path = clerk.root / "returns" / ROUND / "BC 6 thang.xlsx"
    fill_in(clerk.template(ROUND, LIEN_MINH), path, fill)
    touch(path, "2024-06-19T08:00:00")
    with open_desk(clerk.root, at=AT) as desk:
        result = pipeline.run(desk, ROUND)
        (content,) = desk.register.returns(ROUND)
    (received,) = result.received
    assert (received.unit_id, received.version) == (f"{LIEN_MINH}@", 1)
    entries = {
        (entry.key.field, entry.key.row, entry.key.block if entry.key.row else ""): entry
        for entry in content.entries
    }
    return entries, result


def _typed(fact: object) -> object:
    """What a person types for a fact."""
    match fact:
        case True:
            return "Có"
        case {"stated": stated}:
            return stated
        case {"value": value, "qualifier": qualifier}:
            return f"{WORDS[qualifier]} {value}"
    return fact


def _check(entry: Entry, fact: object) -> None:
    assert entry.state is State.VALUE, entry
    match fact:
        case {"stated": stated}:
            assert (entry.value, entry.qualifier) == (Decimal(stated), Qualifier.EXACT)
        case {"value": value, "qualifier": qualifier}:
            assert (entry.value, entry.qualifier) == (value, Qualifier(qualifier))
        case _:
            assert (entry.value, entry.qualifier) == (fact, Qualifier.EXACT)
            assert isinstance(entry.value, bool) == isinstance(fact, bool)


def _columns(line: object) -> dict[str, object]:
    return dict(line) if isinstance(line, Mapping) else {"name": line}


def _ideas(code: str, count: int) -> list[str]:
    return [f"Ý thứ {at + 1} của phần {code}" for at in range(count)]


def _stated(entries: Mapping[tuple[str, str, str], Entry], block: str) -> int:
    """Lines of a list or narrative in which anything stands."""
    return len(
        {row for (_, row, at), entry in entries.items() if at == block and entry.state is not State.BLANK}
    )


def test_dates_in_the_facts_are_dates(shared: Path) -> None:
    lines = _facts(shared)["lists"]["directive_doc_list"]
    assert [line["date"] for line in lines] == [date(2024, 1, 22)] * 2
