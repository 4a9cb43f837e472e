"""A form's rules as suites: what is generated, what someone edited, what is a user's own.

`expectations/<form>.json` holds `{block: suite}`, one suite a frame (see `frames`). A generated expectation carries in
`meta.tonghop` its rule, block, form, form_version and the form's digest; one without it is the user's own and is kept.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from toolkit.errors import FormError
from toolkit.findings import Finding, Place, Severity, found
from toolkit.form.model import Block, BlockKind, Field, FieldType, Form, Missing, OverTime, Rule
from toolkit.form.rules import At, Comparison, Count, Name
from toolkit.text import Text, say
from toolkit.validation.columns import FIRST_DAY, LAST_DAY, UNIT, count_column, past_column
from toolkit.validation.frames import FIELDS
from toolkit.validation.judge import ENOUGH, columns_read
from toolkit.validation.outcomes import GENERATED_TYPE
from toolkit.validation.rule_text import write_rule

Suite = dict[str, Any]
Suites = dict[str, Suite]
_GRAVITY = {Severity.ERROR: "critical", Severity.WARNING: "warning", Severity.INFO: "info"}
CORE, PAIRED, UNIQUE, COMPLETE, WITHIN = "core", "paired", "unique", "complete", "within"
ALONE, COPIED, AS_BEFORE = "alone", "copied", "as_before"
"""Ends of the codes of what a form's properties ask beside its rules: `<block>__core`, `<rate>__paired`, ..."""


def compile_suite(form: Form) -> Suites:
    """The form's own suites, in the order of its blocks, as plain JSON values."""
    names = [FIELDS, *(b.id for b in form.blocks if b.kind in {BlockKind.GRID, BlockKind.LIST})]
    suites: Suites = {name: {"name": f"{form.id}.{name}", "expectations": []} for name in names}
    for rule in form.rules:
        columns, check = columns_read(rule.tree), write_rule(rule.tree)
        _add(suites, form, rule.block or FIELDS, rule.code, rule.severity, columns, check, rule.missing)
    for block in form.blocks:
        for code, columns, check, frame in (*_implied(form, block), *_between(block)):
            severity = Severity.INFO if code.endswith(f"__{ALONE}") else Severity.WARNING
            _add(suites, form, frame, code, severity, columns, check)
    return {name: suite for name, suite in suites.items() if suite["expectations"]}


