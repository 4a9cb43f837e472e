"""The verbs and their arguments, as one table.

Nothing here imports a stage: `tonghop --help` must be quick.
"""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.errors import UsageError
from toolkit.text import say

PROGRAM = "tonghop"
WORKERS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a verb: argparse's flags and options, its help by catalogue key."""

    flags: tuple[str, ...]
    help: str
    options: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb; `verbs` are those under it ("round new"). `many_files` adds --jobs, `decides` adds --by."""

    name: str
    help: str
    arguments: tuple[Argument, ...] = ()
    verbs: tuple["Verb", ...] = ()
    many_files: bool = False
    decides: bool = False


def day(raw: str) -> date:
    """An ISO date on the command line. Raises UsageError."""
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise UsageError("cli.bad_usage", what=say("cli.bad_date", raw=raw), program=PROGRAM) from None


def workers(raw: str) -> int:
    """A number of worker processes from 1. Raises UsageError."""
    if not raw.isdecimal() or int(raw) < 1:
        raise UsageError("cli.bad_usage", what=say("cli.bad_jobs", raw=raw), program=PROGRAM)
    return int(raw)


def arg(*flags: str, help: str, **options: Any) -> Argument:
    return Argument(flags, help, tuple(options.items()))


_ROUND = arg("round", help="cli.help.round", metavar="ROUND")
_AS_OF = arg("--as-of", help="cli.help.as_of", type=day, metavar="DATE")
_DATA_DOCS = arg("--data-docs", help="check.help_data_docs", action="store_true")
_CALLS = arg("--calls", help="cli.help.calls", action="store_true")
_NEW_SUITE = arg("--take-suite", help="cli.help.new_suite", action="store_true")
_PASSWORD = arg("--password", help="cli.help.password", default="", metavar="TEXT")
_BACKUP = arg("file", help="cli.help.backup_file", type=Path, metavar="FILE")
_UNIT = arg("unit", help="cli.help.unit", metavar="UNIT")
_WHOSE = arg("unit", help="cli.help.whose", metavar="UNIT")
_PATHS = arg("paths", help="cli.help.paths", nargs="*", type=Path, metavar="PATH")

_REASON = arg("--reason", help="cli.help.reason", default="", metavar="TEXT")
_CHANNEL = arg("--channel", help="cli.help.channel", default="", metavar="TEXT")
_UNTIL = arg("--until", help="cli.help.until", type=day, metavar="DATE")
_REVOKE = arg("--revoke", help="cli.help.revoke", action="store_true")
_FIELD = arg("field", help="cli.help.field", metavar="FIELD")
_TOTAL = arg("field", help="cli.help.total", metavar="FIELD")
_ROW = arg("--row", help="cli.help.row", default="", metavar="ROW")
_COLUMN = arg("--column", help="cli.help.column", default="", metavar="COLUMN")
_BLOCK = arg("--block", help="cli.help.block", default="", metavar="BLOCK")
_FORM = arg("--form", help="cli.help.of_form", default="", metavar="FORM")
_REQUEST = (
    _ROUND,
    _WHOSE,
    arg("rule", help="cli.help.rule", metavar="RULE"),
    _ROW,
    arg("--field", help="cli.help.of_field", default="", metavar="FIELD"),
    _REASON,
)

_DECIDING: tuple[Verb, ...] = (
    Verb(
        "correct",
        "cli.help.correct",
        (
            *(_ROUND, _WHOSE, _FIELD),
            arg("value", help="cli.help.value", nargs="?", metavar="VALUE"),
            *(_ROW, _COLUMN, _BLOCK, _FORM, _REASON),
            arg("--suggested", help="cli.help.suggested", action="store_true"),
            arg("--with", help="cli.help.with", dest="others", action="append", default=[], metavar="FIELD"),
            arg("--source", help="cli.help.source", default="", metavar="NAME"),
            *(_CHANNEL, _REVOKE),
        ),
        decides=True,
    ),
    Verb("waive", "cli.help.waive", (*_REQUEST, _UNTIL, _REVOKE), decides=True),
    Verb(
        "explain",
        "cli.help.explain",
        verbs=(
            Verb("accept", "cli.help.explain_accept", (*_REQUEST, _UNTIL, _REVOKE), decides=True),
            Verb("refuse", "cli.help.explain_refuse", (*_REQUEST, _REVOKE), decides=True),
        ),
    ),
    Verb(
        "adjust",
        "cli.help.adjust",
        (
            *(_ROUND, _TOTAL),
            arg("amount", help="cli.help.amount", nargs="?", metavar="AMOUNT"),
            *(_ROW, _COLUMN, _BLOCK, _FORM, _REASON),
            arg("--ordered-by", help="cli.help.ordered_by", default="", metavar="NAME"),
            _REVOKE,
        ),
        decides=True,
    ),
    Verb(
        "extend",
        "cli.help.extend",
        (
            *(_ROUND, _WHOSE),
            arg("date", help="cli.help.extended", nargs="?", type=day, metavar="DATE"),
            *(_REASON, _REVOKE),
        ),
        decides=True,
    ),
    Verb(
        "log",
        "cli.help.log",
        (
            *(_ROUND, _WHOSE),
            arg("text", help="cli.help.text", nargs="?", metavar="TEXT"),
            *(_CHANNEL, _REVOKE),
        ),
        decides=True,
    ),
)

VERBS: tuple[Verb, ...] = (
    Verb(
        "demo",
        "cli.help.demo",
        (arg("dir", help="cli.help.demo_dir", nargs="?", type=Path, metavar="DIR"),),
        many_files=True,
    ),
    Verb("init", "cli.help.init", (arg("dir", help="cli.help.init_dir", type=Path, metavar="DIR"),)),
    Verb(
        "form",
        "cli.help.form",
        verbs=(
            Verb("list", "cli.help.form_list"),
            Verb(
                "check",
                "cli.help.form_check",
                (
                    arg("form", help="cli.help.form_id", metavar="FORM"),
                    arg("--against", help="check.help_against", type=Path, metavar="FILE"),
                ),
            ),
        ),
    ),
    Verb(
        "round",
        "cli.help.round_verb",
        verbs=(
            Verb(
                "new",
                "cli.help.round_new",
                (
                    arg("forms", help="cli.help.forms", metavar="FORM[,FORM...]", nargs="?"),
                    arg("period", help="cli.help.period", metavar="PERIOD"),
                    arg("--units", help="cli.help.units", type=Path, metavar="FILE"),
                    arg("--parent", help="cli.help.parent", metavar="CODE"),
                    arg("--due", help="cli.help.due", type=day, metavar="DATE"),
                    arg("--like", help="cli.help.like", metavar="ROUND"),
                    arg("--trial", help="cli.help.trial", action="store_true"),
                ),
                decides=True,
            ),
        ),
    ),
    Verb(
        "template",
        "cli.help.template",
        (_ROUND, arg("--common", help="cli.help.common", action="store_true")),
    ),
    Verb("receive", "cli.help.receive", (_ROUND, _PATHS, _PASSWORD), many_files=True),
    Verb(
        "assign",
        "cli.help.assign",
        (
            _ROUND,
            arg("file", help="cli.help.file", metavar="FILE"),
            _UNIT,
            _PASSWORD,
        ),
        decides=True,
    ),
    Verb(
        "discard",
        "cli.help.discard",
        (
            _ROUND,
            arg("file", help="cli.help.file", metavar="FILE"),
            arg("--reason", help="cli.help.reason", required=True, metavar="TEXT"),
        ),
        decides=True,
    ),
    Verb("status", "cli.help.status", (_ROUND, _AS_OF, _CALLS)),
    Verb("diff", "cli.help.diff", (_ROUND, _UNIT)),
    *_DECIDING,
    Verb("validate", "cli.help.validate", (_ROUND, _AS_OF, _NEW_SUITE, _DATA_DOCS)),
    Verb("merge", "cli.help.merge", (_ROUND, _AS_OF)),
    Verb("report", "cli.help.report", (_ROUND, _AS_OF)),
    Verb("run", "cli.help.run", (_ROUND, _PATHS, _AS_OF, _PASSWORD), many_files=True),
    Verb(
        "history",
        "cli.help.history",
        verbs=(
            Verb(
                "import",
                "cli.help.history_import",
                (arg("file", help="cli.help.history_file", type=Path, metavar="FILE"),),
                decides=True,
            ),
        ),
    ),
    Verb("backup", "cli.help.backup", (_BACKUP,)),
    Verb("restore", "cli.help.restore", (_BACKUP,), decides=True),
    Verb("audit", "cli.help.audit"),
)
