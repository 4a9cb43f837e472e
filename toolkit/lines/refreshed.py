"""What was brought up to date in an edited report, as lines: each figure of a sentence; of tables, which stand by
their annexes' titles, how many."""

from collections import Counter
from collections.abc import Iterator

from toolkit.result import Result
from toolkit.text import Text, say

_SHOWN = 40


def refreshed(result: Result, whole: bool = False) -> Iterator[Text]:
    """Each figure with what stood there and what stands there now; of many the first, unless `whole`."""
    spoken = [one for one in result.refreshed if not one.table]
    shown = len(spoken) if whole else _SHOWN
    for one in spoken[:shown]:
        yield say("reporting.refreshed_line", was=one.was, now=one.now, sentence=one.sentence)
    if len(spoken) > shown:
        yield say("reporting.refreshed_more", count=len(spoken) - shown)
    tables = Counter(one.under for one in result.refreshed if one.table)
    for title, count in tables.items():
        yield say("reporting.refreshed_table", title=title, count=count)
