"""The two published reports in ../shared as documents: their words, with the blocks that the text files lost put back.

A text file keeps no look, so everything is set as the decree asks: what is then found is wrong in the words. Lines that the
page broke in the middle of a sentence are joined; the signer's name is made up.
"""

import re
from pathlib import Path

from tests.official import Paper, paper

_SEEDS = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"


def seed(name: str) -> Paper:
    """`commune_2024H1` or `district_2021` as a document."""
    lines = [line.strip() for line in (_SEEDS / f"{name}.txt").read_text(encoding="utf-8").split("\n")]
    lines = _joined([re.sub(r"\*+", "", line) for line in lines if line])
    title, tail = lines.index("BÁO CÁO"), lines.index("Nơi nhận:")
    known = {"number": "Số: /BC-UBND", "abstract": lines[title + 1], "salutation": "", "name": "Trần Thị Mẫu"}
    for line in lines[:title]:
        known["number" if line.startswith("Số") else "date"] = line
    begins = title + 2
    if lines[begins].startswith("Kính gửi"):
        known["salutation"] = lines[begins]
        begins += 1
    place = known["date"].partition(",")[0]
    known["agency2"] = f"{'XÃ' if name.startswith('commune') else 'HUYỆN'} {place.upper()}"
    recipients = [line for line in lines[tail + 1 :] if line.startswith("-")]
    body = tuple((f"line{number}", line) for number, line in enumerate(lines[begins:tail]))
    return paper(body=body, changes=known, recipients=tuple(recipients))


def _joined(lines: list[str]) -> list[str]:
    """A line that begins with a small letter goes on the one before, unless it is a point ("a/ ...")."""
    found: list[str] = []
    for line in lines:
        if found and line[0].islower() and not re.match(r"[a-zđ][)/.]", line):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found
