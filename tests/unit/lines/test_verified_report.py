"""How a report's figures stand in lines: what it is, how many figures are bound and so, and what the other numbers are."""

from tests.unit.workbook import rich
from toolkit.findings import Place, found
from toolkit.lines import result_lines
from toolkit.result import Exit, Result
from toolkit.text import Text
from toolkit.verify.model import NumberClass, ReportVerified, State, Verified, Whose

SAME = ReportVerified(
    states={State.CURRENT: 1284}, unbound={NumberClass.PERIOD: 15, NumberClass.QUOTATION: 61}, quotations=60
)
FOUND = found(
    "FIG-008",
    Place(file="bao cao.docx", paragraph=3),
    where="Đoạn 3",
    said="52",
    hint=Text("", ""),
    totals="",
)


def lines(report: ReportVerified, *findings: object) -> tuple[list[str], Exit]:
    verified = Verified(
        file="bao cao.docx", sha256="a" * 64, whose=Whose.CURRENT, round=rich.ROUND.id, report=report
    )
    result = Result(verb="verify", round=rich.ROUND, verified=verified, findings=findings)  # type: ignore[arg-type]
    return list(result_lines(result, "vi")), result.exit


def test_a_report_as_it_is_now_ends_in_nothing_to_do() -> None:
    (head, classes), code = lines(SAME)
    assert "cả 1.284 số liệu đã gắn đều đúng" in head and "số liệu sơ bộ" in head
    assert "61 trong lời của đơn vị" in classes and "15 trong ngày và kỳ báo cáo" in classes
    assert code is Exit.DONE


def test_what_is_to_be_looked_at_is_counted_and_rounded_and_edited_words_are_told() -> None:
    states = {State.CURRENT: 8, State.ROUNDED: 1, State.STALE: 1, State.MEASURE: 1}
    report = ReportVerified(states=states, unbound={NumberClass.FIGURE: 1}, quotations=4, rewritten=2)
    told, code = lines(report, FOUND)
    assert "Đoạn 3: số “52” không gắn" in told[0]
    assert "10 số liệu đã gắn, 9 đúng với số liệu; 1 nội dung đề nghị xem lại" in told[1]
    assert told[2].startswith("1 số liệu ghi làm tròn")
    assert told[3].startswith("2 trong 4 đoạn lời của đơn vị")
    assert code is Exit.ATTENTION
