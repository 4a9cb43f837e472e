"""The demo's report: nothing on the original, every one of 300 changes found, and what it is of is always told."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests import soffice
from tests.job.clerk import Clerk
from tests.job.conftest import ROUND, Demo
from tests.job.mutated_reports import changed, other_measure, other_text, turned
from toolkit.desk import open_desk
from toolkit.files.bound_document import BoundDocument, Mark
from toolkit.files.document import Figure
from toolkit.files.read_bound import read_bound
from toolkit.result import Result
from toolkit.verify.direction import key_and_part
from toolkit.verifying import verify_file

pytestmark = pytest.mark.slow

FILES = 8
SENTENCES, CELLS = 300, 50


def verify(root: Path, path: Path) -> Result:
    with open_desk(root, by="kiểm thử", at=datetime(2022, 1, 5), writes=False) as desk:
        return verify_file(desk, path)


@pytest.fixture(scope="module")
def report(demo: Demo) -> Path:
    return demo.open / "outputs" / ROUND / "report.docx"


def figures_of(document: BoundDocument) -> list[tuple[Mark, Figure, str]]:
    return [
        (mark, mark.bound, key_and_part(mark.bound.key)[1])
        for mark in document.marks
        if isinstance(mark.bound, Figure)
    ]


@dataclass(frozen=True, order=True)
class Change:
    """Other words for a figure, or for the measure behind it, and the finding that they are to give."""

    mark: str
    paragraph: int
    code: str
    words: str
    measure: str = ""


def changes_of(mark: Mark, figure: Figure, part: str, chosen: random.Random) -> Iterator[Change]:
    """What may be mistyped of a figure: itself, and its measure."""
    if part == "direction":
        yield Change(mark.name, mark.paragraph, "FIG-005", turned(figure.text))
        return
    yield Change(mark.name, mark.paragraph, "FIG-002", other_text(figure.text, chosen))
    if figure.measure:
        other = other_measure(figure.measure, chosen)
        yield Change(mark.name, mark.paragraph, "FIG-003", other, figure.measure)


def dealt(changes: Sequence[Change], chosen: random.Random) -> list[list[Change]]:
    """The changes by file, no figure changed twice in one."""
    files: list[list[Change]] = [[] for _ in range(FILES)]
    for change in chosen.sample(changes, len(changes)):
        free = [one for one in files if change.mark not in {other.mark for other in one}]
        min(free, key=len).append(change)
    return files


def test_on_the_original_every_number_is_bound_or_of_a_class_and_nothing_is_found(
    demo: Demo, report: Path
) -> None:
    ran = Clerk(demo.open)("verify", report, "--json")
    told = ran.json["verified"]
    assert (ran.exit, ran.json["findings"], told["whose"]) == (0, [], "current")
    counts = told["report"]
    assert counts["bound"] > 500
    assert counts["states"]["current"] == counts["bound"]
    assert counts["unbound"]["figure"] == 0
    assert counts["unbound"]["period"] > 0


def test_so_too_of_the_english_report(played: Clerk) -> None:
    played.do("report", ROUND, "--lang", "en")
    result = verify(played.root, played.root / "outputs" / ROUND / "report.en.docx")
    assert [(one.code, one.place.quoted) for one in result.findings] == []
    assert result.verified is not None
    assert result.verified.lang == "en"


def test_three_hundred_changes_of_numbers_measures_and_direction_words_are_found(
    demo: Demo, report: Path, tmp_path: Path
) -> None:
    """No change twice: in sentences each number, measure and direction word at least once; and some in tables."""
    data, chosen = report.read_bytes(), random.Random(2021)
    figures = figures_of(read_bound(data, "report.docx"))
    said = [one for one in figures if one[1].place == "sentence"]
    found = [change for _ in range(2) for one in said for change in changes_of(*one, chosen)]
    assert len(set(found)) >= SENTENCES
    assert {one.code for one in found} == {"FIG-002", "FIG-003", "FIG-005"}
    cells = chosen.sample([one for one in figures if one[1].place == "cell"], CELLS)
    found += [change for one in cells for change in changes_of(*one, chosen)]
    for number, changes in enumerate(dealt(sorted(set(found)), chosen)):
        path = tmp_path / f"{number}.docx"
        typed = {one.mark: one.words for one in changes if not one.measure}
        measures = {one.mark: (one.measure, one.words) for one in changes if one.measure}
        path.write_bytes(changed(data, typed, measures))
        told = Counter((one.place.paragraph, one.code) for one in verify(demo.open, path).findings)
        assert told == Counter((one.paragraph, one.code) for one in changes)


@pytest.mark.needs_soffice
def test_saved_anew_by_another_program_the_same_is_found(demo: Demo, report: Path, tmp_path: Path) -> None:
    data = report.read_bytes()
    figures = figures_of(read_bound(data, "report.docx"))
    (items,) = (
        mark for mark, figure, part in figures if figure.text == "136" and not part and figure.measure
    )
    untouched, edited = tmp_path / "untouched.docx", tmp_path / "edited.docx"
    untouched.write_bytes(data)
    edited.write_bytes(changed(data, {items.name: "hơn 140"}, {}))
    same, other = soffice.convert_all([untouched, edited], "docx:MS Word 2007 XML", tmp_path / "saved")
    assert verify(demo.open, same).findings == ()
    assert [(one.code, one.raw) for one in verify(demo.open, other).findings] == [("FIG-006", "hơn 140")]
