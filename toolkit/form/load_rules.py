"""The rules of form.yaml and the formulas of its derived fields, with their names resolved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.errors import FormError
from toolkit.files.yaml_lines import Located
from toolkit.findings import Severity
from toolkit.form.load_fields import check_code
from toolkit.form.load_names import Scope
from toolkit.form.load_part import Part, gathering, hint, raise_first, wrong
from toolkit.form.model import Block, Field, FieldType, Missing, Rule
from toolkit.form.rules import (
    Absolute,
    And,
    Arithmetic,
    At,
    Comparison,
    Count,
    Name,
    Node,
    Not,
    Number,
    Or,
    names_in,
    walk,
)
from toolkit.form.rules_linear import affine
from toolkit.form.rules_parse import RuleSyntaxError, parse_expression, parse_rule

_KEYS = ("code", "check", "severity", "missing", "message", "block")


def resolve_derived(block: Block, scope: Scope) -> Block:
    """The block with its derived fields' formulas parsed. Raises FormError for a formula that is no sum of typed fields."""
    fields: list[Field] = []
    problems: list[FormError] = []
    for item in block.fields:
        with gathering(problems):
            for code in item.of or ():
                _check_part(scope, code, item)
            tree = _parsed(item.formula, scope.file, item.line, condition=False) if item.formula else None
            if tree is not None:
                _check_sum(scope, tree, item)
            fields.append(replace(item, formula_tree=tree))
    raise_first(problems)
    return replace(block, fields=tuple(fields))


def _check_sum(scope: Scope, tree: Node, item: Field) -> None:
    """Sums of sums are the sum: only so may a total be rolled up from units and equal its formula over the totals."""
    total = affine(tree)
    for name in names_in(tree):
        _check_part(scope, name.code, item)
    if (
        total is None
        or total.constant
        or not all(isinstance(t, Name) and t.at is At.NOW for t, _ in total.terms)
    ):
        raise wrong("form.formula_sum", scope.file, item.line, raw=item.formula)


def _check_part(scope: Scope, code: str, item: Field) -> None:
    line = item.line
    part = scope.named(code, line)
    if part.is_derived or part.type not in {FieldType.COUNT, FieldType.AMOUNT}:
        raise wrong("form.derived_of", scope.file, line, raw=code)
    if code in scope.off and item.code not in scope.off:
        raise wrong("form.name_off", scope.file, line, raw=code)


def load_rules(nodes: Sequence[Located], known: Mapping[str, Scope]) -> tuple[Rule, ...]:
    """The form's own rules, without those that read what is switched off. Raises FormError for the first mistake."""
    problems: list[FormError] = []
    rules: list[Rule] = []
    seen: dict[str, int] = {}
    file = known[""].file
    for node in nodes:
        with gathering(problems):
            part = Part.of(node, file, _KEYS, ("code", "check", "severity", "message"))
            rule = _load_rule(part, known)
            if rule.code in seen:
                part.fail("form.code_twice", "code", raw=rule.code, first=seen[rule.code])
            seen[rule.code] = part.at("code")
            if not _reads(rule) & known[rule.block].off:
                rules.append(rule)
    raise_first(problems)
    return tuple(rules)


def _reads(rule: Rule) -> set[str]:
    counts = [node for node in walk(rule.tree) if isinstance(node, Count)]
    return {*rule.needs, *(c.list for c in counts), *(f"{c.list}.{c.column}" for c in counts), rule.block}


def _load_rule(part: Part, known: Mapping[str, Scope]) -> Rule:
    block = part.text("block")
    if block not in known:
        part.fail("form.grid_unknown", "block", raw=block, hint=hint(block, known))
    scope, check, line = known[block], part.text("check"), part.at("check")
    tree = _parsed(check, part.file, line, condition=True)
    scope.check(tree, line)
    plain = without_derived(tree, scope.fields)
    if not any(isinstance(node, Name | Count) for node in walk(plain)):
        part.fail("form.rule_reads_nothing", "check", raw=check)
    return Rule(
        code=check_code(part.text("code"), part.file, part.at("code")),
        check=check,
        tree=plain,
        severity=part.word("severity", Severity, Severity.ERROR),
        missing=part.word("missing", Missing, Missing.SKIP_IF_ANY),
        message=part.label("message"),
        block=block,
        needs=tuple(dict.fromkeys(name.code for name in names_in(plain))),
        line=part.line,
    )


def _parsed(text: str, file: str, line: int, *, condition: bool) -> Node:
    try:
        return parse_rule(text) if condition else parse_expression(text)
    except RuleSyntaxError as error:
        raise wrong(error.key, file, line, raw=error.word) from None
    except (ArithmeticError, RecursionError, MemoryError):
        raise wrong("form.rule_syntax", file, line, raw=text) from None


def without_derived(tree: Node, fields: Mapping[str, Field]) -> Node:
    """The tree with every derived field's name replaced by what it is derived from, so that no reader needs formulas."""
    match tree:
        case Name(code, at) if code in fields and fields[code].is_derived:
            return _before(_derivation(fields[code])) if at else _derivation(fields[code])
        case Arithmetic(operator, left, right):
            return Arithmetic(operator, without_derived(left, fields), without_derived(right, fields))
        case Comparison(operator, left, right):
            return Comparison(operator, without_derived(left, fields), without_derived(right, fields))
        case And(parts):
            return And(tuple(without_derived(part, fields) for part in parts))
        case Or(parts):
            return Or(tuple(without_derived(part, fields) for part in parts))
        case Not(of):
            return Not(without_derived(of, fields))
        case Absolute(of):
            return Absolute(without_derived(of, fields))
    return tree


def _derivation(item: Field) -> Node:
    if item.formula_tree is not None:
        return item.formula_tree
    num, den = (Name(code) for code in item.pair)
    return Arithmetic("/", Arithmetic("*", Number(Decimal(100)), num), den)


def _before(tree: Node) -> Node:
    match tree:
        case Name(code):
            return Name(code, At.PREVIOUS)
        case Arithmetic(operator, left, right):
            return Arithmetic(operator, _before(left), _before(right))
    return tree
