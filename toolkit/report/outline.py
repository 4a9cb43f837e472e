"""Outlines (đề cương): a form's report text has versions, each in force from a day on.

`report.vi.md.j2` is in force whenever no other is; `report@2024-01-01.vi.md.j2` for periods that end on or after that day,
until a newer one begins. An outline that a superior sends for next year so never changes last year's report.
"""

import re
from collections.abc import Iterable
from datetime import date

from toolkit.errors import FormError
from toolkit.periods import Period
from toolkit.text import Lang

_NAME = re.compile(r"report(?:@(?P<since>[^.]*))?\.(?P<lang>\w+)\.md\.j2")


def outline_in_force(names: Iterable[str], lang: Lang, period: Period, folder: str) -> str:
    """Of the names of a form's files that of the text for a period, "" where there is none in that language.

    `folder` is only for telling: raises FormError for an outline whose day is none.
    """
    found: list[tuple[date, str]] = []
    for name in sorted(names):
        match = _NAME.fullmatch(name)
        if match is None or match["lang"] != lang:
            continue
        since = date.min if match["since"] is None else _day(match["since"], f"{folder}/{name}")
        if since <= period.end:
            found.append((since, name))
    return max(found)[1] if found else ""


def _day(raw: str, file: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise FormError("wording.outline_day", file=file, line=1, raw=raw) from None
