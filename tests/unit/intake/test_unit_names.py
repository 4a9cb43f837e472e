"""Whatever way a unit's name is spelt, it is that unit's or nobody's: never another's."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.files.csv_text import read_csv
from toolkit.intake.identify_unit import resolve
from toolkit.intake.unit_names import is_one_of, spell
from toolkit.units import Unit, parse_units

SAMPLES = Path(__file__).parents[3] / "samples" / "units.csv"
ALL = parse_units(read_csv(SAMPLES.read_bytes(), "units.csv"), "units.csv").all
DISTRICTS = [unit for unit in ALL if unit.level == "district"]
SHORT = {"Xã": ("X.", "X. "), "Thị trấn": ("TT.", "TT. ", "TT ", "T.T ", "T. trấn "), "Phường": ("P.", "P. ")}
AUTHORITIES = ("", "UBND ", "Ủy ban nhân dân ", "Uỷ ban nhân dân ", "U.B.N.D ", "HĐND và UBND ")
TONES = "\u0300\u0301\u0303\u0309\u0323"


def asked(district: Unit) -> tuple[Unit, ...]:
    return tuple(unit for unit in ALL if unit.parent == district.code)


def communes(district: Unit) -> tuple[Unit, ...]:
    return tuple(unit for unit in asked(district) if not unit.is_own)


def above(district: Unit) -> tuple[Unit, ...]:
    return (district, *(unit for unit in ALL if unit.code == district.parent))


def bare(unit: Unit) -> str:
    return unit.name.removeprefix(unit.type).strip()


def plain(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in apart if not unicodedata.combining(char))


def old_tone(text: str) -> str:
    """The other placement of a tone in oa, oe, uy: Hòa and Hoà."""
    for one, two in (("òa", "oà"), ("óa", "oá"), ("ọa", "oạ"), ("ủy", "uỷ"), ("úy", "uý"), ("ụy", "uỵ")):
        text = text.replace(one, "\0").replace(two, one).replace("\0", two)
    return text


def spellings(unit: Unit, district: Unit) -> Iterator[str]:
    """What careful people write for a unit: each names it beyond doubt."""
    kinds = (f"{unit.type} ", f"{unit.type.lower()} ", *SHORT.get(unit.type, ()))
    for authority, kind in product(AUTHORITIES, kinds):
        yield f"{authority}{kind}{bare(unit)}"
    for text in (unit.name, bare(unit)):
        yield from (text, text.upper(), text.lower(), old_tone(text), unicodedata.normalize("NFD", text))
        yield from (f"  {text.replace(' ', '  ')} ", text.replace(" ", "\u00a0"), f"…… {text} ……", f"{text}.")
        yield text.replace("Đ", "Ð").replace("đ", "ð")
    yield from (
        f"{unit.name}, {district.name.lower()}",
        f"{unit.name} - {district.name}",
        f"{unit.name} ({district.name})",
    )
    yield from (
        unit.code,
        f"{unit.code} - {unit.name}",
        f"{unit.name} ({unit.code})",
        f"Mã {unit.code}: {unit.name}",
    )
    yield from (f"{unit.code} {plain(unit.name)}", f"{unit.code}.0", f"{unit.code[:-3]}.{unit.code[-3:]}")


def twins(unit: Unit) -> Iterator[Unit]:
    """Units whose names differ from a unit's in accents or type only, as in 47 groups of the country's communes."""
    for at, (kind, name) in enumerate(_near_names(unit)):
        yield replace(unit, code=f"9{at}{unit.code[-3:]}", name=f"{kind} {name}", type=kind)


def _near_names(unit: Unit) -> Iterator[tuple[str, str]]:
    apart = unicodedata.normalize("NFD", bare(unit))
    toneless = "".join(char for char in apart if char not in TONES)
    for name in {toneless, toneless + "\u0323", toneless + "\u0301"}:
        whole = unicodedata.normalize("NFC", name)
        if whole != bare(unit):
            yield unit.type, whole
    yield ("Thị trấn" if unit.type == "Xã" else "Xã"), bare(unit)


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda unit: unit.code)
def test_every_usual_spelling_names_its_unit(district: Unit) -> None:
    units = asked(district)
    names_district = {bare(district)}
    for unit in communes(district):
        for text in spellings(unit, district):
            named = resolve(text, units, above(district))
            if bare(unit) in names_district and not named.sure:
                continue  # Đức Thọ alone may be the town or its district
            assert named.sure and named.units == (unit,), (text, named)


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda unit: unit.code)
def test_beside_units_of_nearly_the_same_name_no_spelling_names_another(district: Unit) -> None:
    for unit in communes(district):
        units = (*(one for one in asked(district) if one != unit), unit, *twins(unit))
        sure = 0
        for text in (
            *spellings(unit, district),
            plain(unit.name),
            plain(bare(unit)),
            f"UBND {plain(unit.name)}",
        ):
            named = resolve(text, units, above(district))
            assert not named.sure or named.units == (unit,), (text, named)
            sure += named.sure
        assert sure  # by code and by whole name at least


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda unit: unit.code)
def test_without_accents_a_name_is_never_enough_unless_it_has_none(district: Unit) -> None:
    units = asked(district)
    for unit in communes(district):
        for text in (
            plain(unit.name),
            plain(bare(unit)),
            plain(unit.name).upper(),
            f"{unit.type} {plain(bare(unit))}",
        ):
            named = resolve(text, units, above(district))
            assert not named.sure or plain(bare(unit)) == bare(unit), text
            assert unit in named.units


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda unit: unit.code)
def test_the_district_s_own_agencies_are_known_by_their_name(district: Unit) -> None:
    own = next(unit for unit in asked(district) if unit.is_own)
    for text in (own.name, own.name.upper(), f"{own.code} - {own.name}", f"{own.name} {bare(district)}"):
        assert resolve(text, asked(district), above(district)).units == (own,)
    assert resolve(plain(own.name), asked(district), above(district)).units == (own,)
    assert not resolve(plain(own.name), asked(district), above(district)).sure


def test_a_name_without_accents_is_no_proof_of_a_name_that_has_none() -> None:
    one = Unit(code="1", name="Xã Tam Thanh", type="Xã", level="commune", parent="9")
    two = replace(one, code="2", name="Xã Tam Thạnh")
    assert resolve("Xã Tam Thanh", (one, two)).units == (one,)
    for text in ("Tam Thanh", "TT Tam Thanh", "UBND TAM THANH", "Xa Tam Thanh"):
        assert not resolve(text, (one, two)).sure
    assert resolve("Tam Thanh", (one,)).sure


def test_names_alike_in_two_types_need_their_type() -> None:
    town = Unit(code="1", name="Thị trấn Bình Thanh", type="Thị trấn", level="commune", parent="9")
    commune = replace(town, code="2", name="Xã Bình Thanh", type="Xã")
    assert set(resolve("Bình Thanh", (town, commune)).units) == {town, commune}
    assert resolve("TT. Bình Thanh", (town, commune)).units == (town,)
    assert resolve("UBND xã Bình Thanh", (town, commune)).units == (commune,)
    assert not resolve("Phường Bình Thanh", (town, commune)).sure


def test_codes_that_lost_their_zeros_and_wards_with_numbers() -> None:
    ward = Unit(code="00123", name="Phường 1", type="Phường", level="commune", parent="9")
    other = replace(ward, code="00124", name="Phường 12")
    assert resolve("123", (ward, other)).units == (ward,)
    assert resolve("Phường 01", (ward, other)).units == (ward,)
    assert resolve("P.12", (ward, other)).units == (other,)
    assert not resolve("12", (ward, other)).sure
    short = replace(other, code="123", name="Phường 3")
    assert not resolve("123", (ward, short)).sure
    assert resolve("123 - Phường 3", (ward, short)).units == (short,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "UBND",
        "Xã",
        "21046 21091",
        "21046 - Xã Bình Thanh",
        "99999 - Xã Bình Thạnh",
        "Xã Bình Thạnh, huyện Đức Thọ",
        "Xã Bình Thạnh và xã Bình Thanh",
        "Bình Thành",
        "Xã Châu Ổ",
        "Trạm Y tế xã Bình Long",
        "UBND huyện Bình Sơn",
        "Bình Sơn",
    ],
)
def test_what_names_no_unit_beyond_doubt(text: str) -> None:
    district = next(unit for unit in DISTRICTS if unit.code == "524")
    assert not resolve(text, asked(district), above(district)).sure


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DISTRICTS), st.data())
def test_a_slip_of_the_hand_never_makes_another_unit(district: Unit, data: st.DataObject) -> None:
    """One character of a name lost or changed: another unit only where it spells that unit's own name in full."""
    units = asked(district)
    unit = data.draw(st.sampled_from(units))
    at = data.draw(st.integers(0, len(unit.name) - 1))
    new = data.draw(st.sampled_from(["", " ", "a", "ạ", "á", "n", "g", "h", "x"]))
    text = unit.name[:at] + new + unit.name[at + 1 :]
    named = resolve(text, units, above(district))
    if named.sure and named.units != (unit,):
        assert text.lower().replace(" ", "").endswith(bare(named.units[0]).lower().replace(" ", ""))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=40))
def test_any_text_at_all_is_borne(text: str) -> None:
    resolve(text, asked(DISTRICTS[0]), above(DISTRICTS[0]))


def test_the_asker_s_own_head_is_not_a_town_of_the_same_name() -> None:
    district = Unit(code="440", name="Huyện Đức Thọ", type="Huyện", level="district", parent="42")
    for head in ("UBND HUYỆN ĐỨC THỌ", "Huyện Đức Thọ", "Ủy ban nhân dân huyện Đức Thọ"):
        assert is_one_of(spell(head), (district,))
    for other in ("UBND thị trấn Đức Thọ", "Đức Thọ", "UBND huyện Đức Tho"):
        assert not is_one_of(spell(other), (district,))
