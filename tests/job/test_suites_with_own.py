"""An office's own expectations among the generated ones of a suite: each is loaded by Great Expectations, or refused."""

import json
from typing import Any

import pytest

from tests.unit.validation.test_suites import FORM, OWN, as_version_3_wrote_them, suites
from toolkit.errors import FormError
from toolkit.text import say
from toolkit.validation.frames import FIELDS
from toolkit.validation.suites import recompiled, refresh_suite, suite_json


def test_a_suite_that_another_version_of_the_program_wrote_is_generated_anew_without_a_word() -> None:
    older = as_version_3_wrote_them(suites())
    assert older[FIELDS] != suites()[FIELDS] and "filled(" in suite_json(older)
    older[FIELDS]["expectations"].append(OWN)
    wanted = suites()
    wanted[FIELDS]["expectations"].append(OWN)
    assert refresh_suite(FORM, json.loads(suite_json(older))) == (wanted, ())
    assert recompiled(FORM, older) == wanted


@pytest.mark.parametrize("given", ["a|b", "hai từ", "", "dossiers_add_up", "twice"])
def test_an_id_that_is_none_or_is_taken_is_refused(given: str) -> None:
    mine = suites()
    for block, ident in ((FIELDS, "Twice"), ("documents", given)):
        mine[block]["expectations"].append({**OWN, "meta": {"id": ident}})
    with pytest.raises(FormError) as error:
        refresh_suite(FORM, mine)
    assert error.value.key == "suite.own_id"
    assert given in say(error.value.key, **error.value.params).vi


def test_a_users_own_expectation_is_kept_behind_the_generated_ones() -> None:
    mine = suites()
    mine[FIELDS]["expectations"].insert(0, OWN)
    kept, findings = refresh_suite(FORM, mine)
    assert findings == ()
    assert kept[FIELDS]["expectations"] == [*suites()[FIELDS]["expectations"], OWN]
    assert refresh_suite(FORM, kept) == (kept, ())


def test_a_misspelt_type_is_refused_with_place_and_what_was_meant() -> None:
    wrong = suites()
    wrong[FIELDS]["expectations"].append({**OWN, "type": "expect_column_values_to_be_betwen"})
    with pytest.raises(FormError) as error:
        refresh_suite(FORM, wrong)
    assert error.value.key == "suite.type_unknown"
    number = len(suites()[FIELDS]["expectations"]) + 1
    text = say(error.value.key, **error.value.params).vi
    for part in (
        "expectations/small.json",
        FIELDS,
        f"mục {number}",
        "betwen",
        "expect_column_values_to_be_between",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"kwargs": {"colum": "banner"}}, "suite.not_loaded"),
        ({"kwargs": {"column": "banner", "min_value": [1]}}, "suite.not_loaded"),
        ({"kwargs": None}, "suite.not_loaded"),
        ({"type": 7}, "suite.type_unknown"),
    ],
)
def test_an_expectation_that_cannot_be_loaded_is_refused(change: dict[str, Any], key: str) -> None:
    wrong = suites()
    wrong[FIELDS]["expectations"].append({**OWN, **change})
    with pytest.raises(FormError) as error:
        refresh_suite(FORM, wrong)
    assert error.value.key == key
    assert say(error.value.key, **error.value.params).vi
