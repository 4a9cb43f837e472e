"""What one commune reported for the first half of 2024, typed into its template, is read back as it stands there."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.job.clerk import Clerk
from tests.job.commune_facts import (
    LIEN_MINH,
    columns_of,
    commune_facts,
    duc_tho_in,
    ideas_of,
    returned_with,
    switch_on_religion,
)
from toolkit.intake.model import Entry, Qualifier, State, Verdict

SWITCHED_OFF = {"religion_share"}

pytestmark = [pytest.mark.needs_shared, pytest.mark.slow]


@pytest.fixture
def duc_tho(tmp_path: Path) -> Clerk:
    """A workspace of huyện Đức Thọ."""
    return duc_tho_in(tmp_path / "workspace")


@pytest.mark.parametrize("with_religion", [False, True], ids=["as shipped", "religion_share switched on"])
def test_every_value_is_read_back_as_it_stands(duc_tho: Clerk, shared: Path, with_religion: bool) -> None:
    facts = commune_facts(shared)
    if with_religion:
        switch_on_religion(duc_tho)
    else:
        facts["fields"] = {code: value for code, value in facts["fields"].items() if code not in SWITCHED_OFF}
    entries, result = returned_with(duc_tho, facts)
    for code, fact in facts["fields"].items():
        _check(entries[code, "", ""], fact)
    for code, lines in facts["lists"].items():
        for at, line in enumerate(lines, start=1):
            for column, value in columns_of(line).items():
                entry = entries[column, str(at), code]
                assert (entry.state, entry.value) == (State.VALUE, value), entry
        assert _stated(entries, code) == len(lines)
    for code, count in facts["narratives"].items():
        assert [entries[code, str(at + 1), code].value for at in range(count)] == ideas_of(code, count)
        assert _stated(entries, code) == count
    assert result.verdicts[f"{LIEN_MINH}@"] in {Verdict.ACCEPTED, Verdict.REMARKS}


def test_it_is_counted_and_nothing_of_it_is_held(duc_tho: Clerk, shared: Path) -> None:
    facts = commune_facts(shared)
    facts["fields"].pop("religion_share")
    _, result = returned_with(duc_tho, facts)
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


def _stated(entries: Mapping[tuple[str, str, str], Entry], block: str) -> int:
    """Lines of a list or narrative in which anything stands."""
    return len(
        {row for (_, row, at), entry in entries.items() if at == block and entry.state is not State.BLANK}
    )


def test_dates_in_the_facts_are_dates(shared: Path) -> None:
    lines = commune_facts(shared)["lists"]["directive_doc_list"]
    assert [line["date"] for line in lines] == [date(2024, 1, 22)] * 2
