"""A form's rules as suites: what is generated, what someone edited, what is a user's own.

`expectations/<form>.json` holds `{block: suite}`, one suite a frame (see `frames`). A generated expectation carries in
`meta.tonghop` its rule, block, form, form_version, the form's digest, and as `content` the SHA-256 of itself without that
key: where the two differ somebody edited it. A suite's own `meta.tonghop.rules` are the rules it was generated with: what
of them is not there, somebody deleted. Whatever else differs from what the form says now is only older, and suites from
before either was written say nothing about themselves. An expectation without `meta.tonghop` is the user's own and is kept.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from toolkit.errors import FormError
from toolkit.findings import Finding, Place, Severity, found
from toolkit.form.model import BlockKind, Form, Missing, Rule
from toolkit.text import Text, say
from toolkit.validation.frames import FIELDS
from toolkit.validation.implied import ALONE, between_units, of_cells
from toolkit.validation.judge import columns_read
from toolkit.validation.outcomes import GENERATED_TYPE
from toolkit.validation.rule_text import write_rule

Suite = dict[str, Any]
Suites = dict[str, Suite]
_GRAVITY = {Severity.ERROR: "critical", Severity.WARNING: "warning", Severity.INFO: "info"}
_OWN_ID = re.compile(r"[\w.-]{1,80}")


def compile_suite(form: Form) -> Suites:
    """The form's own suites, in the order of its blocks, as plain JSON values."""
    names = [FIELDS, *(b.id for b in form.blocks if b.kind in {BlockKind.GRID, BlockKind.LIST})]
    suites: Suites = {name: {"name": f"{form.id}.{name}", "expectations": []} for name in names}
    for rule in form.rules:
        columns, check = columns_read(rule.tree), write_rule(rule.tree)
        _add(suites, form, rule.block or FIELDS, rule.code, rule.severity, columns, check, rule.missing)
    for block in form.blocks:
        for code, columns, check, frame in (*of_cells(form, block), *between_units(block)):
            severity = Severity.INFO if code.endswith(f"__{ALONE}") else Severity.WARNING
            _add(suites, form, frame, code, severity, columns, check)
    made = {name: suite for name, suite in suites.items() if suite["expectations"]}
    for suite in made.values():
        suite["meta"] = {"tonghop": {"rules": [code_of(item) for item in suite["expectations"]]}}
    return made


