"""The verbs of editions, from parsed arguments to one call each."""

import argparse
from collections.abc import Callable

from toolkit.cli.opening import Speak, desk_of
from toolkit.result import Result


def _close(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.issuing import close_round
    from toolkit.verifying.own_wording import with_wording_told

    with desk_of(parsed, decides=True) as desk:
        closed = close_round(
            desk,
            parsed.round,
            number=parsed.number,
            dated=parsed.date,
            approved_by=parsed.approved_by,
            signed=parsed.signed,
            as_of=parsed.as_of,
            lang=parsed.lang,
        )
        return with_wording_told(desk, closed, parsed.lang)


def _reopen(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.issuing import reopen_round

    with desk_of(parsed, decides=True) as desk:
        return reopen_round(desk, parsed.round, parsed.reason, lang=parsed.lang)


def _archive(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.issuing import archive_round

    with desk_of(parsed) as desk:
        return archive_round(desk, parsed.round, parsed.edition, parsed.file)


ISSUING: dict[str, Callable[[argparse.Namespace, Speak], Result]] = {
    "close": _close,
    "reopen": _reopen,
    "archive": _archive,
}