def suite_json(suites: Mapping[str, Any]) -> str:
    """The text of a suite file: the same for the same content."""
    return json.dumps(suites, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def suite_digest(suites: Mapping[str, Any]) -> str:
    """SHA-256 of a suite file's text."""
    return hashlib.sha256(suite_json(suites).encode()).hexdigest()


def refresh_suite(form: Form, found_suites: Mapping[str, Any] | None) -> tuple[Suites, tuple[Finding, ...]]:
    """The suites to run: generated ones as the form has them now, the user's own kept behind them.

    Generated from another form.yaml: regenerated. From this one but edited or deleted: restored, with a finding. Raises
    FormError with file and place for a block or expectation type that does not exist, or one that does not load.
    """
    suites = compile_suite(form)
    if found_suites is None:
        return suites, ()
    findings: list[Finding] = []
    for name, suite in _read(form, found_suites):
        ours = [item for item in suite if is_generated(item)]
        if name in suites:
            findings += _edited(form, name, suites[name]["expectations"], ours)
        own = [dict(item) for item in suite if not is_generated(item)]
        _check_own(form, name, suite)
        if own:
            suites.setdefault(name, {"name": f"{form.id}.{name}", "expectations": []})
            suites[name]["expectations"] += own
    return suites, tuple(findings)


def is_generated(expectation: Mapping[str, Any]) -> bool:
    """Whether it was generated from a form; else it is a user's own."""
    meta = expectation.get("meta")
    return isinstance(meta, Mapping) and "tonghop" in meta


def file_of(form: str) -> str:
    """The suite file's name in a workspace."""
    return f"expectations/{form}.json"


def _add(
    suites: Suites,
    form: Form,
    block: str,
    code: str,
    severity: Severity,
    columns: tuple[str, ...],
    check: str,
    missing: Missing = Missing.SKIP_IF_ANY,
) -> None:
    suites[block]["expectations"].append(
        {
            "type": GENERATED_TYPE,
            "kwargs": {"column_list": list(columns), "check": check, "missing": str(missing)},
            "severity": _GRAVITY[severity],
            "meta": {
                "tonghop": {
                    "rule": code,
                    "block": block,
                    "form": form.id,
                    "form_version": form.version,
                    "digest": form.digest,
                }
            },
        }
    )


def _implied(form: Form, block: Block) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    """What a block's properties ask of its cells, beside the rules: code, columns, check, frame."""
    core = tuple(f.code for f in block.fields if f.core and not f.is_typed_rate)
    whole = "together" if block.optional else "complete"
    match block.kind:
        case BlockKind.FIELDS | BlockKind.GRID:
            frame = FIELDS if block.kind is BlockKind.FIELDS else block.id
            if core:
                yield f"{block.id}__{CORE}", core, _call(whole, core), frame
            for item in block.fields:
                if item.is_typed_rate:
                    columns: tuple[str, ...] = (item.code, *item.pair)
                    if item.core and not block.optional:
                        yield f"{item.code}__{CORE}", columns, _call("stated", columns), frame
                    yield f"{item.code}__{PAIRED}", columns, _call("paired", columns), frame
        case BlockKind.LIST | BlockKind.NARRATIVE:
            count = (count_column(block.id),)
            if block.core and not block.optional:
                typed = _counted_in(form, block)
                columns = (*count, *typed)
                yield (
                    f"{block.id}__{CORE}",
                    columns,
                    _call("listed" if typed else "complete", columns),
                    FIELDS,
                )
            if block.key:
                keys = (UNIT, *block.key)
                yield f"{block.id}__{UNIQUE}", keys, _call("unique", keys), block.id
            needed = tuple(f.code for f in block.fields if f.core or f.code in block.key)
            if needed:
                yield f"{block.id}__{COMPLETE}", needed, _call("complete", needed), block.id
            for item in block.fields:
                if item.type is FieldType.DATE and item.over_time is OverTime.FLOW:
                    days = (item.code, FIRST_DAY, LAST_DAY)
                    yield f"{block.id}__{item.code}__{WITHIN}", days, _call("within", days), block.id


def _counted_in(form: Form, block: Block) -> tuple[str, ...]:
    """The field in which the number of a list's lines is typed, by the rule that says so; empty where there is none."""
    for rule in form.rules:
        match rule.tree:
            case Comparison("==", Name() as typed, Count() as lines) | Comparison(
                "==", Count() as lines, Name() as typed
            ):
                if not rule.block and lines == Count(block.id) and typed == Name(typed.code):
                    return (typed.code,)
    return ()


def _between(block: Block) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    """What is asked between units, and between a unit's periods, of a block as a whole: code, columns, check, frame.

    No other unit states the very same numbers (one sheet copied from another's), and what was counted in a period is not
    the very same as in the one before; a stock may well stand still. Domain.md X15.
    """
    if block.alone:
        columns = (UNIT, *block.alone)
        yield f"{block.id}__{ALONE}", columns, _call(ALONE, columns), block.id
    if block.kind is BlockKind.LIST or block.kind is BlockKind.NARRATIVE:
        return
    typed = [(f, code) for f in block.fields if f.is_number and not f.is_derived for code in _typed_codes(f)]
    rows = [f"{block.id}__{row.code}__" for row in block.rows] if block.kind is BlockKind.GRID else [""]
    columns = (UNIT, *(row + code for row in rows for _, code in typed))
    if len(columns) > ENOUGH:
        yield f"{block.id}__{COPIED}", columns, _call(COPIED, columns), FIELDS
    flows = [row + code for row in rows for f, code in typed if f.over_time is OverTime.FLOW]
    if len(flows) >= ENOUGH:
        columns = (*flows, *(past_column(code, At.PREVIOUS) for code in flows))
        yield f"{block.id}__{AS_BEFORE}", columns, _call(AS_BEFORE, columns), FIELDS


def _typed_codes(item: Field) -> tuple[str, ...]:
    return (*item.pair, item.code) if item.is_typed_rate else (item.code,)


def _call(word: str, columns: tuple[str, ...]) -> str:
    return f"{word}({', '.join(columns)})"


def _read(form: Form, suites: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    known = [FIELDS, *(b.id for b in form.blocks if b.kind in {BlockKind.GRID, BlockKind.LIST})]
    for name, suite in suites.items():
        if name not in known:
            raise FormError(
                "suite.block_unknown",
                file=file_of(form.id),
                block=name,
                known=", ".join(known),
                hint=_hint(name, known),
            )
        items = suite.get("expectations") if isinstance(suite, Mapping) else None
        if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
            raise FormError("suite.shape", file=file_of(form.id), block=name)
        yield name, items


def _edited(
    form: Form, block: str, wanted: list[Mapping[str, Any]], ours: list[Mapping[str, Any]]
) -> Iterator[Finding]:
    """What was changed by hand since this very form.yaml was compiled."""
    by_rule = {_mark(item).get("rule"): item for item in ours}
    current = any(_mark(item).get("digest") == form.digest for item in ours)
    for item in wanted:
        rule = _mark(item)["rule"]
        there = by_rule.get(rule)
        place = Place(file=file_of(form.id), form=form.id, block=block)
        if there is None and current:
            yield found("SUI-002", place, rule=rule)
        elif there is not None and _mark(there).get("digest") == form.digest and dict(there) != item:
            yield found("SUI-001", place, rule=rule)


def _mark(expectation: Mapping[str, Any]) -> Mapping[str, Any]:
    mark = expectation["meta"]["tonghop"]
    return mark if isinstance(mark, Mapping) else {}


def _check_own(form: Form, block: str, suite: list[Mapping[str, Any]]) -> None:
    """Raises FormError for the first of the user's own expectations that would not load."""
    own = [(at, item) for at, item in enumerate(suite, start=1) if not is_generated(item)]
    if not own:
        return
    # Imported here: it takes seconds, and most suites hold generated expectations only.
    from toolkit.validation.gx.run import known_types, load_problem

    known = known_types()
    for at, item in own:
        where = {"file": file_of(form.id), "block": block, "number": at, "type": str(item.get("type"))}
        if item.get("type") not in known:
            raise FormError("suite.type_unknown", **where, hint=_hint(where["type"], known))
        problem = load_problem(item)
        if problem:
            raise FormError("suite.not_loaded", **where, problem=problem)


def _hint(word: object, known: object) -> Text:
    close = get_close_matches(str(word), list(known), n=1, cutoff=0.6)  # type: ignore[call-overload]
    return say("suite.hint", word=close[0]) if close else Text("", "")


def rule_of(form: Form, block: str, code: str) -> Rule | None:
    """The form's rule of a frame and code; None for what its properties ask beside its rules."""
    return next((rule for rule in form.rules if (rule.block or FIELDS, rule.code) == (block, code)), None)
