"""A small form and round that tests of every room share: every kind of block, every kind of rule."""

from datetime import date

from toolkit.form.load import load_form
from toolkit.form.model import Form, Round
from toolkit.periods import parse_period
from toolkit.units import OWN, Unit

SMALL_FORM = """\
id: small
version: "1"
title: {vi: Kết quả tuyên truyền, en: Communication results}
short_title: {vi: Tuyên truyền, en: Communication}
number: "01/TT"
legal_basis:
  - {vi: Kế hoạch số 01/KH-UBND ngày 05/01/2024, en: Plan 01/KH-UBND of 5 January 2024}
valid_from: 2020-01-01
asked_of: [commune, own]
guide:
  - {vi: Đề nghị ghi đúng số liệu trong kỳ., en: Please report the figures of the period only.}
blocks:
  - id: figures
    kind: fields
    label: {vi: I. Số liệu chung, en: I. Figures}
    sheet: Số liệu
    fields:
      household_total:
        label: {vi: Số hộ, en: Households}
        number: "1"
        measure: {vi: hộ, en: households}
        over_time: stock
        asked_of: [commune]
        core: true
        min: 1
        usual_max: 9000
      dossier_received:
        label: {vi: Tổng số hồ sơ tiếp nhận, en: Dossiers received}
        number: "2"
        measure: {vi: hồ sơ, en: dossiers}
        core: true
      dossier_online:
        label: {vi: Hồ sơ trực tuyến, en: Dossiers filed online}
        number: "2.1"
        measure: {vi: hồ sơ, en: dossiers}
      dossier_direct:
        label: {vi: Hồ sơ trực tiếp, en: Dossiers filed in person}
        number: "2.2"
        measure: {vi: hồ sơ, en: dossiers}
      online_rate:
        label: {vi: Tỷ lệ hồ sơ trực tuyến, en: Online filing rate}
        number: "2.3"
        of: [dossier_online, dossier_received]
      banner:
        label: {vi: Băng rôn, en: Banners}
        number: "3"
        measure: {vi: tấm, en: banners}
      panel:
        label: {vi: Pano, en: Panels}
        number: "4"
        measure: {vi: tấm, en: panels}
      visual_total:
        label: {vi: Tổng số băng rôn và pano, en: Banners and panels together}
        number: "5"
        measure: {vi: tấm, en: items}
        formula: banner + panel
      plan_issued:
        label: {vi: Đã ban hành kế hoạch, en: Plan issued}
        number: "6"
        type: yes_no
        over_time: stock
        core: true
      satisfaction:
        label: {vi: Mức độ hài lòng của người dân, en: Satisfaction of citizens}
        number: "7"
        type: rate
        num_label: {vi: Số lượt hài lòng, en: Satisfied ratings}
        den_label: {vi: Số lượt đánh giá, en: Ratings}
  - id: spending
    kind: fields
    label: {vi: II. Kinh phí, en: II. Spending}
    sheet: Số liệu
    optional: true
    fields:
      budget:
        label: {vi: Kinh phí thực hiện, en: Spending}
        number: "8"
        measure: {vi: triệu đồng, en: million dong}
        type: amount
        min: 0
        rounded_to: 0.1
      contact:
        label: {vi: Đầu mối liên hệ, en: Contact}
        number: "9"
        type: text
        personal: true
  - id: dossiers
    kind: grid
    label: {vi: III. Hồ sơ theo lĩnh vực, en: III. Dossiers by field}
    sheet: Hồ sơ
    asked_of: [commune]
    total_row: true
    rows:
      ho_tich: {vi: Hộ tịch, en: Civil status}
      dat_dai: {vi: Đất đai, en: Land}
    columns:
      got:
        label: {vi: Tổng số, en: Total}
        number: "3"
      got_online:
        label: {vi: Trực tuyến, en: Online}
        number: "4"
      got_direct:
        label: {vi: Trực tiếp, en: In person}
        number: "5"
    head:
      - label: {vi: Số hồ sơ tiếp nhận, en: Dossiers received}
        columns: [got, got_online, got_direct]
  - id: documents
    kind: list
    label: {vi: IV. Văn bản đã ban hành, en: IV. Documents issued}
    sheet: Văn bản
    key: [number]
    lines: 5
    columns:
      type:
        label: {vi: Loại văn bản, en: Type}
        choices: [Kế hoạch, Công văn]
        width: 16
      number:
        label: {vi: "Số, ký hiệu", en: Number}
        width: 18
      date:
        label: {vi: Ngày ban hành, en: Date}
        type: date
        width: 14
      about:
        label: {vi: Trích yếu, en: About}
        width: 50
  - id: difficulties
    kind: narrative
    label: {vi: V. Khó khăn, en: V. Difficulties}
    sheet: Đánh giá
    lines: 4
    core: true
  - id: tasks
    kind: narrative
    label: {vi: VI. Nhiệm vụ kỳ tới, en: VI. Next tasks}
    sheet: Đánh giá
    lines: 4
rules:
  - code: dossiers_add_up
    check: dossier_received == dossier_online + dossier_direct
    severity: error
    message:
      vi: Tổng số hồ sơ tiếp nhận bằng tổng số hồ sơ trực tuyến và trực tiếp.
      en: Dossiers received are those filed online and in person together.
  - code: grid_adds_up
    block: dossiers
    check: got == got_online + got_direct
    severity: error
    message:
      vi: Tổng số hồ sơ của từng lĩnh vực bằng tổng số hồ sơ trực tuyến và trực tiếp.
      en: In each field, the total is online and in person together.
  - code: plan_is_listed
    check: implies(plan_issued == yes, count(documents, type, "Kế hoạch") >= 1)
    severity: warning
    message:
      vi: Đã ban hành kế hoạch thì danh mục văn bản có ít nhất một kế hoạch.
      en: Where a plan was issued, the list of documents names at least one plan.
  - code: not_fewer_households
    check: household_total >= 0.5 * prev(household_total)
    severity: info
    message:
      vi: Số hộ không giảm quá một nửa so với kỳ trước.
      en: Households are not fewer than half of those of the period before.
"""


def small_form(text: str = SMALL_FORM) -> Form:
    """The form above, or an altered text of it."""
    return load_form(text.encode(), "small/form.yaml")


def small_units() -> tuple[Unit, ...]:
    """A district's four communes (two of them alike but for a tone) and its own agencies, as a round asks them."""
    names = (("Xã", "Bình Thanh"), ("Xã", "Bình Thạnh"), ("Xã", "Bình Hòa"), ("Thị trấn", "Châu Ổ"))
    communes = [
        Unit(
            code=str(100 + at),
            name=f"{kind} {name}",
            type=kind,
            level="commune",
            parent="10",
            valid_to=date(2025, 6, 30),
        )
        for at, (kind, name) in enumerate(names, start=1)
    ]
    own = Unit(
        code="10-own",
        name="Các cơ quan, đơn vị thuộc huyện",
        type="Cơ quan, đơn vị",
        level=OWN,
        parent="10",
        valid_to=date(2025, 6, 30),
    )
    return (*communes, own)


def small_round(form: Form | None = None, *more: Form) -> Round:
    """The first half of 2024, asked of `small_units`."""
    first = form or small_form()
    period = parse_period("2024-H1")
    return Round(
        id=f"{first.id}-{period.id}",
        forms=(first, *more),
        period=period,
        asker=Unit(code="10", name="Huyện Bình Sơn", type="Huyện", level="district", parent="1"),
        units=small_units(),
        due=period.due,
    )
