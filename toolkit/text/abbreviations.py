"""What offices abbreviate in documents of every kind (`abbreviations.csv`).

One line an abbreviation, with what it stands for; `sure` is "no" where it stands for something else as well ("hs" is "hồ sơ"
and "học sinh"): good enough to look for what is meant, not to say that two wordings are one.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from toolkit.text.vietnamese import fold


@cache
def abbreviations(*, sure: bool) -> Mapping[str, str]:
    """What each stands for, both as `fold` spells them; the sure ones only, or all."""
    text = files("toolkit.text").joinpath("abbreviations.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return MappingProxyType(
        {fold(row["short"]): fold(row["whole"]) for row in rows if row["sure"] == "yes" or not sure}
    )
