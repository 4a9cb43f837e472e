"""What comes back is read right or flagged: every kind of mess, singly, in pairs, and through LibreOffice.

Kinds that leave no trace in the file are exempt by name; docs/reliability.md says which they are and why.
"""

from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from tests.mess.fill import Case
from tests.mess.forms import rounds
from tests.mess.kinds import Stage
from tests.mess.run import (
    ALL,
    Kinds,
    Sent,
    Tally,
    case_from,
    case_of,
    cases,
    messed,
    sent,
    tallied,
    through_office,
)
from toolkit.form.model import Round

SEEDS = range(12)
FILLS = 2
"""How many fills each kind is tried on, the first that have room for it."""
DOC = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
ON_FILES = sorted(name for name, kind in ALL.items() if kind.stage is not Stage.OFFICE)
TRACED = [name for name in ON_FILES if ALL[name].trace]
TRACELESS = sorted(set(ALL) - {name for name, kind in ALL.items() if kind.trace})
SAVED_AS = ("lo_xlsx", "lo_xls", "lo_ods", "lo_ods_xlsx")
THEN_SAVED = (
    "rows_sorted", "column_inserted", "labels_annotated", "lines_below", "decomposed", "sum_of_cells", "rows_hidden",
    "text_spaces", "percent_format", "stamp_removed",
)  # fmt: skip
# Shrinking a workbook takes minutes and says little more than form, seed and cell, which the message has.
_DRAWN: dict[str, Any] = {"deadline": None, "derandomize": True, "phases": (Phase.explicit, Phase.generate)}


@pytest.mark.parametrize("name", TRACED)
def test_a_kind_of_mess_is_read_right_or_flagged(name: str) -> None:
    made = (case_of("made", seed) for seed in SEEDS)
    files = (one for case in made if (one := sent(case, (ALL[name],))))
    tally = tallied(messed(one) for one in islice(files, FILLS))[name]
    assert not tally.wrong, "\n".join(tally.examples)
    # One entry of a few is more than the bound: the table measures shares, this test what must never be.
    assert tally.flagged <= max(ALL[name].bound * tally.entries, 1), tally.reasons


@settings(max_examples=20, **_DRAWN)
@given(round_=rounds(), name=st.sampled_from(TRACED), seed=st.integers(0, 9999))
def test_any_form_through_any_kind(round_: Round, name: str, seed: int) -> None:
    _assert_never_wrong(round_, seed, (ALL[name],))


@settings(max_examples=30, **_DRAWN)
@given(
    round_=rounds(),
    names=st.lists(st.sampled_from(TRACED), min_size=2, max_size=2, unique=True),
    seed=st.integers(0, 9999),
)
def test_any_form_through_any_two_kinds(round_: Round, names: list[str], seed: int) -> None:
    _assert_never_wrong(round_, seed, tuple(ALL[name] for name in names))


def _assert_never_wrong(round_: Round, seed: int, kinds: Kinds) -> None:
    one = sent(case_from(round_, seed), kinds)
    assume(one is not None)
    assert one is not None
    (tally,) = tallied([messed(one)]).values()
    assert not tally.wrong, "\n".join(tally.examples)


@pytest.mark.slow
@pytest.mark.needs_soffice
def test_libreoffice_keeps_what_was_typed() -> None:
    files = [one for case in islice(cases(SEEDS), 3) for one in _ways(case)]
    through_office(files)
    tallies = tallied(files)
    wrong = [text for tally in tallies.values() for text in tally.examples]
    assert not wrong, "\n".join(wrong)
    for name in SAVED_AS:
        assert tallies[name].recovered >= 0.95 * tallies[name].entries, tallies[name].reasons


def _ways(case: Case) -> list[Sent]:
    """A case saved in every format, and half of the kinds that programs might undo, saved in some."""
    rng = Random(case.name)
    singly = [(ALL[name],) for name in SAVED_AS]
    some = rng.sample(THEN_SAVED, len(THEN_SAVED) // 2)
    pairs = [(ALL[name], ALL[rng.choice(SAVED_AS[:3])]) for name in some]
    return [one for kinds in (*singly, *pairs) if (one := sent(case, kinds))]


def test_what_leaves_no_trace_is_named_with_what_checks_catch_of_it() -> None:
    text = DOC.read_text(encoding="utf-8")
    assert [name for name in TRACELESS if f"`{name}`" not in text] == []


def test_every_exception_is_named_with_its_reason() -> None:
    text = " ".join(DOC.read_text(encoding="utf-8").split())
    unnamed = [name for name, kind in ALL.items() if kind.excused and f"`{name}`" not in text]
    assert unnamed == []


def test_the_comparison_sees_what_is_wrong() -> None:
    """An oracle that finds nothing wrong anywhere proves nothing: what leaves no trace is read wrong, and it says so."""
    tally = Tally()
    for case in islice(cases(SEEDS), 6):
        if one := sent(case, (ALL["figures_sorted_alone"],)):
            for found in tallied([messed(one)]).values():
                tally.wrong += found.wrong
    assert tally.wrong > 0
