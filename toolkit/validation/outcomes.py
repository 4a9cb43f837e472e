"""What comes out of one run of a suite, in our own words. Values only."""

from dataclasses import dataclass

GENERATED_TYPE = "expect_form_rule_to_hold"
"""The expectation type that rules are compiled to."""

PASS, FAIL, UNVERIFIED, NOT_PUT = "pfu-"
"""What a rule says of a row, as one letter of a text that has one for every row of a frame: whole rounds fit in it, and
no value is made for what passes. A rule is not put to a unit that is not asked for all it needs.
"""


def positions(outcomes: str, letter: str) -> tuple[int, ...]:
    """The rows of one outcome."""
    if letter not in outcomes:
        return ()
    return tuple(at for at, found in enumerate(outcomes) if found == letter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one expectation said of one frame.

    Of a generated one `outcomes` has a letter a row; of a user's own it is "", and `failing` are the rows that failed
    (none of a table-level one). `error` is the message of what it raised, "" when it ran; `observed` what a table-level
    expectation saw.
    """

    success: bool
    outcomes: str = ""
    failing: tuple[int, ...] = ()
    error: str = ""
    observed: str = ""
