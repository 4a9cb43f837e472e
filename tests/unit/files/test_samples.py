"""The demo's made-up split adds up to what the district printed, and is what a form of the house would accept."""

from collections import defaultdict
from pathlib import Path

import pytest

from toolkit.files.csv_text import read_csv
from toolkit.files.workspace import shipped
from toolkit.files.yaml_lines import Items, Pairs, Scalar, plain, read_yaml
from toolkit.report.grouping import group
from toolkit.units import parse_units

FOLDER = shipped() / "samples" / "binh_son_2021"
OWN = "524-CQ"
# As printed by huyện Bình Sơn for 2021.
PUBLISHED = {
    "document_copy": 130,
    "eboard_run": 35,
    "meeting_count": 81,
    "media_column": 15,
    "media_article": 136,
    "banner_vertical": 90,
    "banner_horizontal": 28,
    "mobile_van_session": 17,
}
NOUGHT = "Không phát sinh"


def _rows(name: str) -> tuple[dict[str, str], ...]:
    return read_csv((FOLDER / name).read_bytes(), name)


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows("figures.csv"):
        assert row["field"] not in found[row["unit_code"]]
        found[row["unit_code"]][row["field"]] = row["value"]
    return found


def _whole(raw: str) -> int:
    return 0 if raw == NOUGHT else int(raw.replace(".", ""))


def _asked() -> set[str]:
    units = parse_units(_rows("units.csv"), "units.csv")
    return {unit.code for unit in units.all if unit.parent == "524"}


def test_the_units_are_the_districts_communes_and_its_own_agencies(
    figures: dict[str, dict[str, str]],
) -> None:
    assert len(_asked()) == 23
    assert set(figures) == _asked()


@pytest.mark.parametrize(("field", "total"), PUBLISHED.items())
def test_the_split_adds_up_to_what_was_printed(
    figures: dict[str, dict[str, str]], field: str, total: int
) -> None:
    assert all(field in values for values in figures.values())
    assert sum(_whole(values[field]) for values in figures.values()) == total


def test_what_only_the_district_states(figures: dict[str, dict[str, str]]) -> None:
    assert figures[OWN]["integrated_session"] == "hơn 34"
    assert figures[OWN]["tthc_online"] == "100"
    for field in ("integrated_session", "tthc_online", "tthc_online_num"):
        assert [code for code, values in figures.items() if field in values] in ([OWN], [])


def test_each_unit_is_consistent_but_for_what_it_explains(figures: dict[str, dict[str, str]]) -> None:
    acts = plain(read_yaml((FOLDER / "acts.yaml").read_bytes(), "acts.yaml"))
    assert isinstance(acts, dict)
    explained = {(item["unit"], rule) for item in acts["corrected"] for rule in item.get("explained", ())}
    assert explained == {(item["unit"], item["rule"]) for item in acts["accepted"]}
    for code, values in figures.items():
        n = {field: _whole(raw) for field, raw in values.items() if raw.replace(".", "").isdigit()}
        assert n["dossier_received"] == n["dossier_online"] + n["dossier_direct_post"], code
        assert n["result_digitised"] <= n["result_total"] <= n["dossier_received"] + n["dossier_carried_over"]
        assert n["media_article"] >= n["web_article"], code
        for rate in ("satisfaction", "officials_using_software", "edoc_signed", "workfile_online"):
            assert rate in values or n[f"{rate}_num"] <= n[f"{rate}_den"], (code, rate)
        if code != OWN:
            assert 2 <= n["pop_total"] / n["household_total"] <= 6.5, code
            weekly = float(values["radio_item_per_week"].replace(",", "."))
            enough = _whole(values["radio_broadcast"].removeprefix("trên ")) >= weekly * 52
            assert enough != ((code, "broadcasts_cover_weeks") in explained), code


def test_the_units_years_before_add_up_to_the_totals_of_2020_and_are_consistent(
    figures: dict[str, dict[str, str]],
) -> None:
    years: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in _rows("history_units.csv"):
        assert row["field"] not in years[row["period"], row["unit"]]
        years[row["period"], row["unit"]][row["field"]] = int(row["value"])
    periods = {period for period, _ in years}
    assert len(periods) >= 6 and max(periods) == "2020"
    assert {unit for _, unit in years} == _asked() and len(years) == len(periods) * 23
    for (period, code), n in years.items():
        assert n.keys() <= figures[code].keys(), code
        assert n["dossier_received"] == n["dossier_online"] + n["dossier_direct_post"], (period, code)
        assert n["result_digitised"] <= n["result_total"] <= n["dossier_received"] + n["dossier_carried_over"]
        assert n["satisfaction_num"] <= n["satisfaction_den"]
        assert code == OWN or 2 <= n["pop_total"] / n["household_total"] <= 6.5
    for row in _rows("history_2020.csv"):
        parts = {"value": row["field"]}
        if row["denominator"]:
            parts = {"numerator": f"{row['field']}_num", "denominator": f"{row['field']}_den"}
        for column, field in parts.items():
            stated = [n[field] for (period, _), n in years.items() if period == "2020" and field in n]
            assert not stated or sum(stated) == int(row[column]), field
            assert stated or field.startswith(("dossier_online_rate", "digitised_rate"))


