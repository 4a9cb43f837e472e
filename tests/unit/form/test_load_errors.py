"""A mistake in form.yaml: the line, the message, and what is suggested."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forms import SMALL_FORM, small_form
from toolkit.errors import FormError
from toolkit.form.load import load_form
from toolkit.text import say

LINES = SMALL_FORM.splitlines()


def line_of(part: str, nth: int = 1) -> int:
    found = [at for at, line in enumerate(LINES, start=1) if part in line]
    return found[nth - 1]


# what is replaced (its nth appearance), by what, the message's key, words that the English message holds; the line is
# that of the replaced text, moved by the number of lines given
MISTAKES = [
    # keys and words
    ("    sheet: Số liệu", 1, "    shet: Số liệu", "form.key_unknown", "Did you mean “sheet”?", 0),
    ("    kind: grid", 1, "    kind: gird", "form.word_unknown", "Did you mean “grid”?", 0),
    ("        type: yes_no", 1, "        type: yesno", "form.word_unknown", "Did you mean “yes_no”?", 0),
    ("        type: amount", 1, "        typ: amount", "form.key_unknown", "Did you mean “type”?", 0),
    ("    severity: info", 1, "    severity: notice", "form.word_unknown", "error, warning, info", 0),
    (
        "    severity: info",
        1,
        "    severity: info\n    missing: skip_any",
        "form.word_unknown",
        "skip_if_any",
        1,
    ),
    ("    kind: grid", 1, "    kind: grid\n    lines: 4", "form.key_of_kind", "rows, columns, head", 1),
    ('version: "1"', 1, "", "form.key_missing", "“version”", -1),
    ("        label: {vi: Băng rôn, en: Banners}", 1, "        label:", "form.key_missing", "“label”", 0),
    (
        "        label: {vi: Băng rôn, en: Banners}",
        1,
        '        label: {vi: "", en: x}',
        "form.key_missing",
        "“vi”",
        0,
    ),
    ("vi: Băng rôn, en", 1, "vi: Băng rôn, phướn, en", "form.label_comma", "“phướn”", 0),
    ("        core: true", 1, "        core: maybe", "form.flag_wrong", "“maybe”", 0),
    ("        min: 1", 1, "        min: one", "form.number_wrong", "“one”", 0),
    ("        min: 1", 1, "        min: .inf", "form.number_wrong", "“.inf”", 0),
    ('version: "1"', 1, 'version: "1"\nsize: banners', "form.size_wrong", "Did you mean “banner”?", 1),
    ('version: "1"', 1, 'version: "1"\nsize: dossiers', "form.size_wrong", "no count", 1),
    ("    lines: 5", 1, "    lines: 0", "form.whole_wrong", "at least 1", 0),
    ("valid_from: 2020-01-01", 1, "valid_from: 1/1/2020", "form.date_wrong", "“1/1/2020”", 0),
    (
        "valid_from: 2020-01-01",
        1,
        "valid_from: 2020-01-01\nvalid_to: 2019-01-01",
        "form.range_reversed",
        "2019",
        1,
    ),
    ("        min: 1", 1, "        min: 1\n        max: 0", "form.range_reversed", "“max”", 1),
    (
        "        of: [dossier_online, dossier_received]",
        1,
        "        of: [dossier_online]",
        "form.want_pair",
        "two",
        0,
    ),
    ("    key: [number]", 1, "    key: {number: 1}", "form.want_text", "“key”", 0),
    (
        "        label: {vi: Băng rôn, en: Banners}",
        1,
        "        label: {fr: Bannières}",
        "form.key_unknown",
        "vi, en",
        0,
    ),
    # codes
    ("      banner:", 1, "      Băng rôn:", "form.code_wrong", "small letters", 0),
    ("      banner:", 1, "      class:", "form.code_wrong", "“class”", 0),
    ("      banner:", 1, "      count:", "form.code_reserved", "“count”", 0),
    ("      banner:", 1, "      banner_num:", "form.code_reserved", "_num", 0),
    ("      banner:", 1, "      banner__none:", "form.code_reserved", "two underscores", 0),
    ("      panel:", 1, "      banner:", "form.yaml_twice", f"line {line_of('      banner:')}", 0),
    ("      budget:", 1, "      banner:", "form.code_twice", f"line {line_of('      banner:')}", 0),
    ("    head:", 1, "      banner: {label: B}\n    head:", "form.code_twice", "“banner”", 0),
    ("  - id: tasks", 1, "  - id: difficulties", "form.code_twice", "“difficulties”", 0),
    ("  - code: plan_is_listed", 1, "  - code: grid_adds_up", "form.code_twice", "“grid_adds_up”", 0),
    # names
    ("    key: [number]", 1, "    key: [numer]", "form.name_unknown", "Did you mean “number”?", 0),
    (
        "columns: [got, got_online, got_direct]",
        1,
        "columns: [got, got_onlin]",
        "form.name_unknown",
        "“got_online”",
        0,
    ),
    (
        "columns: [got, got_online, got_direct]",
        1,
        "columns: [got, got_direct]",
        "form.head_apart",
        "next to",
        0,
    ),
    ("    block: dossiers", 1, "    block: dosiers", "form.grid_unknown", "Did you mean “dossiers”?", 0),
    (
        "check: dossier_received == dossier_online + dossier_direct",
        1,
        "check: dossier_recieved == dossier_online",
        "form.name_unknown",
        "Did you mean “dossier_received”?",
        0,
    ),
    ("    block: dossiers\n", 1, "", "form.rule_grid_column", "block: dossiers", 0),
    ("count(documents, type", 1, "count(document, type", "form.list_unknown", "Did you mean “documents”?", 0),
    ("count(documents, type", 1, "count(documents, typ", "form.name_unknown", "Did you mean “type”?", 0),
    ('type, "Kế hoạch")', 1, 'type, "Kế hoach")', "form.rule_choice", "Did you mean “Kế hoạch”?", 0),
    ('count(documents, type, "Kế hoạch") >= 1', 1, "documents >= 1", "form.rule_list", "count(documents)", 0),
    # rules
    ("check: got == got_online", 1, "check: got = got_online", "form.rule_syntax", "got = got_online", 0),
    (
        "check: got == got_online + got_direct",
        1,
        "check: got_online + got_direct",
        "form.rule_no_condition",
        "comp",
        0,
    ),
    ("check: got == got_online", 1, "check: got == max(got_online, 1)", "form.rule_word", "max", 0),
    ("plan_issued == yes", 1, "plan_issued == 1", "form.rule_types", "“plan_issued”", 0),
    ("plan_issued == yes", 1, 'plan_issued == "có"', "form.rule_types", "“plan_issued”", 0),
    ("household_total >= 0.5", 1, "household_total >= 0x1F", "form.rule_syntax", "0x1F", 0),
    ("check: got == got_online + got_direct", 1, "check: 1 == 1", "form.rule_reads_nothing", "1 == 1", 0),
    ("prev(household_total)", 1, "prev(household_total, 2)", "form.rule_arguments", "prev(field)", 0),
    # derived fields
    ("formula: banner + panel", 1, "formula: banner * panel", "form.formula_sum", "banner * panel", -4),
    ("formula: banner + panel", 1, "formula: banner + prev(panel)", "form.formula_sum", "prev", -4),
    ("formula: banner + panel", 1, "formula: banner + pannel", "form.name_unknown", "“panel”", -4),
    ("formula: banner + panel", 1, "formula: banner + plan_issued", "form.derived_of", "“plan_issued”", -4),
    (
        "of: [dossier_online, dossier_received]",
        1,
        "of: [dossier_online, got]",
        "form.rule_grid_column",
        "“got”",
        -3,
    ),
    # what does not go together
    ("        type: yes_no", 1, "        type: yes_no\n        min: 0", "form.no_fit", "“min”", 1),
    ("        type: rate", 1, "        type: rate\n        rollup: sum", "form.rollup_type", "ratio", 1),
    (
        "        type: yes_no",
        1,
        "        type: yes_no\n        zero: {vi: không có}",
        "form.no_fit",
        "“zero”",
        1,
    ),
    ("        core: true", 1, "        zero: {vi: vắng}", "form.zero_wrong", "“vắng”", 0),
    ("    optional: true", 1, "    core: true", "form.no_fit", "“core”", 0),
    # sheets
    ("    sheet: Hồ sơ", 1, "    sheet: Hồ sơ/lĩnh vực", "form.sheet_name", "“Hồ sơ/lĩnh vực”", 0),
    ("    sheet: Hồ sơ", 1, "    sheet: Hồ sơ thủ tục hành chính theo lĩnh vực", "form.sheet_name", "31", 0),
    ("    sheet: Hồ sơ", 1, "    sheet: kiểm tra", "form.sheet_name", "“kiểm tra”", 0),
    ("    sheet: Hồ sơ", 1, "    sheet: Số liệu", "form.sheet_shared", "“Số liệu”", -3),
    ("    sheet: Đánh giá", 2, "    sheet: Văn bản", "form.sheet_shared", "“Văn bản”", -3),
    ("    sheet: Đánh giá", 2, "    sheet: Số liệu", "form.sheet_shared", "one kind", -3),
    # YAML itself
    ("blocks:", 1, "blocks: [", "form.yaml_syntax", "YAML", 1),
    ("    sheet: Hồ sơ", 1, "    sheet: *name", "form.yaml_alias", "*name", 0),
]


@pytest.mark.parametrize(("old", "nth", "new", "key", "says", "moved"), MISTAKES)
def test_a_mistake_is_named_with_its_line(
    old: str, nth: int, new: str, key: str, says: str, moved: int
) -> None:
    parts = SMALL_FORM.split(old)
    text = old.join(parts[:nth]) + new + old.join(parts[nth:])
    assert text != SMALL_FORM
    line = old.join(parts[:nth]).count("\n") + 1 + moved
    with pytest.raises(FormError) as caught:
        small_form(text)
    message = say(caught.value.key, **caught.value.params)
    assert caught.value.key == key
    assert caught.value.params["line"] == max(line, 1)
    assert f"small/form.yaml, line {max(line, 1)}:" in message.en
    assert f"small/form.yaml, dòng {max(line, 1)}:" in message.vi
    assert says in message.en


def test_of_several_mistakes_the_first_by_line_is_reported() -> None:
    text = SMALL_FORM.replace("severity: info", "severity: notice").replace("type: amount", "type: money")
    with pytest.raises(FormError) as caught:
        small_form(text)
    assert caught.value.params["line"] == line_of("type: amount")


@pytest.mark.parametrize(
    ("data", "key", "line"),
    [
        (b"id: a\nversion: \xff", "form.not_utf8", 2),
        (b"", "form.key_missing", 1),
        (b"- a", "form.want_mapping", 1),
        (b"id: a\n? [x]\n: b", "form.yaml_syntax", 2),
        (b"id: a\nid: b", "form.yaml_twice", 2),
        (b"id: a\nversion: \x01", "form.yaml_syntax", 2),
        (b"a: " + b"[" * 3000 + b"]" * 3000, "form.yaml_syntax", 1),
    ],
)
def test_what_is_no_form_at_all_is_refused(data: bytes, key: str, line: int) -> None:
    with pytest.raises(FormError) as caught:
        load_form(data, "x.yaml")
    assert (caught.value.key, caught.value.params["line"]) == (key, line)
    assert "x.yaml" in say(caught.value.key, **caught.value.params).vi


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_however_a_form_is_mangled_it_loads_or_the_mistake_is_named(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        words = lines[at].split(" ")
        spot = data.draw(st.integers(0, len(words) - 1))
        words[spot] = data.draw(
            st.sampled_from(["", "x", "{", "[a]", "- b", "1", "no", "a: b", "code:", "== 1", '"', "~"])
        )
        lines[at : at + 1] = data.draw(st.sampled_from([[" ".join(words)], [], [lines[at], lines[at]]]))
    try:
        form = small_form("\n".join(lines))
    except FormError as error:
        message = say(error.key, **error.params)
        assert f"line {error.params['line']}:" in message.en
        assert 1 <= int(str(error.params["line"])) <= len(lines) + 1
    else:
        assert form.blocks
