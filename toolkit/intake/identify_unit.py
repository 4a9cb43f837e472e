"""Which unit a text names: by code first, then by name; never by something like it."""

import re
from collections.abc import Mapping

from toolkit.intake.kept import kept
from toolkit.intake.unit_names import Named, alike, by_name, spell
from toolkit.text import fold
from toolkit.units import Unit

_TOKEN = re.compile(r"[\w.-]*\d[\w.-]*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_WORDS_OF_CODES = re.compile(r"\b(?:mã(?: số)?(?: đơn vị)?|code)\b[\s:]*")
_LEAST_OF_A_CODE = 3


def resolve(text: str, units: tuple[Unit, ...], above: tuple[Unit, ...] = ()) -> Named:
    """The unit that a cell's text names. `above` are the units that these belong to, which may be named behind.

    A code counts first, also one that a program took for a number (leading zeros, "21.046"); a name beside it must be the
    unit's, where a name without accents is enough. Alone, a name must be spelt with its accents (see `by_name`).
    """
    text = fold(text)
    tokens = [match for match in _TOKEN.finditer(text) if match[0].strip(".-")]
    coded = {match.span(): _coded(match[0], units) for match in tokens}
    codes = {span: found for span, found in coded.items() if found}
    if not codes:
        named = by_name(spell(text), units, above)
        strange = bool(tokens) and _is_code_like(text, tokens[0]) and not _is_in_name(tokens[0][0], named)
        return Named(named.units, named.sure and not strange)
    found = tuple(dict.fromkeys(unit for fits in codes.values() for unit in fits))
    if len(codes) > 1 and len(found) > 1:
        return Named(found)
    (start, end), *_ = codes
    beside = spell(_WORDS_OF_CODES.sub(" ", f"{text[:start]} {text[end:]}"))
    return Named(found, len(found) == 1) if not beside else _both(found, beside, units, above)


def _both(found: tuple[Unit, ...], name: str, units: tuple[Unit, ...], above: tuple[Unit, ...]) -> Named:
    """Code and name together: the name settles what the code leaves open, and must not name another unit."""
    named = by_name(name, units, above)
    meant = tuple(unit for unit in found if unit in named.units)
    if len(meant) == 1 and (not named.sure or named.units == meant):
        certain = named.sure or _fits_but_for_accents(name, meant[0], units, above)
        return Named(meant, certain)
    return Named(tuple(dict.fromkeys((*found, *named.units))))


def _fits_but_for_accents(name: str, unit: Unit, units: tuple[Unit, ...], above: tuple[Unit, ...]) -> bool:
    """Whether a doubtful name is the unit's own but for accents, and nothing else makes it doubtful."""
    return unit in alike(name, units) or by_name(name, (unit,), above).sure


def _coded(token: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units whose code a token is: as it stands, or as a program that took it for a number left it."""
    token = token.strip(".-")
    number = token.removesuffix(".0")
    if _GROUPED.fullmatch(number):
        number = re.sub(r"[.,]", "", number)
    codes = _codes(units)
    same = codes.get(token, ())
    if same and not token.isdecimal():
        return same
    lost = codes.get(int(number), ()) if number.isdecimal() else ()
    return lost or same


@kept
def _codes(units: tuple[Unit, ...]) -> Mapping[str | int, tuple[Unit, ...]]:
    """Units by their code, folded, and by the number that it is."""
    found: dict[str | int, tuple[Unit, ...]] = {}
    for unit in units:
        for code in (fold(unit.code), *((int(unit.code),) if unit.code.isdecimal() else ())):
            found[code] = (*found.get(code, ()), unit)
    return found


def _is_code_like(text: str, token: re.Match[str]) -> bool:
    """Whether a token that is no unit's code stands where a code would."""
    return len(token[0].strip(".-")) >= _LEAST_OF_A_CODE and not text[: token.start()].strip(" (")


def _is_in_name(token: str, named: Named) -> bool:
    return any(token in spell(unit.name) for unit in named.units)
