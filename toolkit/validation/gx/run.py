"""Runs a suite over a frame in one pass and says, for each of its expectations, which rows failed."""

import logging
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal

import great_expectations as gx
import pandas as pd
from great_expectations.core.batch_definition import BatchDefinition
from great_expectations.core.expectation_suite import ExpectationSuite
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.registry import list_registered_expectation_implementations

from toolkit.validation.gx import expectation as _registered  # noqa: F401 (importing it makes the type known)
from toolkit.validation.outcomes import Ran

# It says by log lines what we ask of it by value: how many expectations loaded, what each raised.
logging.getLogger("great_expectations").setLevel(logging.CRITICAL)

Told = Literal["BOOLEAN_ONLY", "BASIC", "SUMMARY", "COMPLETE"]
_POSITIONS_ONLY = {
    "partial_unexpected_count": 0,
    "return_unexpected_index_query": False,
    "exclude_unexpected_values": True,
}
"""What a complete result leaves out: we want to know which rows fail, and have their values."""
_RUN = "tonghop_run"
"""Key in `meta` under which an expectation carries its position in the suite through one run."""


def known_types() -> tuple[str, ...]:
    """Every expectation type that can be loaded, in alphabetical order."""
    return tuple(sorted(list_registered_expectation_implementations()))


def load_problem(expectation: Mapping[str, Any]) -> str:
    """Why one expectation of a known type cannot be loaded, in the engine's words; empty when it can."""
    try:
        loaded = ExpectationSuite(name="one", expectations=[dict(expectation)]).expectations
    except (TypeError, ValueError) as problem:
        return " ".join(str(problem).split())
    return "" if loaded else str(expectation.get("type"))


def run(
    frame: pd.DataFrame, expectations: Sequence[Mapping[str, Any]], told: Told = "COMPLETE"
) -> tuple[Ran, ...]:
    """Put expectations to a frame (RangeIndex, one row a return or line); one `Ran` each, in their order.

    `told`: BOOLEAN_ONLY asks only whether each holds, COMPLETE also which rows fail, which costs Great Expectations' own
    types twice as much. Rules say all they know in BASIC.
    Raises ValueError when an expectation does not load: `load_problem` is to be asked first.
    """
    return tuple(_translate(result) for result in validated(frame, expectations, told))


def validated(
    frame: pd.DataFrame, expectations: Sequence[Mapping[str, Any]], told: Told
) -> tuple[ExpectationValidationResult, ...]:
    """The same in Great Expectations' own words, in the order of the expectations."""
    if not expectations:
        return ()
    numbered = [{**item, "meta": {**item.get("meta", {}), _RUN: at}} for at, item in enumerate(expectations)]
    suite = ExpectationSuite(name="run", expectations=numbered)
    if len(suite.expectations) != len(numbered):
        raise ValueError(f"{len(numbered)} expectations, {len(suite.expectations)} loaded")
    batch = _batch_definition().get_batch(batch_parameters={"dataframe": frame})
    wanted = {"result_format": told, **(_POSITIONS_ONLY if told == "COMPLETE" else {})}
    results = batch.validate(suite, result_format=wanted).results
    by_position = {_position(result): result for result in results}
    return tuple(by_position[at] for at in range(len(numbered)))


@cache
def _batch_definition() -> BatchDefinition[Any]:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    return asset.add_batch_definition_whole_dataframe("whole")


def _position(result: Any) -> int:
    return int(result.expectation_config.meta[_RUN])


def _translate(result: Any) -> Ran:
    raised = _raised(result.exception_info)
    if raised:
        return Ran(success=False, error=raised)
    found = result.result
    return Ran(
        success=bool(result.success),
        outcomes=str(found.get("outcomes", "")),
        failing=tuple(int(at) for at in found.get("unexpected_index_list") or ()),
        observed=str(found.get("observed_value", "")),
    )


def _raised(info: Mapping[str, Any] | None) -> str:
    """The message of an exception; `info` is one record, or one a metric that raised."""
    if not info:
        return ""
    records = [info] if "raised_exception" in info else list(info.values())
    messages = [
        record.get("exception_message") or "?" for record in records if record.get("raised_exception")
    ]
    return "; ".join(dict.fromkeys(messages))
