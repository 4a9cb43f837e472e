"""The hidden code of a request: what it is about, what of other periods was read, and words sent along."""

from hypothesis import given
from hypothesis import strategies as st

from toolkit.decisions.model import Subject
from toolkit.decisions.subject import is_sent_along, read_request_code, sent_along, subject_of
from toolkit.findings import Place, found

PART = st.text(st.characters(exclude_characters="|\r\n", exclude_categories=("Cs",)), max_size=8)


@given(st.tuples(PART, PART, PART, PART, PART), PART, st.text(min_size=1, max_size=20))
def test_a_code_with_words_sent_along_reads_as_what_it_was_made_of(
    parts: tuple[str, str, str, str, str], against: str, words: str
) -> None:
    subject = Subject(*parts)
    code = sent_along(f"{subject.text}|{against}", words)
    text, found, _ = read_request_code(code)
    assert (Subject.read(text), found) == (subject, against)
    assert is_sent_along(code, words)


def test_an_explanation_of_a_cell_that_stands_out_holds_whichever_comparison_leads() -> None:
    cell = Place(form="f", block="b", field="calls", row="r1", column="calls", sheet="Số liệu", cell="E9")
    words = {
        "where": "",
        "label": "",
        "value": "",
        "before": "",
        "before_to_unit": "",
        "than": "",
        "times": "",
    }
    words |= {"besides": "", "besides_to_unit": "", "guess": "", "measure": "", "checked": "", "count": "1"}
    one, two, slip = (found(f"STA-00{n}", cell, **words) for n in (1, 2, 5))
    assert subject_of(one) == subject_of(two) == subject_of(slip)
    whole = found("STA-008", cell, shared=1, compared=1, before="", now="")
    assert subject_of(whole) != subject_of(one)


@given(st.text(st.characters(exclude_characters="|", exclude_categories=("Cs",)), max_size=20))
def test_other_texts_of_the_column_are_no_subjects(text: str) -> None:
    assert Subject.read(read_request_code(text)[0]) is None
