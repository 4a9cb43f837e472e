"""The table of verbs as a parser: argparse speaks the user's language.

Nothing here imports a stage: `tonghop --help` must be quick.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, cast

import toolkit
from toolkit.cli.arguments import PROGRAM, WORKERS, Argument, Verb, arg, workers
from toolkit.cli.table import VERBS
from toolkit.errors import UsageError
from toolkit.text import Lang, Text, say

_COMMON = (
    arg("--workspace", help="cli.help.workspace", type=Path, default=Path(), metavar="DIR"),
    arg("--json", help="cli.help.json", action="store_true"),
    arg("--lang", help="cli.help.lang", choices=("vi", "en"), default="vi"),
)
_JOBS = arg("--jobs", help="cli.help.jobs", type=workers, default=WORKERS, metavar="N")
_BY = arg("--by", help="cli.help.by", metavar="NAME")


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
        *argument.flags, help=_shown(argument.help, lang), **{**dict(argument.options), **more}
    )


def _shown(key: str, lang: Lang) -> str:
    """A help's words, in which argparse would take "98,15%" for a place to fill in."""
    return say(key).in_(lang).replace("%", "%%")


def _add_verbs(parser: "_Parser", verbs: tuple[Verb, ...], dest: str, lang: Lang) -> None:
    group = parser.add_subparsers(
        dest=dest,
        title=say("cli.verbs").in_(lang),
        metavar=say("cli.verb").in_(lang),
        required=True,
        parser_class=cast(type[_Parser], partial(_Parser, lang)),
    )
    for verb in verbs:
        help_text = _shown(verb.help, lang)
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
        # "-1,5" and "-1.250" are amounts, and no options.
        self._negative_number_matcher = re.compile(r"-[0-9][0-9.,]*")
        self._positionals.title = say("cli.arguments").in_(lang)
        self._optionals.title = say("cli.options").in_(lang)
        self.add_argument("-h", "--help", action="help", help=say("cli.help.help").in_(lang))
        self._is_within = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Options may stand between arguments too: argparse alone takes one that may be left out for left out there."""
        left_out = any(one.nargs in {"?", "*"} for one in self._get_positional_actions())
        if self._is_within or not left_out or {"-h", "--help"} & set(args or ()):
            return super().parse_known_args(args, namespace)
        self._is_within = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_within = False

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
