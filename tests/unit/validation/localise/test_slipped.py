"""What statistics suggest is held against the unit's rules: no suggestion breaks one that holds."""

from collections.abc import Mapping

import pytest

from tests.forms import small_round
from tests.unit.validation.fills import GOOD
from tests.unit.validation.localise.one_unit import failed_rules, reading_of
from toolkit.findings import Finding, Place, Proposed, Severity, Suggestion
from toolkit.text import Text
from toolkit.validation.localise.reading import Reading
from toolkit.validation.localise.slipped import is_slip, with_slips_confirmed
from toolkit.validation.places import Fault

NOTHING = Text("", "")
SUM = ("dossier_received", "dossier_online", "dossier_direct")  # the first is the others' sum


def slip(reading: Reading, field: str, value: int) -> Fault:
    key = next(key for key in reading.entries if key.field == field)
    entry = reading.entries[key].entry
    place = Place(form=key.form, block=key.block, field=field, sheet=entry.sheet, cell=entry.cell)
    ways = (
        Suggestion(changes=(Proposed(place=place, raw=entry.raw, value=value),), kind="power", likely=True),
    )
    said = Finding(
        code="STA-005",
        severity=Severity.WARNING,
        message=NOTHING,
        remedy=NOTHING,
        place=place,
        suggestions=ways,
    )
    return Fault(said, (key,))


def suggested(values: Mapping[str, object], slips: Mapping[str, int]) -> list[list[dict[str, object]]]:
    reading = reading_of(small_round(), {**GOOD, **values}, {})
    faults = [slip(reading, field, value) for field, value in slips.items()]
    told = with_slips_confirmed(reading, faults)
    assert [fault.keys for fault in told] == [fault.keys for fault in faults]
    return [
        [{change.place.field: change.value for change in way.changes} for way in fault.finding.suggestions]
        for fault in told
    ]


def test_what_breaks_no_rule_is_suggested_as_it_was() -> None:
    assert suggested({"banner": 2000}, {"banner": 2}) == [[{"banner": 2}]]


def test_what_mends_a_rule_that_failed_is_suggested() -> None:
    assert suggested({"dossier_received": 165_000}, {"dossier_received": 165}) == [
        [{"dossier_received": 165}]
    ]


def test_a_part_of_a_sum_that_holds_is_not_suggested_alone() -> None:
    assert suggested({}, {"dossier_online": 107_000}) == [[]]


def test_a_sum_that_slipped_as_a_whole_is_suggested_as_a_whole() -> None:
    stated = {field: int(str(GOOD[field])) * 1000 for field in SUM}
    meant = {field: int(str(GOOD[field])) for field in SUM}
    assert suggested(stated, meant) == [[meant]] * 3


def test_parts_that_slipped_by_other_powers_are_not_put_together() -> None:
    assert suggested({}, {"dossier_received": 1650, "dossier_online": 107_000}) == [[], []]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_cells_are_asked_about_together(lang: str) -> None:
    stated = {field: int(str(GOOD[field])) * 1000 for field in SUM}
    reading = reading_of(small_round(), {**GOOD, **stated}, {})
    faults = [slip(reading, field, int(str(GOOD[field]))) for field in SUM]
    words = with_slips_confirmed(reading, faults)[0].finding.suggestions[0].words
    said = words.vi if lang == "vi" else words.en
    assert ("165.000, có thể là 165" if lang == "vi" else "165,000, it may be meant as 165") in said
    assert said.endswith(".")


def test_rules_and_what_has_no_value_are_left_as_they_are() -> None:
    reading = reading_of(small_round(), {**GOOD, "dossier_online": 100}, {})
    failed = failed_rules(reading)
    assert failed and not any(map(is_slip, failed))
    assert with_slips_confirmed(reading, failed) == failed
