"""report.yaml: what staff typed comes through to the letter, and whatever is wrong is told with its line."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.report.test_ideas import MONEY, ONE, ROADS, SHORT, THREE, TWO, chosen
from tests.unit.report.values import OFFICE, ROUND, idea
from toolkit.errors import FormError
from toolkit.merge.model import Line
from toolkit.report.ledger import clean
from toolkit.report.model import IdeaChoice, PastTask, Show, Written
from toolkit.report.past_tasks import with_told
from toolkit.report.wishes import Wishes, read_wishes
from toolkit.report.wishes_text import write_wishes
from toolkit.text import Lang

FILE = "rounds/small/report.yaml"
LINES = (*idea(MONEY, ONE), *idea(SHORT, TWO), *idea(ROADS, TWO, number=2))
MARKER = "#=== tonghop ==="


def read(text: str) -> Wishes:
    return read_wishes(text.encode(), FILE)


def settled(lines: tuple[Line, ...], before: Wishes | None, *told: str) -> Written:
    written = before.written if before else Written()
    return replace(written, ideas=chosen(lines, written.ideas), tasks=with_told(written.tasks, told))


def write(lines: tuple[Line, ...], before: Wishes | None = None, *told: str, lang: Lang = "vi") -> str:
    return write_wishes(ROUND, lines, OFFICE, settled(lines, before, *told), before, lang).decode()


def again(text: str, lines: tuple[Line, ...] = LINES, *told: str, lang: Lang = "vi") -> str:
    return write(lines, read(text), *told, lang=lang)


def test_the_first_file_says_what_may_be_written_and_what_was_said() -> None:
    text = write(LINES, None, "Làm mới pano")
    for part in (
        "bases:",
        "show:",
        "#- don_vi_cham",
        MARKER,
        'outcome: ""',
        "keep: yes",
        "2/4 xã, thị trấn",
    ):
        assert part in text
    found = read(text).written
    assert found == settled(LINES, None, "Làm mới pano")
    assert found.tasks == (PastTask(text="Làm mới pano"),)
    assert f'- "{MONEY}"  # {ROUND.units[0].name}' in text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_new_gives_the_same_bytes(lang: Lang) -> None:
    text = write(LINES, None, "Làm mới pano", lang=lang)
    assert again(text, LINES, "Làm mới pano", lang=lang) == text
    assert "no unit writes" not in text


def test_what_staff_typed_stays_to_the_letter() -> None:
    assert read("\ufeff" + MARKER + "\n").head == ""
    head = "\ufeff# của tôi\r\nbases:  # hai dòng\r\n  - 'Kế hoạch số 10'\r\n\r\nshow: [bieu_do]\r\n"
    body = write(LINES, None, "Làm mới pano").replace("\n", "\r\n")
    text = head + body[body.index(MARKER) :]
    text = text.replace("      keep: yes", "      keep:   bỏ   # trưởng phòng\r\n      # hỏi lại sau", 1)
    text = text.replace(f'text: "{ROADS}"', "text: >-\r\n        Đi lại\r\n        khó khăn")
    text = text.replace('outcome: ""', "outcome: Đã làm mới 04 pano # theo biên bản")
    late = again(text, (*LINES, *idea("Thiếu cán bộ chuyên trách", THREE)), "Làm mới pano")
    assert late.startswith(head)
    for typed in (
        "      keep:   bỏ   # trưởng phòng\r\n      # hỏi lại sau\r\n      text:",
        "text: >-\r\n        Đi lại\r\n        khó khăn\r\n      said:",
        "    outcome: Đã làm mới 04 pano # theo biên bản\r\n",
    ):
        assert typed in late
    found = read(late).written
    assert (found.bases, found.show) == (("Kế hoạch số 10",), {Show.CHARTS})
    assert found.tasks == (PastTask(text="Làm mới pano", outcome="Đã làm mới 04 pano"),)
    assert {(c.text, c.keep, c.new) for c in found.ideas} == {
        (MONEY, False, False),
        ("Đi lại khó khăn", True, False),
        ("Thiếu cán bộ chuyên trách", True, True),
    }
    assert "\n" not in late.replace("\r\n", "")


def test_a_file_that_staff_wrote_before_the_first_report_is_taken_over() -> None:
    own = "bases:\n  - Kế hoạch số 10/KH-UBND"
    text = again(own)
    assert text.startswith(own + "\n" + MARKER)
    assert read(text).written.bases == ("Kế hoạch số 10/KH-UBND",)


def test_a_new_idea_is_new_until_staff_say_that_they_saw_it() -> None:
    text = again(write(LINES), (*LINES, *idea("Thiếu cán bộ", THREE)))
    assert text.count("new: yes") == 1
    assert again(text, (*LINES, *idea("Thiếu cán bộ", THREE))) == text
    seen = "".join(line for line in text.splitlines(keepends=True) if "new: yes" not in line)
    assert again(seen, (*LINES, *idea("Thiếu cán bộ", THREE))) == seen


def test_an_idea_is_taken_apart_by_moving_its_line() -> None:
    text = write(LINES)
    moved = next(line for line in text.splitlines(keepends=True) if line.strip().startswith(f'- "{SHORT}"'))
    text = text.replace(moved, "") + f"    - text: Thiếu tiền  # hỏi lại\n      said:\n{moved}"
    assert "      text: Thiếu tiền  # hỏi lại\n" in again(text)
    found = read(again(text)).written.ideas
    assert {(c.text, c.wordings) for c in found} == {
        (MONEY, (MONEY,)),
        (ROADS, (ROADS,)),
        ("Thiếu tiền", (SHORT,)),
    }
    assert len({choice.id for choice in found}) == 3


def test_tasks_that_staff_write_themselves_are_theirs() -> None:
    own = "tasks:\n  - text: Việc một\n    outcome: Đã xong\n"
    text = again(own, LINES)
    assert "tasks:" not in text[text.index(MARKER) :]
    assert read(text).own_tasks
    assert read(text).written.tasks == (PastTask(text="Việc một", outcome="Đã xong"),)


def test_a_task_is_never_lost_and_comes_once() -> None:
    tasks = (PastTask(text="Việc một", outcome="Xong"), PastTask(text="Việc riêng"))
    assert with_told(tasks, ("việc  một", "Việc hai")) == (*tasks, PastTask(text="Việc hai"))


BELOW = f"""\
bases:
{MARKER}
ideas:
  small/difficulties:
    - id: a
      keep: yes
      text: Một
      said:
        - Một
