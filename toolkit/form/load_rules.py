"""The rules of form.yaml, with their names resolved and their examples read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.errors import FormError
from toolkit.files.yaml_lines import Located, Pairs, Scalar
from toolkit.findings import Severity
from toolkit.form.load_derived import parsed, without_derived
from toolkit.form.load_fields import check_code
from toolkit.form.load_names import Scope
from toolkit.form.load_part import Part, gathering, hint, raise_first, wrong
from toolkit.form.model import BlockKind, Example, Missing, Rule
from toolkit.form.rules import Count, GridCell, Name, Node, Sum, names_in, stated_in, walk
from toolkit.form.rules_examples import OUTCOMES, ExampleError, known_values
from toolkit.text import nfc

_KEYS = ("code", "check", "severity", "missing", "message", "block", "examples")


def load_rules(nodes: Sequence[Located], known: Mapping[str, Scope]) -> tuple[Rule, ...]:
    """The form's own rules, without those that read what is switched off. Raises FormError for the first mistake."""
    problems: list[FormError] = []
    rules: list[Rule] = []
    seen: dict[str, int] = {}
    file = known[""].file
    for node in nodes:
        with gathering(problems):
            part = Part.of(node, file, _KEYS, ("code", "check", "severity", "message"))
            rule, read = _load_rule(part, known)
            if rule.code in seen:
                part.fail("form.code_twice", "code", raw=rule.code, first=seen[rule.code])
            seen[rule.code] = part.at("code")
            if not read & known[rule.block].off:
                rules.append(rule)
    raise_first(problems)
    return tuple(rules)


def _load_rule(part: Part, known: Mapping[str, Scope]) -> tuple[Rule, set[str]]:
    """The rule, and the codes it reads as `Written.switched_off` names them, before anything is written out."""
    block = part.text("block")
    if block not in known:
        part.fail("form.grid_unknown", "block", raw=block, hint=hint(block, known))
    scope, check, line = known[block], part.text("check"), part.at("check")
    written = parsed(check, part.file, line, condition=True)
    missing = part.word("missing", Missing, Missing.SKIP_IF_ANY)
    replace(scope, zeros=missing is not Missing.SKIP_IF_ANY).check(written, line)
    tree = without_derived(written, scope)
    if not any(stated_in(tree)):
        part.fail("form.rule_reads_nothing", "check", raw=check)
    if missing is not Missing.SKIP_IF_ANY and any(isinstance(node, Sum) for node in walk(tree)):
        part.fail("form.sum_missing", "missing")
    rule = Rule(
        code=check_code(part.text("code"), part.file, part.at("code")),
        check=check,
        tree=tree,
        severity=part.word("severity", Severity, Severity.ERROR),
        missing=missing,
        message=part.label("message"),
        block=block,
        needs=tuple(dict.fromkeys(name.code for name in names_in(tree) if not name.form)),
        examples=tuple(_examples(part, tree, scope)),
        line=part.line,
    )
    return rule, _read(written, scope) | _read(tree, scope)


def _read(tree: Node, scope: Scope) -> set[str]:
    """Codes of this form that a tree reads: of fields, grids' columns, blocks, and `list.column`."""
    block = scope.block
    inside = f"{block.id}." if block is not None and block.kind is BlockKind.LIST else ""
    found = {block.id} if block is not None else set()
    for node in stated_in(tree):
        match node:
            case _ if node.form:
                continue
            case GridCell(grid, _, column):
                found |= {grid, column}
            case Count(of, column) | Sum(of, column):
                found |= {of, column if of in scope.grids else f"{of}.{column}"}
            case Name(code):
                found.add(inside + code)
    return found


def _examples(part: Part, tree: Node, scope: Scope) -> Iterator[Example]:
    """The examples in the order written. Raises FormError for a name the check does not read, or a value that is none."""
    if not part.has("examples"):
        return
    inner = Part.of(part.node.pairs["examples"], part.file, OUTCOMES)
    for outcome in inner.node.pairs:
        for node in inner.items(outcome):
            if not isinstance(node, Pairs):
                raise wrong("form.want_codes", part.file, node.line, name=outcome)
            example = Example(outcome, tuple(_written(node, part.file)), node.line)
            try:
                known_values(tree, scope.field_at, example)
            except ExampleError as error:
                line = node.lines.get(error.term, node.line)
                raise wrong(error.key, part.file, line, name=error.term, raw=error.raw) from None
            yield example


def _written(node: Pairs, file: str) -> Iterator[tuple[str, str]]:
    for term, value in node.pairs.items():
        if not isinstance(value, Scalar):
            raise wrong("form.want_text", file, value.line, name=term)
        yield term, "" if value.empty else nfc(value.text).strip()
