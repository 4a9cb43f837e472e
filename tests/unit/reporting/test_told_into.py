"""What a document that was brought up to date is told to lack, and in the place of what."""

from toolkit.files.bound_document import BoundDocument, BoundParagraph, Fate, Mark
from toolkit.files.document import Figure
from toolkit.reporting.renewal import Renewal
from toolkit.reporting.told_into import Judged, renewal_findings
from toolkit.text import Text


def document(text: str, **keys: str) -> BoundDocument:
    """One paragraph, in which the texts given stand as figures of their keys."""
    marks = tuple(
        Mark(
            name=said,
            bound=Figure(text=said, key=key, period="2021", edition=0, value=said),
            fate=Fate.THERE,
            found=said,
            paragraph=1,
            start=text.index(said),
            end=text.index(said) + len(said),
        )
        for key, said in keys.items()
    )
    return BoundDocument(stamp={}, paragraphs=(BoundParagraph(number=1, text=text),), marks=marks)


def lacking(now: BoundDocument, anew: BoundDocument) -> str:
    found = renewal_findings(lambda figure: Text("", ""), "a.docx", now, Renewal(), Judged(), anew)
    (one,) = (one for one in found if one.code == "FIG-035")
    return one.message.vi


def test_a_sentence_that_says_more_of_a_figure_names_the_one_that_it_takes_the_place_of() -> None:
    now = document("- Phát hành 137 tập tài liệu.", a="137")
    anew = document("- Phát hành 137 tập tài liệu, đạt 68,5% kế hoạch năm.", a="137", p="68,5%")
    assert "đạt 68,5% kế hoạch năm. (thay cho câu: “Phát hành 137 tập tài liệu.”)" in lacking(now, anew)
    other = document("- Treo 90 tấm phướn.", b="90")
    assert "thay cho câu" not in lacking(other, anew)
