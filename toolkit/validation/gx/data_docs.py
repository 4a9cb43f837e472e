"""Great Expectations' Data Docs of a round: for those who know them, from the suites and frames that were run.

Pages in one folder: index.html, `<form>.<block>.html` (what came out), `<form>.<block>.suite.html` (what is expected).
They load nothing from the web. Personal columns' values are shown nowhere. Great Expectations names an hour of the run;
here it is the round's due date, so that the same data give the same pages.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import great_expectations
from great_expectations.core import ExpectationSuiteValidationResult
from great_expectations.core.expectation_suite import ExpectationSuite
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.render.renderer.page_renderer import (
    ExpectationSuitePageRenderer,
    ValidationResultsPageRenderer,
)
from great_expectations.render.view.view import DefaultJinjaPageView

from toolkit.form.model import Form, Round
from toolkit.intake.model import UnitData
from toolkit.text import Lang, Text, say
from toolkit.validation.frames import FIELDS, Frame, frames
from toolkit.validation.gx.offline import STYLE, offline
from toolkit.validation.gx.run import validated
from toolkit.validation.suites import is_generated, rule_of
from toolkit.validation.table import Past

FOLDER = "data_docs"


def data_docs(
    round: Round,
    data: Sequence[UnitData],
    suites: Mapping[str, Mapping[str, Any]],
    past: Past,
    lang: Lang = "vi",
) -> dict[str, bytes]:
    """The pages by name below outputs/<round>/. `data`, `suites` and `past` are those that `check_round` takes."""
    pages: dict[str, str] = {}
    rows: list[tuple[str, Text, ExpectationSuiteValidationResult]] = []
    returned = [unit for unit in data if unit.returns]
    for form in round.forms:
        for frame in frames(round, form, returned, past):
            suite = suites[form.id].get(frame.block)
            if not suite or not frame.keys:
                continue
            name = f"{form.id}.{frame.block.lstrip('_')}"
            block = say("data_docs.fields") if frame.block == FIELDS else form.block(frame.block).label
            title = say("data_docs.title", form=form.short_title, block=block, period=round.period.label)
            described = [_described(form, frame.block, item, lang) for item in suite["expectations"]]
            outcome = _outcome(round, form, frame, described, name)
            expected = ExpectationSuite(name=name, expectations=[_unmarked(item) for item in described])
            pages[f"{name}.html"] = _page(ValidationResultsPageRenderer().render(outcome), title, lang)
            rendered = ExpectationSuitePageRenderer().render(expected)  # type: ignore[no-untyped-call]
            pages[f"{name}.suite.html"] = _page(rendered, title, lang)
            rows.append((name, title, outcome))
    pages["index.html"] = _index(round, rows, lang)
    return {f"{FOLDER}/{name}": page.encode() for name, page in sorted(pages.items())}


def _described(form: Form, block: str, expectation: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    """A rule is shown in the form's own words; a user's own expectation in its own, or Great Expectations'."""
    item = dict(expectation)
    if is_generated(expectation):
        code = str(expectation["meta"]["tonghop"]["rule"])
        rule = rule_of(form, block, code)
        says = rule.message.in_(lang) if rule else say("data_docs.implied").in_(lang)
        item["description"] = f"{code}: {says} ({expectation['kwargs']['check']})"
    return item


def _outcome(
    round: Round, form: Form, frame: Frame, expectations: Sequence[Mapping[str, Any]], name: str
) -> ExpectationSuiteValidationResult:
    """What all said, in the suite's order; of those that speak of personal columns only whether they hold."""
    personal = _personal(form)
    hidden = [item for item in expectations if not is_generated(item) and _speaks_of(item, personal)]
    shown = [item for item in expectations if item not in hidden and not is_generated(item)]
    ours = [item for item in expectations if is_generated(item)]
    floats = frame.to_float_frame() if hidden or shown else None
    results: list[ExpectationValidationResult] = list(validated(frame.to_frame(), ours, "BASIC"))
    if floats is not None:
        results += [*validated(floats, shown, "SUMMARY"), *validated(floats, hidden, "BOOLEAN_ONLY")]
    good = sum(bool(result.success) for result in results)
    for result in results:
        result.meta = {}
        result.exception_info = _without_traces(result.exception_info)
    return ExpectationSuiteValidationResult(
        success=good == len(results),
        results=results,
        suite_name=name,
        statistics={
            "evaluated_expectations": len(results),
            "successful_expectations": good,
            "unsuccessful_expectations": len(results) - good,
            "success_percent": 100 * good / len(results) if results else None,
        },
        meta={
            "great_expectations_version": great_expectations.__version__,
            "run_id": {"run_name": round.id, "run_time": round.due.isoformat()},
        },
    )


def _personal(form: Form) -> frozenset[str]:
    return frozenset(
        code
        for block in form.blocks
        for item in block.fields
        if item.personal
        for code in (item.code, *item.pair)
    )


def _speaks_of(expectation: Mapping[str, Any], columns: frozenset[str]) -> bool:
    """Whether a column's name stands anywhere in what an expectation asks, in a condition on rows too."""
    text = str(expectation.get("kwargs"))
    return any(column in text for column in columns)


def _unmarked(expectation: Mapping[str, Any]) -> dict[str, Any]:
    """As it is shown: without what tells the program whose it is."""
    return {key: value for key, value in expectation.items() if key != "meta"}


def _without_traces(info: Mapping[str, Any] | None) -> dict[str, Any]:
    """What was raised, without the lines of code and the folders on this computer that a traceback names."""
    records = dict(info or {})
    if "raised_exception" in records:
        return {**records, "exception_traceback": ""}
    return {key: _without_traces(record) for key, record in records.items()}


def _page(document: Any, title: Text, lang: Lang) -> str:
    html = str(DefaultJinjaPageView().render(document))  # type: ignore[no-untyped-call]
    back = f'<p><a href="index.html">{escape(say("data_docs.back").in_(lang))}</a></p>'
    return offline(html, title.in_(lang), lang, back + f"<h1>{escape(title.in_(lang))}</h1>")


def _index(
    round: Round, rows: Sequence[tuple[str, Text, ExpectationSuiteValidationResult]], lang: Lang
) -> str:
    head = say("data_docs.index", round=round.id, period=round.period.label).in_(lang)
    words = [say(f"data_docs.{key}").in_(lang) for key in ("of", "held", "all", "pages")]
    cells = "".join(f"<th>{escape(word)}</th>" for word in words)
    lines = []
    for name, title, outcome in rows:
        counted = outcome.statistics
        links = " · ".join(
            f'<a href="{escape(name)}{end}">{escape(say(f"data_docs.{key}").in_(lang))}</a>'
            for end, key in ((".html", "results"), (".suite.html", "expected"))
        )
        lines.append(
            f"<tr><td>{escape(title.in_(lang))}</td><td>{counted['successful_expectations']}</td>"
            f"<td>{counted['evaluated_expectations']}</td><td>{links}</td></tr>"
        )
    note = escape(say("data_docs.note").in_(lang))
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{escape(head)}</title>'
        f"<style>{STYLE}</style></head><body><h1>{escape(head)}</h1><p>{note}</p>"
        f"<table><tr>{cells}</tr>{''.join(lines)}</table></body></html>\n"
    )
