"""The only place where an error becomes a message and an exit code."""

import argparse
import errno
import json
import os
import sys
import traceback
from collections.abc import Sequence
from itertools import pairwise

from toolkit.cli.as_json import as_json, error_as_json
from toolkit.cli.parser import build_parser, verb_named
from toolkit.cli.verbs import call
from toolkit.errors import TonghopError
from toolkit.lines import result_lines
from toolkit.lines.stopped import stopped
from toolkit.result import Result
from toolkit.text import Lang, Text, say

EXIT_BUG = 70
EXIT_INTERRUPTED = 130
_NOBODY_READS = {errno.EPIPE, errno.EINVAL}
"""The reader of a pipe is gone; Windows says the latter."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code of design.md section 8."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang: Lang = "en" if _asked_for_english(arguments) else "vi"
    _speak_utf8()
    try:
        return _attempt(arguments, lang)
    except KeyboardInterrupt:
        print(say("cli.interrupted").in_(lang), file=sys.stderr)
        return EXIT_INTERRUPTED
    except Exception:
        print(say("cli.bug").in_(lang), file=sys.stderr)
        traceback.print_exc()
        return EXIT_BUG


def _attempt(arguments: list[str], lang: Lang) -> int:
    try:
        return _run(build_parser(lang).parse_args(arguments), lang)
    except TonghopError as error:
        return _tell(error, verb_named(arguments), lang, "--json" in arguments)


def _run(parsed: argparse.Namespace, lang: Lang) -> int:
    def speak(told: Text | Result) -> None:
        whole = getattr(parsed, "all", False)
        for line in (told.in_(lang),) if isinstance(told, Text) else result_lines(told, lang, whole=whole):
            _print(line)

    result = call(parsed, None if parsed.json else speak)
    if parsed.json:
        _print(json.dumps(as_json(result, lang), ensure_ascii=False, indent=1))
    elif parsed.verb != "demo":  # which told everything as it went
        speak(result)
    return int(result.exit)


def _tell(error: TonghopError, verb: str, lang: Lang, in_json: bool) -> int:
    what = stopped(error)
    if in_json:
        _print(
            json.dumps(
                error_as_json(verb, error.exit_code, error.key, what.in_(lang)), ensure_ascii=False, indent=1
            )
        )
    else:
        print(say("cli.error", what=what).in_(lang), file=sys.stderr)
    return error.exit_code


def _print(text: str) -> None:
    """A line of what was asked for. When nobody reads on (`| head`), the rest goes nowhere and the work goes on."""
    try:
        print(text, flush=True)
    except OSError as error:
        if error.errno not in _NOBODY_READS:
            raise
        # What is still buffered would fail once more when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _asked_for_english(arguments: Sequence[str]) -> bool:
    return "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)


def _speak_utf8() -> None:
    """A Windows console may default to a code page without Vietnamese letters."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
