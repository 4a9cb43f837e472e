"""The expectation type that the forms' rules are compiled to.

One metric a rule gives the outcome of every row. The map expectations that Great Expectations offers for this would
compute five metrics a rule, list the failing values too, and know no third outcome beside pass and fail.
"""

from typing import Any, ClassVar

from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.execution_engine.execution_engine import ExecutionEngine
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

from toolkit.validation.judge import judge
from toolkit.validation.model import Outcome

METRIC = "tonghop.form_rule.outcomes"


class FormRuleOutcomes(TableMetricProvider):
    """Positions of a frame's rows by outcome; a row that the rule is not put to stands in none."""

    metric_name = METRIC
    value_keys = ("column_list", "check", "missing")

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(
        cls,  # noqa: N805 (the decorator makes it a class method)
        execution_engine: PandasExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any],
    ) -> dict[str, list[int]]:
        frame, _, _ = execution_engine.get_compute_domain(
            domain_kwargs=metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE
        )
        columns = tuple(metric_value_kwargs["column_list"])
        rows = list(zip(*(frame[name].tolist() for name in columns), strict=True))
        found: dict[str, list[int]] = {outcome.value: [] for outcome in Outcome}
        outcomes = judge(metric_value_kwargs["check"], metric_value_kwargs["missing"], columns, rows)
        for at, outcome in enumerate(outcomes):
            if outcome is not None:
                found[outcome.value].append(at)
        return found


class ExpectFormRuleToHold(BatchExpectation):
    """A rule of a form holds on every row: `check` in the rule language over the columns, `missing` what blanks mean."""

    column_list: list[str]
    check: str
    missing: str = "skip_if_any"

    metric_dependencies: ClassVar[tuple[str, ...]] = (METRIC,)
    success_keys: ClassVar[tuple[str, ...]] = ("column_list", "check", "missing")
    args_keys: ClassVar[tuple[str, ...]] = ("column_list", "check", "missing")

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: ExecutionEngine[Any] | None = None,
    ) -> dict[str, Any]:
        found = metrics[METRIC]
        failing = found[Outcome.FAIL]
        return {
            "success": not failing,
            "result": {
                "element_count": sum(map(len, found.values())),
                "unexpected_count": len(failing),
                "unexpected_index_list": failing,
                "passing_index_list": found[Outcome.PASS],
                "unverified_index_list": found[Outcome.UNVERIFIED],
            },
        }
