"""The verbs and their arguments, as one table; argparse speaks the user's language.

Nothing here imports a stage: `tonghop --help` must be quick.
"""

import argparse
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, cast

import toolkit
from toolkit.errors import UsageError
from toolkit.text import Lang, Text, say

PROGRAM = "tonghop"
_WORKERS = min(4, os.cpu_count() or 1)


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


def _arg(*flags: str, help: str, **options: Any) -> Argument:
    return Argument(flags, help, tuple(options.items()))


_ROUND = _arg("round", help="cli.help.round", metavar="ROUND")
_AS_OF = _arg("--as-of", help="cli.help.as_of", type=day, metavar="DATE")
_DATA_DOCS = _arg("--data-docs", help="check.help_data_docs", action="store_true")
_NEW_SUITE = _arg("--take-suite", help="cli.help.new_suite", action="store_true")
_PASSWORD = _arg("--password", help="cli.help.password", default="", metavar="TEXT")
_BACKUP = _arg("file", help="cli.help.backup_file", type=Path, metavar="FILE")
_UNIT = _arg("unit", help="cli.help.unit", metavar="UNIT")
_PATHS = _arg("paths", help="cli.help.paths", nargs="*", type=Path, metavar="PATH")

VERBS: tuple[Verb, ...] = (
    Verb(
        "demo",
        "cli.help.demo",
        (_arg("dir", help="cli.help.demo_dir", nargs="?", type=Path, metavar="DIR"),),
        many_files=True,
    ),
    Verb("init", "cli.help.init", (_arg("dir", help="cli.help.init_dir", type=Path, metavar="DIR"),)),
    Verb(
        "form",
        "cli.help.form",
        verbs=(
            Verb("list", "cli.help.form_list"),
            Verb(
                "check",
                "cli.help.form_check",
                (
                    _arg("form", help="cli.help.form_id", metavar="FORM"),
                    _arg("--against", help="check.help_against", type=Path, metavar="FILE"),
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
                    _arg("forms", help="cli.help.forms", metavar="FORM[,FORM...]", nargs="?"),
                    _arg("period", help="cli.help.period", metavar="PERIOD"),
                    _arg("--units", help="cli.help.units", type=Path, metavar="FILE"),
                    _arg("--parent", help="cli.help.parent", metavar="CODE"),
                    _arg("--due", help="cli.help.due", type=day, metavar="DATE"),
                    _arg("--like", help="cli.help.like", metavar="ROUND"),
                    _arg("--trial", help="cli.help.trial", action="store_true"),
                ),
                decides=True,
            ),
        ),
    ),
    Verb(
        "template",
        "cli.help.template",
        (_ROUND, _arg("--common", help="cli.help.common", action="store_true")),
    ),
    Verb("receive", "cli.help.receive", (_ROUND, _PATHS, _PASSWORD), many_files=True),
    Verb(
        "assign",
        "cli.help.assign",
        (
            _ROUND,
            _arg("file", help="cli.help.file", metavar="FILE"),
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
            _arg("file", help="cli.help.file", metavar="FILE"),
            _arg("--reason", help="cli.help.reason", required=True, metavar="TEXT"),
        ),
        decides=True,
    ),
    Verb("status", "cli.help.status", (_ROUND, _AS_OF)),
    Verb("diff", "cli.help.diff", (_ROUND, _UNIT)),
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
                (_arg("file", help="cli.help.history_file", type=Path, metavar="FILE"),),
                decides=True,
            ),
        ),
    ),
    Verb("backup", "cli.help.backup", (_BACKUP,)),
    Verb("restore", "cli.help.restore", (_BACKUP,), decides=True),
    Verb("audit", "cli.help.audit"),
)

_COMMON = (
    _arg("--workspace", help="cli.help.workspace", type=Path, default=Path(), metavar="DIR"),
    _arg("--json", help="cli.help.json", action="store_true"),
    _arg("--lang", help="cli.help.lang", choices=("vi", "en"), default="vi"),
)
_JOBS = _arg("--jobs", help="cli.help.jobs", type=workers, default=_WORKERS, metavar="N")
_BY = _arg("--by", help="cli.help.by", metavar="NAME")


