"""Writes the documents that repeat what the code already says: docs/cli.md, findings.md and rules.md.

    python docs/generate.py            writes them
    python docs/generate.py --check    writes nothing; names those that are not current and ends with 1

They are built from the parser's own parts and not from its --help, whose layout differs between versions of
Python and widths of terminals.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.cli import build_parser
from toolkit.form.load import load_form
from toolkit.form.model import BlockKind, Example, Rule
from toolkit.form.rules_examples import outcome, values_of
from toolkit.text import Text
from toolkit.text.catalogue import catalogue
from toolkit.validation.frames import FIELDS
from toolkit.validation.places import Spot
from toolkit.validation.words import in_words

DOCS = Path(__file__).resolve().parent
FORMS = DOCS.parent / "input_templates"
NOTE = "<!-- Written by docs/generate.py (make docs); change the source, not this file. -->\n"


def cli() -> str:
    """Every verb with its arguments, in the words of its help."""
    lines = [NOTE, "# Command line", ""]
    for parser, about in _parsers(build_parser(), ""):
        lines += [f"{'#' * min(1 + len(parser.prog.split()), 4)} {parser.prog}", ""]
        about = parser.description or about
        lines += [about, ""] if about else []
        lines += [f"```\n{_usage(parser)}\n```", ""]
        rows = [(_name(action), _help(parser, action)) for action in _shown(parser)]
        lines += [*_table(("argument", "meaning"), rows), ""] if rows else []
    return "\n".join(lines)


def findings() -> str:
    """Every finding's code, severity, message and remedy from the message catalogue."""
    rows = [
        (f"`{code}`", entry["severity"], _both(entry), _both(entry.get("remedy")))
        for code, entry in sorted(catalogue().items())
        if "severity" in entry
    ]
    head = ("code", "severity", "message", "remedy")
    return "\n".join([NOTE, "# Findings", "", *_table(head, rows), ""])


def rules() -> str:
    """Every rule that the forms here state: what it asks, and what it says of its examples."""
    about = "Rules that the properties of fields and blocks imply are listed in [form.md](form.md)."
    lines = [NOTE, "# Rules of the forms", "", about, ""]
    sources = sorted(FORMS.glob("*/form.yaml"))
    forms = tuple(load_form(source.read_bytes(), f"{source.parent.name}/form.yaml") for source in sources)
    for form in forms:
        lines += [f"## {form.id}", "", f"{form.title.vi}<br>{form.title.en}", ""]
        for rule in form.rules:
            if rule.origin == "form":
                spot = Spot(forms, form, rule.block or FIELDS, "", "", {})
                lines += _rule(rule, spot)
    return "\n".join(lines)


def _rule(rule: Rule, spot: Spot) -> list[str]:
    where = "each return"
    if spot.block is not None:
        where = f"each {'filled line' if spot.block.kind is BlockKind.LIST else 'row'} of `{rule.block}`"
    rows = [(example.outcome, _given(example), _said(rule, example, spot)) for example in rule.examples]
    return [
        f"### {rule.code}",
        "",
        f"{rule.message.vi}<br>{rule.message.en}",
        "",
        f"```\n{rule.check}\n```",
        "",
        f"{rule.severity} · {where} · a blank: {rule.missing}",
        "",
        *_table(("example", "values", "what it says"), rows),
        "",
    ]


def _given(example: Example) -> str:
    return "<br>".join(f"`{word}`: {raw or '(blank)'}" for word, raw in example.values) or "(all blank)"


def _said(rule: Rule, example: Example, spot: Spot) -> str:
    """The figures as a finding puts them, where the rule fails; else nothing."""
    if outcome(spot.form, rule, example) != "fail":
        return ""
    cell_of = values_of(spot.form, rule, example).__getitem__
    now = in_words(rule.tree, cell_of, spot, Text("", ""), None).now
    return f"{now.vi}<br>{now.en}"


WRITTEN = {"cli.md": cli, "findings.md": findings, "rules.md": rules}


def main(arguments: list[str]) -> int:
    """Write or check all documents; returns the exit code."""
    check = arguments == ["--check"]
    if arguments and not check:
        sys.exit("usage: python docs/generate.py [--check]")
    stale = []
    for name, text in WRITTEN.items():
        path, wanted = DOCS / name, text()
        if not path.is_file() or path.read_text(encoding="utf-8") != wanted:
            stale.append(name)
            if not check:
                path.write_text(wanted, encoding="utf-8", newline="\n")
    if stale and check:
        print(f"not current: {', '.join(f'docs/{name}' for name in stale)}; run make docs and commit")
    return int(check and bool(stale))


def _parsers(parser: argparse.ArgumentParser, about: str) -> Iterator[tuple[argparse.ArgumentParser, str]]:
    yield parser, about
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            said = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, child in action.choices.items():
                yield from _parsers(child, said.get(name, ""))


def _shown(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    hidden = (argparse._SubParsersAction, argparse._HelpAction)
    return [a for a in parser._actions if not isinstance(a, hidden) and a.help != argparse.SUPPRESS]


def _usage(parser: argparse.ArgumentParser) -> str:
    parts = [parser.prog]
    if any(isinstance(action, argparse._SubParsersAction) for action in parser._actions):
        parts.append("VERB ...")
    for action in _shown(parser):
        name = _name(action).strip("`").rpartition(", ")[2]
        parts.append(name if action.required else f"[{name}]")
    return " ".join(parts)


def _name(action: argparse.Action) -> str:
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    value = value if isinstance(value, str) else " ".join(value)
    if not action.option_strings:
        many = " ..." if action.nargs in {"*", "+"} else ""
        return f"`{value}{many}`"
    spelt = ", ".join(action.option_strings)
    return f"`{spelt}`" if action.nargs == 0 else f"`{spelt} {value}`"


def _help(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    return parser._get_formatter()._expand_help(action) if action.help else ""


def _both(entry: Any) -> str:
    if not entry:
        return ""
    return entry if isinstance(entry, str) else f"{entry['vi']}<br>{entry['en']}"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    cells = [head, ("---",) * len(head), *rows]
    return [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in cells]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