"""


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("- a\n", "ideas.not_pairs", 1),
        ("bases: một\n", "ideas.not_lines", 1),
        ("base:\n  - một\n", "ideas.unknown_key", 1),
        ("bases:\n  - a: b\n", "ideas.not_text", 2),
        ("show:\n  - don_vi_cham\n  - don_vi_nhanh\n", "ideas.unknown_show", 3),
        (BELOW.replace(f"{MARKER}\n", ""), "ideas.marker_gone", 2),
        (BELOW.replace("keep: yes", "keep: maybe"), "ideas.yes_or_no", 6),
        (BELOW.replace("keep: yes", "kep: yes"), "ideas.unknown_key", 6),
        (BELOW.replace("      said:\n        - Một\n", ""), "ideas.blank", 5),
        (BELOW + "        - một\n    - said: [MỘT]\n", "ideas.said_twice", 11),
        (BELOW + "    - Hai\n", "ideas.not_entry", 10),
        (BELOW.replace("small/difficulties", "difficulties"), "ideas.unknown_key", 4),
        (BELOW + "tasks:\n  - outcome: Xong\n", "ideas.blank", 11),
        (BELOW + "bases:\n", "form.yaml_twice", 10),
        ("tasks:\n  - Một\n" + BELOW + "tasks:\n  - text: Hai\n", "form.yaml_twice", 12),
        (BELOW + "tasks: [\n", "form.yaml_syntax", 11),
        ("bases:\n  - Kế hoạch: số 10\n  - Kinh phí: còn: ít\n", "form.yaml_colon", 3),
        ("bases:\n  - Kế hoạch số 10\nKế hoạch số 11\nshow:\n", "form.yaml_dash", 3),
        ('bases:\n  - Kế hoạch "một cửa\n', "ideas.odd_quote", 2),
        (BELOW + 'tasks:\n  - text: Duy trì "một cửa" tuần"\n', "ideas.odd_quote", 11),
    ],
)
def test_whatever_is_wrong_is_told_with_its_line(text: str, key: str, line: int) -> None:
    with pytest.raises(FormError) as told:
        read(text)
    assert (told.value.key, told.value.params["line"]) == (key, line)
    assert told.value.params["file"] == FILE


WORDS = st.text(max_size=30).filter(lambda text: bool(clean(text).strip(" .;,:-–•+*")))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(WORDS, max_size=4), st.lists(st.tuples(WORDS, st.text(max_size=20)), max_size=3), st.booleans()
)
def test_any_words_come_back_as_they_are(said: list[str], tasks: list[tuple[str, str]], keep: bool) -> None:
    lines = tuple(line for number, text in enumerate(said, 1) for line in idea(text, ONE, number=number))
    ideas = tuple(replace(choice, keep=keep) for choice in chosen(lines))
    done = tuple(PastTask(text=clean(t).strip(" .;"), outcome=clean(o).strip(" .;")) for t, o in tasks)
    written = Written(ideas=ideas, tasks=done)
    data = write_wishes(ROUND, lines, OFFICE, written, None, "vi")
    back = read_wishes(data, FILE)
    assert {choice.id: choice for choice in back.written.ideas} == {choice.id: choice for choice in ideas}
    assert back.written.tasks == done
    assert write_wishes(ROUND, lines, OFFICE, back.written, back, "vi") == data


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="#:-'\"[]{}>|& aà\n", max_size=60))
def test_staffs_part_is_never_touched(own: str) -> None:
    """Whatever they write there is refused whole, or stays."""
    head = f"bases: [a]\n# {own.replace(chr(10), chr(10) + '# ')}\n"
    assert again(head).startswith(head)
    try:
        before = read(own)
    except FormError:
        return
    assert again(own).startswith(own)
    assert read(again(own)).written.bases == before.written.bases


def test_an_idea_of_a_narrative_that_is_gone_stays_where_staff_decided() -> None:
    gone = IdeaChoice(id="a1", form="small", code="gone", text="Ý cũ", wordings=("Ý cũ",), keep=False)
    text = write_wishes(ROUND, LINES, OFFICE, Written(ideas=chosen(LINES, (gone,))), None, "vi").decode()
    assert "small/gone:" in text and "hiện không còn đơn vị nào ghi" in text
    assert gone in read(text).written.ideas