def build_parser(lang: Lang = "vi") -> argparse.ArgumentParser:
    """The whole command line, its helps in one language."""
    parser = _Parser(lang, prog=PROGRAM, description=say("cli.about").in_(lang))
    version = f"{PROGRAM} {toolkit.__version__}"
    parser.add_argument(
        "--version", action="version", version=version, help=say("cli.help.version").in_(lang)
    )
    for argument in _COMMON:
        _add(parser, argument, lang)
    _add_verbs(parser, VERBS, "verb", lang)
    return parser


def verb_named(arguments: Sequence[str]) -> str:
    """The verb that a command line names, as results name it ("round new"); what stands there when it is none."""
    words = [word for word in arguments if not word.startswith("-")]
    for at, word in enumerate(words):
        if verb := next((verb for verb in VERBS if verb.name == word), None):
            under = next((child.name for child in verb.verbs if child.name in words[at + 1 : at + 2]), "")
            return f"{word} {under}".strip()
    return words[0] if words else PROGRAM


def _add(parser: argparse.ArgumentParser, argument: Argument, lang: Lang, **more: Any) -> None:
    parser.add_argument(
        *argument.flags, help=say(argument.help).in_(lang), **{**dict(argument.options), **more}
    )


def _add_verbs(parser: "_Parser", verbs: tuple[Verb, ...], dest: str, lang: Lang) -> None:
    group = parser.add_subparsers(
        dest=dest,
        title=say("cli.verbs").in_(lang),
        metavar=say("cli.verb").in_(lang),
        required=True,
        parser_class=cast(type[_Parser], partial(_Parser, lang)),
    )
    for verb in verbs:
        help_text = say(verb.help).in_(lang)
        child = group.add_parser(
            verb.name, help=help_text, description=help_text[:1].upper() + help_text[1:] + "."
        )
        if verb.verbs:
            _add_verbs(child, verb.verbs, "subverb", lang)
            continue
        extra = (_JOBS,) * verb.many_files + (_BY,) * verb.decides
        for argument in (*verb.arguments, *extra):
            _add(child, argument, lang)
        for argument in _COMMON:  # what was given before the verb stands unless given again after it
            _add(child, argument, lang, default=argparse.SUPPRESS)


class _Parser(argparse.ArgumentParser):
    """argparse with headings in the user's language; what is wrong is raised, not printed in English."""

    def __init__(self, lang: Lang, **options: Any) -> None:
        self._lang = lang
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = say("cli.arguments").in_(lang)
        self._optionals.title = say("cli.options").in_(lang)
        self.add_argument("-h", "--help", action="help", help=say("cli.help.help").in_(lang))

    def format_usage(self) -> str:
        return self._in_language(super().format_usage())

    def format_help(self) -> str:
        return self._in_language(super().format_help())

    def _in_language(self, text: str) -> str:
        return text.replace("usage: ", say("cli.usage").in_(self._lang), 1)

    def error(self, message: str) -> NoReturn:
        raise UsageError("cli.bad_usage", what=_translate(message), program=self.prog)


_COMPLAINTS: Sequence[tuple[str, Callable[[re.Match[str]], Text]]] = (
    (r"the following arguments are required: (.+)", lambda m: say("cli.bad_required", names=m[1])),
    (r"unrecognized arguments: (.+)", lambda m: say("cli.bad_unknown", names=m[1])),
    (
        r".*invalid choice: '?([^' ]*)'? \(choose from (.+)\)",
        lambda m: say("cli.bad_choice", found=m[1], choices=m[2].replace("'", "")),
    ),
    (r"argument (\S+): expected .*", lambda m: say("cli.bad_value", name=m[1])),
)


def _translate(message: str) -> Text:
    for pattern, speak in _COMPLAINTS:
        if match := re.fullmatch(pattern, message):
            return speak(match)
    return say("cli.bad_other", what=message)
