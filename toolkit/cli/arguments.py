"""What a verb of the command line is, and the arguments that several verbs share."""

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


def edition(raw: str) -> int:
    """A number of an edition, 0 for what is not issued. Raises UsageError."""
    if not raw.isdecimal():
        raise UsageError("cli.bad_usage", what=say("cli.bad_edition", raw=raw), program=PROGRAM)
    return int(raw)


def workers(raw: str) -> int:
    """A number of worker processes from 1. Raises UsageError."""
    if not raw.isdecimal() or int(raw) < 1:
        raise UsageError("cli.bad_usage", what=say("cli.bad_jobs", raw=raw), program=PROGRAM)
    return int(raw)


def arg(*flags: str, help: str, **options: Any) -> Argument:
    return Argument(flags, help, tuple(options.items()))


ROUND = arg("round", help="cli.help.round", metavar="ROUND")
AS_OF = arg("--as-of", help="cli.help.as_of", type=day, metavar="DATE")
DATA_DOCS = arg("--data-docs", help="check.help_data_docs", action="store_true")
CALLS = arg("--calls", help="cli.help.calls", action="store_true")
NEW_SUITE = arg("--take-suite", help="cli.help.new_suite", action="store_true")
PASSWORD = arg("--password", help="cli.help.password", default="", metavar="TEXT")
BACKUP = arg("file", help="cli.help.backup_file", type=Path, metavar="FILE")
UNIT = arg("unit", help="cli.help.unit", metavar="UNIT")
WHOSE = arg("unit", help="cli.help.whose", metavar="UNIT")
PATHS = arg("paths", help="cli.help.paths", nargs="*", type=Path, metavar="PATH")

REASON = arg("--reason", help="cli.help.reason", default="", metavar="TEXT")
CHANNEL = arg("--channel", help="cli.help.channel", default="", metavar="TEXT")
UNTIL = arg("--until", help="cli.help.until", type=day, metavar="DATE")
REVOKE = arg("--revoke", help="cli.help.revoke", action="store_true")
FIELD = arg("field", help="cli.help.field", metavar="FIELD")
TOTAL = arg("field", help="cli.help.total", metavar="FIELD")
ROW = arg("--row", help="cli.help.row", default="", metavar="ROW")
COLUMN = arg("--column", help="cli.help.column", default="", metavar="COLUMN")
BLOCK = arg("--block", help="cli.help.block", default="", metavar="BLOCK")
ALL = arg("--all", help="cli.help.all", action="store_true")
FORM = arg("--form", help="cli.help.of_form", default="", metavar="FORM")
REQUEST = (
    ROUND,
    WHOSE,
    arg("rule", help="cli.help.rule", metavar="RULE"),
    ROW,
    arg("--field", help="cli.help.of_field", default="", metavar="FIELD"),
    REASON,
)
