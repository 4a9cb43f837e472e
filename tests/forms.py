"""Small forms and a round that tests of every room share: every kind of block, and every kind of rule."""

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


RULES_FORM = """\
id: rules
version: "1"
title: {vi: Quy tắc kiểm tra, en: Rules}
asked_of: [commune]
blocks:
  - id: overview
    kind: fields
    label: {vi: I. Số liệu, en: I. Figures}
    sheet: Số liệu
    fields:
      received:
        label: {vi: Hồ sơ tiếp nhận, en: Dossiers received}
        number: "1"
      online:
        label: {vi: Hồ sơ trực tuyến, en: Dossiers filed online}
        number: "2"
      in_person:
        label: {vi: Hồ sơ trực tiếp, en: Dossiers filed in person}
        number: "3"
      offered:
        label: {vi: Số hồ sơ có thể nộp trực tuyến, en: Dossiers that could be filed online}
        number: "4"
      both:
        label: {vi: Trực tuyến và trực tiếp, en: Online and in person}
        number: "5"
        formula: online + in_person
      online_rate:
        label: {vi: Tỷ lệ trực tuyến, en: Online rate}
        number: "6"
        of: [online, received]
      households:
        label: {vi: Số hộ, en: Households}
        number: "7"
        over_time: stock
      paid_so_far:
        label: {vi: Kinh phí đã chi từ đầu năm, en: Spent since the year began}
        number: "8"
        measure: {vi: triệu đồng, en: million dong}
        type: amount
        over_time: cumulative
        min: 0
        rounded_to: 0.1
      paid_plan:
        label: {vi: Kinh phí được giao, en: Budget}
        number: "9"
        measure: {vi: triệu đồng, en: million dong}
        type: amount
        over_time: stock
        min: 0
        rounded_to: 0.1
      has_plan:
        label: {vi: Đã ban hành kế hoạch, en: Plan issued}
        number: "10"
        type: yes_no
        over_time: stock
      plan_date:
        label: {vi: Ngày ban hành kế hoạch, en: Date of the plan}
        number: "11"
        type: date
        over_time: stock
      office:
        label: {vi: Nơi tiếp nhận, en: Where dossiers are received}
        number: "12"
        type: text
        choices: [Một cửa, Bưu điện, Khác]
      office_note:
        label: {vi: "Nơi khác (ghi rõ)", en: "Elsewhere (which)"}
        number: "13"
        type: text
      satisfied:
        label: {vi: Mức độ hài lòng, en: Satisfaction}
        number: "14"
        type: rate
  - id: by_sector
    kind: grid
    label: {vi: II. Theo lĩnh vực, en: II. By sector}
    sheet: Lĩnh vực
    total_row: true
    rows:
      land: {vi: Đất đai, en: Land}
      civil: {vi: Hộ tịch, en: Civil status}
      other: {vi: Khác, en: Other}
    columns:
      got: {label: {vi: Tiếp nhận, en: Received}, number: "3"}
      left_before: {label: {vi: Từ kỳ trước, en: Carried over}, number: "4", over_time: stock}
      done: {label: {vi: Đã giải quyết, en: Resolved}, number: "5"}
      left_now: {label: {vi: Chuyển kỳ sau, en: Left}, number: "6", over_time: stock}
      handled: {label: {vi: Tổng đã xử lý, en: Handled}, number: "7", formula: done + left_now}
  - id: meetings
    kind: list
    label: {vi: III. Hội nghị, en: III. Meetings}
    sheet: Hội nghị
    key: [name, held_on]
    alone: [name, held_on, people]
    lines: 4
    columns:
      name: {label: {vi: Tên hội nghị, en: Meeting}}
      kind: {label: {vi: Hình thức, en: Kind}, choices: [Hội nghị, Tập huấn, Khác]}
      held_on: {label: {vi: Ngày, en: Date}, type: date, over_time: stock}
      people: {label: {vi: Số người dự, en: People}, type: count}
      women: {label: {vi: Trong đó nữ, en: Women}, type: count}
rules:
  - code: adds_up
    check: received == online + in_person
    severity: error
    message: {vi: Hồ sơ tiếp nhận bằng trực tuyến cộng trực tiếp., en: Received is online and in person.}
    examples:
      pass: [{received: 1.165, online: 1.107, in_person: 58}]
      fail: [{received: 165, online: 117, in_person: 58}]
      unverified: [{received: trên 165, online: 117, in_person: 58}, {received: 165, in_person: không phát sinh}]
  - code: online_of_offered
    check: online <= offered
    severity: warning
    missing: zero
    message: {vi: Trực tuyến không nhiều hơn số có thể nộp trực tuyến., en: Online is not above what could be.}
    examples:
      pass: [{online: 3, offered: 5}, {offered: 5}]
      fail: [{online: 3}]
  - code: some_of_both
    check: both >= 1
    severity: info
    missing: skip_if_all
    message: {vi: Có ít nhất một hồ sơ., en: There is at least one dossier.}
    examples:
      pass: [{online: 1}]
      fail: [{online: 0}]
      unverified: [{}]
  - code: grid_is_the_total
    check: received == sum(by_sector, got)
    severity: error
    message: {vi: Hồ sơ tiếp nhận bằng tổng các lĩnh vực., en: Received is the sum over sectors.}
    examples:
      pass:
        - received: 6
          cell(by_sector, land, got): 1
          cell(by_sector, civil, got): 2
          cell(by_sector, other, got): 3
      fail:
        - received: 7
          cell(by_sector, land, got): 1
          cell(by_sector, civil, got): 2
          cell(by_sector, other, got): 3
      unverified: [{received: 6, "cell(by_sector, land, got)": 1}]
  - code: land_within_received
    check: cell(by_sector, land, got) <= received
    severity: warning
    message: {vi: Đất đai không nhiều hơn tổng số., en: Land is not above the total.}
    examples:
      pass: [{"cell(by_sector, land, got)": 1, received: 1}]
      fail: [{"cell(by_sector, land, got)": 2, received: 1}]
  - code: rate_is_plausible
    check: online_rate <= 90 or received < 10
    severity: info
    message: {vi: Tỷ lệ trực tuyến thường không quá 90%., en: The online rate is usually at most 90%.}
    examples:
      pass: [{online: 9, received: 10}, {received: 9}]
      fail: [{online: 10, received: 10}]
      unverified: [{received: 10}]
  - code: households_steady
    check: abs(households - prev(households)) <= 0.2 * prev(households)
    severity: warning
    missing: zero
    message: {vi: Số hộ thay đổi không quá một phần năm., en: Households change by at most a fifth.}
    examples:
      pass: [{households: 100, prev(households): 90}]
      fail: [{households: 120, prev(households): 90}, {prev(households): 90}]
      unverified: [{households: 100}]
  - code: like_last_year
    check: received <= 3 * year_before(received)
    severity: info
    message: {vi: Không quá ba lần cùng kỳ năm trước., en: Not above three times that of last year.}
    examples:
      pass: [{received: 30, year_before(received): 10}]
      fail: [{received: 31, year_before(received): 10}]
  - code: spent_within_plan
    check: paid_so_far <= paid_plan
    severity: error
    message: {vi: Đã chi không quá số được giao., en: Spending stays within the budget.}
    examples:
      pass: [{paid_so_far: "10,1", paid_plan: 10}]
      fail: [{paid_so_far: "10,2", paid_plan: 10}]
  - code: plan_has_a_date
    check: implies(has_plan == yes, filled(plan_date))
    severity: warning
    message: {vi: Đã ban hành kế hoạch thì ghi ngày., en: A plan has a date.}
    examples:
      pass: [{has_plan: có, plan_date: 22/1/2024}, {has_plan: không}]
      fail: [{has_plan: có}]
      unverified: [{}]
  - code: plan_by_cut_off
    check: plan_date <= last_day
    severity: error
    message: {vi: Kế hoạch ban hành không sau ngày chốt số liệu., en: The plan is not later than the cut-off day.}
    examples:
      pass: [{plan_date: 14/6/2024, last_day: 2024-06-14}]
      fail: [{plan_date: 15/6/2024, last_day: 2024-06-14}]
      unverified: [{last_day: 2024-06-14}]
  - code: elsewhere_is_named
    check: filled(office_note) or office in ("Một cửa", "Bưu điện")
    severity: warning
    message: {vi: Nơi khác thì ghi rõ., en: Elsewhere is named.}
    examples:
      pass: [{office: Một cửa}, {office_note: Nhà văn hóa}]
      fail: [{office: Khác}]
      unverified: [{}]
  - code: no_other_office
    check: office not in ("Khác")
    severity: info
    message: {vi: Ít khi tiếp nhận ở nơi khác., en: Dossiers are seldom received elsewhere.}
    examples:
      pass: [{office: Một cửa}]
      fail: [{office: Khác}]
  - code: sector_balance
    block: by_sector
    check: got + left_before == handled
    severity: error
    message: {vi: Tiếp nhận cộng kỳ trước bằng đã xử lý., en: What came in was handled.}
    examples:
      pass: [{got: 5, left_before: 1, done: 4, left_now: 2}]
      fail: [{got: 5, left_before: 1, done: 4, left_now: 1}]
      unverified: [{got: 5, left_before: 1, done: 4}]
  - code: as_left_before
    block: by_sector
    check: left_before == prev(left_now)
    severity: warning
    message: {vi: Số kỳ trước chuyển qua bằng số còn lại kỳ trước., en: Carried over is what was left.}
    examples:
      pass: [{left_before: 2, prev(left_now): 2}]
      fail: [{left_before: 1, prev(left_now): 2}]
      unverified: [{left_before: 1}]
  - code: meetings_in_period
    block: meetings
    check: first_day <= held_on <= last_day
    severity: error
    message: {vi: Hội nghị tổ chức trong kỳ., en: Meetings are held in the period.}
    examples:
      pass: [{held_on: 1/2/2024, first_day: 15/12/2023, last_day: 14/6/2024}]
      fail: [{held_on: 1/7/2024, first_day: 15/12/2023, last_day: 14/6/2024}]
      unverified: [{first_day: 15/12/2023, last_day: 14/6/2024}]
  - code: women_within_people
    block: meetings
    check: women <= people
    severity: error
    missing: zero
    message: {vi: Số nữ không nhiều hơn số người dự., en: Women are not more than people.}
    examples:
      pass: [{women: 1, people: 2}, {people: 2}]
      fail: [{women: 1}]
  - code: a_week_has_one
    check: count(meetings) <= weeks and sum(meetings, people) >= count(meetings, kind, "Tập huấn")
    severity: info
    message: {vi: Mỗi tuần không quá một hội nghị., en: At most one meeting a week.}
    examples:
      pass: [{count(meetings): 2, weeks: 26, "sum(meetings, people)": 9, 'count(meetings, kind, "Tập huấn")': 1}]
      fail: [{count(meetings): 27, weeks: 26}]
      unverified: [{weeks: 26}]
  - code: as_in_the_other_form
    check: received == small.dossier_received
    severity: warning
    message: {vi: Hồ sơ tiếp nhận bằng số trong biểu kia., en: Received is as in the other form.}
    examples:
      pass: [{received: 165, small.dossier_received: 165}]
      fail: [{received: 165, small.dossier_received: 156}]
      unverified: [{received: 165}]
  - code: blocks_of_the_other_form
    check: >-
      online == sum(small.dossiers, got_online) and cell(small.dossiers, dat_dai, got) <= received
      and implies(small.plan_issued == yes, count(small.documents, type, "Kế hoạch") >= 1)
    severity: info
    message: {vi: Khớp với các bảng của biểu kia., en: As in the blocks of the other form.}
    examples:
      pass:
        - online: 7
          received: 9
          small.plan_issued: không
          sum(small.dossiers, got_online): 7
          cell(small.dossiers, dat_dai, got): 9
      fail:
        - {online: 7, "sum(small.dossiers, got_online)": 8}
"""
"""A form whose rules use every word of the language; the last two read the form above, where a round has both."""


def rules_form(text: str = RULES_FORM) -> Form:
    """The form of rules, or an altered text of it."""
    return load_form(text.encode(), "rules/form.yaml")


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