def test_lists_are_as_long_as_their_counts(figures: dict[str, dict[str, str]]) -> None:
    lines: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _rows("lists.csv"):
        lines[row["unit_code"], row["list"]].add(row["line"])
    for code, values in figures.items():
        assert len(lines[code, "directive_doc_list"]) == int(values["directive_doc_count"]), code
        if code != OWN:
            assert len(lines[code, "village_list"]) == int(values["village_count"]), code
            assert lines[code, "equipment_list"], code
            assert lines[code, "legal_doc_list"], code
    assert len(lines[OWN, "basis_docs"]) == len(lines[OWN, "directive_doc_list"]) == 1
    assert len(lines[OWN, "legal_doc_list"]) == 8
    numbers = {
        row["value"]
        for row in _rows("lists.csv")
        if (row["list"], row["column"]) == ("legal_doc_list", "number")
    }
    assert len(numbers) == 8


def test_ideas_are_as_many_as_the_report_had() -> None:
    ideas: dict[str, set[str]] = defaultdict(set)
    by_unit: dict[str, set[str]] = defaultdict(set)
    for row in _rows("narratives.csv"):
        ideas[row["narrative"]].add(row["text"])
        by_unit[row["narrative"]].add(row["unit_code"])
    counts = {
        name: len(ideas[name])
        for name in ("content_text", "advantages_text", "limitations_text", "tasks_next_text")
    }
    counts["limitations_text"] -= (
        3  # some communes word the same otherwise: the demo shows how that comes together
    )
    assert counts == {"content_text": 6, "advantages_text": 5, "limitations_text": 5, "tasks_next_text": 6}
    assert len(group(sorted(ideas["limitations_text"]))) == 5
    assert by_unit["content_text"] == by_unit["advantages_text"] == {OWN}
    for name in ("limitations_text", "tasks_next_text", "direction_text", "forms_text"):
        assert by_unit[name] == _asked()


def test_everything_says_that_it_is_made_up() -> None:
    for name in ("figures.csv", "lists.csv", "narratives.csv", "history_2020.csv", "history_units.csv"):
        assert {row["source"] for row in _rows(name)} == {"Số liệu minh họa"}
    assert "KHÔNG PHẢI SỐ LIỆU THẬT" in (FOLDER / "README.txt").read_text(encoding="utf-8")


def test_the_first_act_has_the_typical_mistakes(figures: dict[str, dict[str, str]]) -> None:
    act = read_yaml((FOLDER / "acts.yaml").read_bytes(), "acts.yaml")
    assert isinstance(act, Pairs)
    returns = [_texts(item) for item in _items(act, "returns")]
    sent = {item["unit"] for item in returns if "unit" in item}
    missing = {item.text for item in _items(act, "missing") if isinstance(item, Scalar)}
    assert sent | missing == _asked()
    assert not sent & missing
    names = [item["file"] for item in returns + [_texts(item) for item in _items(act, "corrected")]]
    assert len(set(names)) == len(names)
    assert [item["same_as"] for item in returns if "same_as" in item] == ["BC tuyen truyen Binh Hai.xlsx"]
    typed = {
        (item.pairs["unit"].text, field): raw.text  # type: ignore[union-attr]
        for item in _items(act, "returns")
        if isinstance(item, Pairs) and "typed" in item.pairs
        for field, raw in item.pairs["typed"].pairs.items()  # type: ignore[union-attr]
    }
    for (code, field), raw in typed.items():
        assert figures[code][field] != raw
    mended = {_texts(item)["unit"] for part in ("corrected", "confirmed") for item in _items(act, part)}
    late = {code for code, _ in typed} - mended
    assert missing <= mended
    assert late == {"21067"}  # it sends its new version within the first act


def _items(pairs: Pairs, key: str) -> tuple[object, ...]:
    found = pairs.pairs[key]
    assert isinstance(found, Items)
    return found.items


def _texts(item: object) -> dict[str, str]:
    assert isinstance(item, Pairs)
    return {key: value.text for key, value in item.pairs.items() if isinstance(value, Scalar)}


@pytest.mark.needs_shared
def test_the_published_totals_are_those_of_the_reference(shared: Path) -> None:
    facts = read_yaml((shared / "facts" / "district_2021.yaml").read_bytes(), "district_2021.yaml")
    assert isinstance(facts, Pairs)
    printed = _texts(facts)
    assert {field: int(printed[field]) for field in PUBLISHED} == PUBLISHED
