"""What one commune reported for the first half of 2024, as a clerk types it into its template and sends it back."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from tests.job.clerk import Clerk, fill_in, tonghop, touch
from toolkit import pipeline
from toolkit.desk import open_desk
from toolkit.intake.model import Entry
from toolkit.result import Result

LIEN_MINH = "18247"
ROUND = "cchc_communication-2024-H1"
AT = datetime(2024, 6, 19, 9, 0)
WORDS = {"over": "trên", "under": "dưới", "about": "khoảng"}


def duc_tho_in(folder: Path) -> Clerk:
    """A workspace of huyện Đức Thọ with the sample units."""
    clerk = Clerk(folder)
    assert tonghop("init", clerk.root).exit == 0
    office = clerk.root / "office.yaml"
    text = office.read_text("utf-8")
    for key, value in (("unit_code", "440"), ("name", "UBND huyện Đức Thọ"), ("area", "huyện Đức Thọ")):
        assert f"\n{key}:\n" in text
        text = text.replace(f"\n{key}:\n", f"\n{key}: {value}\n")
    text = text.replace("\nagency:\n", "\nagency:\n  - ỦY BAN NHÂN DÂN\n").replace(
        "\nplace:\n", "\nplace: Đức Thọ\n"
    )
    text = text.replace("\naddressee:\n", "\naddressee:\n  - UBND tỉnh Hà Tĩnh\n")
    office.write_text(text, "utf-8")
    return clerk


def commune_facts(shared: Path) -> dict[str, Any]:
    """By fields, lists and narratives."""
    facts: dict[str, Any] = yaml.safe_load((shared / "facts" / "commune_2024H1.yaml").read_text("utf-8"))
    assert len(facts["fields"]) > 25 and len(facts["narratives"]) == 7
    return facts


def switch_on_religion(clerk: Clerk) -> None:
    """As staff would: take the line that switches it off out of the form."""
    form = clerk.root / "input_templates" / "cchc_communication" / "form.yaml"
    text = form.read_text("utf-8")
    before, found, after = text.partition("      religion_share:\n")
    assert found and "        enabled: false\n" in after
    form.write_text(before + found + after.replace("        enabled: false\n", "", 1), "utf-8")


def returned_with(clerk: Clerk, facts: dict[str, Any]) -> tuple[dict[tuple[str, str, str], Entry], Result]:
    """The commune's entries by code, row and list, and the run that took them in."""
    assert clerk.open("cchc_communication", "2024-H1") == ROUND
    path = clerk.root / "returns" / ROUND / "BC 6 thang.xlsx"
    fill_in(clerk.template(ROUND, LIEN_MINH), path, fill_of(facts))
    touch(path, "2024-06-19T08:00:00")
    with open_desk(clerk.root, at=AT) as desk:
        result = pipeline.run(desk, ROUND)
        (content,) = desk.register.returns(ROUND)
    (received,) = result.received
    assert (received.unit_id, received.version) == (f"{LIEN_MINH}@", 1)
    entries = {
        (entry.key.field, entry.key.row, entry.key.block if entry.key.row else ""): entry
        for entry in content.entries
    }
    return entries, result


def fill_of(facts: dict[str, Any]) -> dict[str, object]:
    """What is typed into the template, by code."""
    fill: dict[str, object] = {code: _typed(fact) for code, fact in facts["fields"].items()}
    fill |= {code: [columns_of(line) for line in lines] for code, lines in facts["lists"].items()}
    return fill | {code: ideas_of(code, count) for code, count in facts["narratives"].items()}


def _typed(fact: object) -> object:
    """What a person types for a fact."""
    match fact:
        case True:
            return "Có"
        case {"stated": stated}:
            return stated
        case {"value": value, "qualifier": qualifier}:
            return f"{WORDS[qualifier]} {value}"
    return fact


def columns_of(line: object) -> dict[str, object]:
    """A list's line by column."""
    return dict(line) if isinstance(line, Mapping) else {"name": line}


def ideas_of(code: str, count: int) -> list[str]:
    """Made-up ideas; the facts only count them."""
    return [f"Ý thứ {at + 1} của phần {code}" for at in range(count)]
