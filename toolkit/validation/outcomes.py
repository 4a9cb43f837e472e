"""What comes out of one run of a suite, in our own words. Values only."""

from dataclasses import dataclass

GENERATED_TYPE = "expect_form_rule_to_hold"
"""The expectation type that rules are compiled to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one expectation said of one frame: positions of rows by outcome.

    A row in none of the three was not put to it (or, of a user's own expectation, passed). `error` is the message of
    what it raised, "" when it ran; `observed` what a table-level expectation saw.
    """

    success: bool
    failing: tuple[int, ...] = ()
    passing: tuple[int, ...] = ()
    unverified: tuple[int, ...] = ()
    error: str = ""
    observed: str = ""