def suite_json(suites: Mapping[str, Any]) -> str:
    """The text of a suite file: the same for the same content."""
    return json.dumps(suites, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def suite_digest(suites: Mapping[str, Any]) -> str:
    """SHA-256 of a suite file's text."""
    return hashlib.sha256(suite_json(suites).encode()).hexdigest()


def refresh_suite(form: Form, found_suites: Mapping[str, Any] | None) -> tuple[Suites, tuple[Finding, ...]]:
    """The suites to run: generated ones as the form has them now, the user's own kept behind them.

    Generated from another form.yaml or by another version of the program: regenerated. Edited or deleted by hand:
    restored, with a finding. Raises FormError with file and place for a block or expectation type that does not exist, one
    that does not load, and a `meta.id` that is none or not the expectation's alone.
    """
    if found_suites is None:
        return compile_suite(form), ()
    suites = recompiled(form, found_suites)
    taken = {rule.casefold() for suite in suites.values() for rule in _rules_of(suite)}
    findings: list[Finding] = []
    for name, items in _read(form, found_suites):
        findings += _edited(form, name, found_suites[name], suites.get(name, {}))
        _check_own(form, name, items, taken)
    return suites, tuple(findings)


def recompiled(form: Form, suites: Mapping[str, Any]) -> Suites:
    """Suites of the form whose generated expectations are those of today, whichever version of the program wrote them.

    The user's own are kept behind them. Raises FormError for what is no suite of the form's.
    """
    made = compile_suite(form)
    for name, items in _read(form, suites):
        own = [dict(item) for item in items if not is_generated(item)]
        if own:
            made.setdefault(name, {"name": f"{form.id}.{name}", "expectations": []})
            made[name]["expectations"] += own
    return made


def is_generated(expectation: Mapping[str, Any]) -> bool:
    """Whether it was generated from a form; else it is a user's own."""
    meta = expectation.get("meta")
    return isinstance(meta, Mapping) and "tonghop" in meta


def code_of(expectation: Mapping[str, Any]) -> str:
    """By what tallies, findings and decisions know it: a rule's code; of a user's own its `meta.id`, or where it has none
    its type and a digest of what it asks, so that two of one type are told apart.
    """
    if is_generated(expectation):
        return str(_mark(expectation).get("rule", ""))
    meta = expectation.get("meta")
    given = meta.get("id") if isinstance(meta, Mapping) else None
    return str(given) if given else f"{expectation['type']}-{_sha256(expectation.get('kwargs') or {})[:8]}"


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
    mark = {
        "rule": code,
        "block": block,
        "form": form.id,
        "form_version": form.version,
        "digest": form.digest,
    }
    made = {
        "type": GENERATED_TYPE,
        "kwargs": {"column_list": list(columns), "check": check, "missing": str(missing)},
        "severity": _GRAVITY[severity],
        "meta": {"tonghop": mark},
    }
    mark["content"] = _sha256(made)
    suites[block]["expectations"].append(made)


def _sha256(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


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


def _edited(form: Form, block: str, there: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[Finding]:
    """What was changed by hand in a suite since the program wrote it."""
    written = _rules_of(there)
    ours = [item for item in there["expectations"] if is_generated(item)]
    present = {code_of(item) for item in ours}
    changed = {code_of(item) for item in ours if not _is_as_written(item)} if written else set()
    place = Place(file=file_of(form.id), form=form.id, block=block)
    for rule in _rules_of(wanted):
        if rule in changed:
            yield found("SUI-001", place, rule=rule)
        elif rule in written and rule not in present:
            yield found("SUI-002", place, rule=rule)


def _is_as_written(expectation: Mapping[str, Any]) -> bool:
    mark = dict(_mark(expectation))
    stated = mark.pop("content", "")
    return bool(stated == _sha256({**expectation, "meta": {**expectation["meta"], "tonghop": mark}}))


def _rules_of(suite: Mapping[str, Any]) -> tuple[str, ...]:
    """The rules that a suite was generated with, none where it does not say so."""
    mark = _mark(suite)
    rules = mark.get("rules")
    return tuple(map(str, rules)) if isinstance(rules, list) else ()


def _mark(marked: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the program wrote in the meta of a suite or an expectation."""
    meta = marked.get("meta")
    mark = meta.get("tonghop") if isinstance(meta, Mapping) else None
    return mark if isinstance(mark, Mapping) else {}


def _check_own(form: Form, block: str, items: Sequence[Mapping[str, Any]], taken: set[str]) -> None:
    """Raises FormError for the first of the user's own expectations that would not load, or whose id is none or `taken`."""
    own = [(at, item) for at, item in enumerate(items, start=1) if not is_generated(item)]
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
        given = (item.get("meta") or {}).get("id")
        if given is not None:
            if not _OWN_ID.fullmatch(str(given)) or str(given).casefold() in taken:
                raise FormError("suite.own_id", **where, id=str(given))
            taken.add(str(given).casefold())


def _hint(word: object, known: object) -> Text:
    close = get_close_matches(str(word), list(known), n=1, cutoff=0.6)  # type: ignore[call-overload]
    return say("suite.hint", word=close[0]) if close else Text("", "")


def rule_of(form: Form, block: str, code: str) -> Rule | None:
    """The form's rule of a frame and code; None for what its properties ask beside its rules."""
    return next((rule for rule in form.rules if (rule.block or FIELDS, rule.code) == (block, code)), None)
