"""The expectation type that the forms' rules are compiled to.

One metric a rule gives the outcome of every row. The map expectations that Great Expectations offers for this would
compute five metrics a rule, list the failing values too, and know no third outcome beside pass and fail.
"""

from typing import Any, ClassVar

from great_expectations.compatibility.pydantic import PrivateAttr
from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.execution_engine.execution_engine import ExecutionEngine
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

from toolkit.validation.judge import judge
from toolkit.validation.outcomes import FAIL, NOT_PUT

METRIC = "tonghop.form_rule.outcomes"


class FormRuleOutcomes(TableMetricProvider):
    """A letter for every row of a frame (see `outcomes`)."""

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
    ) -> str:
        frame, _, _ = execution_engine.get_compute_domain(
            domain_kwargs=metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE
        )
        columns = tuple(metric_value_kwargs["column_list"])
        cells = [frame[name].tolist() for name in columns]
        return judge(metric_value_kwargs["check"], metric_value_kwargs["missing"], columns, cells)


class ExpectFormRuleToHold(BatchExpectation):
    """A rule of a form holds on every row: `check` in the rule language over the columns, `missing` what blanks mean."""

    column_list: list[str]
    check: str
    missing: str = "skip_if_any"

    metric_dependencies: ClassVar[tuple[str, ...]] = (METRIC,)
    success_keys: ClassVar[tuple[str, ...]] = ("column_list", "check", "missing")
    args_keys: ClassVar[tuple[str, ...]] = ("column_list", "check", "missing")

    _configured: ExpectationConfiguration | None = PrivateAttr(None)

    @property
    def configuration(self) -> ExpectationConfiguration:
        """The same as the base class says, worked out once: a run asks each rule for it 28 times, and changes no rule."""
        if self._configured is None:
            self._configured = super().configuration
        return self._configured

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: ExecutionEngine[Any] | None = None,
    ) -> dict[str, Any]:
        found = metrics[METRIC]
        return {
            "success": FAIL not in found,
            "result": {
                "element_count": len(found) - found.count(NOT_PUT),
                "unexpected_count": found.count(FAIL),
                "outcomes": found,
            },
        }
