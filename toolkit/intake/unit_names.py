"""How the name of a unit may be spelt: with or without type, authority and the units above it. Accents always count."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from toolkit.intake.kept import kept
from toolkit.text import fold
from toolkit.units import Unit

_LOOKALIKES = str.maketrans(dict.fromkeys("ðÐƉɖĐ", "đ") | dict.fromkeys("‘’ʼ`´′ʻ", "'"))
_FILLER = ' \t.…·_,;:"“”()[]*-–—'
_AUTHORITY = re.compile(
    r"(?:(?:hđnd|hdnd|hội đồng nhân dân)\s*(?:và|&|-|–|,)?\s*)?"
    rf"(?:u\.?\s?b\.?\s?n\.?\s?d\.?|{fold('ủy')} ban nhân dân|uy ban nhan dan)[\s:.]*"
)
_TYPES = {
    "xã": r"xã|x\.|x(?=\s)",
    "thị trấn": r"thị trấn|t\.\s?trấn|tt\.?|t\.t\.?",
    "phường": r"phường|p\.|p(?=[\s\d])",
    "đặc khu": r"đặc khu|đ\.?k\.?(?=\s)",
    "thị xã": r"thị xã|tx\.?",
    "thành phố": r"thành phố|t\.?p\.?",
    "huyện": r"huyện|h\.|h(?=\s)",
    "quận": r"quận|q\.|q(?=\s)",
    "tỉnh": r"tỉnh|t\.(?=\s?\w)",
}
_TYPE = {kind: re.compile(rf"(?:{spelt})(?:[\s:]+|(?<=\.)|(?=\d))") for kind, spelt in _TYPES.items()}
_RANKS = (frozenset({"huyện", "quận", "thị xã", "thành phố"}), frozenset({"tỉnh", "thành phố"}))
_ABOVE = re.compile(
    r"[\s,;(–—-]+(?:thuộc\s+)?(?=(?:huyện|quận|thị xã|thành phố|tỉnh|h\.|q\.|tx\.|tp\.?)\s?\w)"
)
_PARTS = re.compile(r"\s*[,;/]\s*|\s+[-–—]\s+")
_FINAL_I = re.compile(r"(?<![a-zà-ỹ])((?:[bcdđghklmnpqrstvx]+|qu))y([\u0300-\u036f]?)(?![a-z])")


@dataclass(frozen=True, slots=True)
class Named:
    """The units that a text may name. `sure`: it names the one there is, beyond doubt."""

    units: tuple[Unit, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Names:
    """Units by what their bare names come to, each way of comparing stricter than the next."""

    whole: Mapping[str, tuple[Unit, ...]]
    levels: tuple[Mapping[str, tuple[Unit, ...]], ...]
    plain: Mapping[str, tuple[Unit, ...]]
    bare: tuple[tuple[Unit, str], ...]


@lru_cache(maxsize=4096)
def spell(text: str) -> str:
    """One spelling of a name: `fold`, letters that look like đ, one apostrophe, no dots to write on."""
    return fold(text.translate(_LOOKALIKES)).strip(_FILLER)


def unaccented(text: str) -> str:
    """Without accents and spaces: what typists without a Vietnamese keyboard leave of a name."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return _squashed("".join(char for char in plain if not unicodedata.combining(char)))


def by_name(text: str, units: tuple[Unit, ...], above: tuple[Unit, ...] = ()) -> Named:
    """The units that a spelt text (see `spell`) names in full, with or without type and authority.

    Behind the name may stand the units above (`above`: the asker and what it belongs to); another one makes it doubtful.
    A text without any accent is doubtful wherever two names differ in accents only.
    """
    names = _names(units)
    # "Các cơ quan, đơn vị thuộc huyện" may go on with the district's name.
    for whole in (text, *(text.removesuffix(f" {_bare(unit)}") for unit in above)):
        if exact := names.whole.get(whole, ()):
            return _judged(text, exact, names)
    own, tail = _split(text, above)
    kind, bare = _typed(own)
    for compare, found in zip(_LEVELS, names.levels, strict=True):
        fits = tuple(unit for unit in found.get(compare(bare), ()) if kind in ("", spell(unit.type)))
        if fits and bare and not (bare.isdecimal() and not kind):
            judged = _judged(text, fits, names)
            doubt = tail or (not kind and any(_bare(unit) == bare for unit in above))
            return Named(judged.units, judged.sure and not doubt)
    return Named(alike(text, units) or alike(own, units))


def alike(text: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Units of the same name as a spelt text but for accents, spaces and type."""
    names = _names(units)
    ways = (unaccented(text), unaccented(_typed(text)[1]), unaccented(_loosely_typed(text)))
    return tuple(unit for plain in dict.fromkeys(ways) for unit in names.plain.get(plain, ()))


def is_one_of(text: str, units: tuple[Unit, ...]) -> bool:
    """Whether a spelt text is one of the units' names with its type, with or without authority."""
    kind, bare = _typed(text)
    return any((kind, bare) == (spell(unit.type), _bare(unit)) for unit in units)


def mentioned(text: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Units whose bare name stands in a spelt text word for word, accents and all."""
    return tuple(unit for unit, bare in _names(units).bare if f" {bare} " in f" {text} ")


def held_in(text: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Units whose bare name stands somewhere in a text, accents aside: for a person to choose from."""
    whole = unaccented(spell(text))
    named = (fits for plain, fits in _names(units).plain.items() if plain and plain in whole)
    return tuple(unit for fits in named for unit in fits)


@lru_cache(maxsize=4096)
def has_type_or_authority(text: str) -> bool:
    """Whether a spelt text begins as the name of an office or unit does, with accents or without."""
    return bool(_AUTHORITY.match(text)) or bool(_typed(text)[0]) or _loosely_typed(text) != text


def _judged(text: str, fits: tuple[Unit, ...], names: _Names) -> Named:
    """Whether what fits is beyond doubt: one unit, and none that a typist without accents could have meant."""
    if text.isascii():
        ways = dict.fromkeys(unaccented(_bare(unit)) for unit in fits)
        fits = tuple(unit for plain in ways for unit in names.plain[plain])
    return Named(fits, len(fits) == 1)


def _split(text: str, above: tuple[Unit, ...]) -> tuple[str, bool]:
    """The name of the unit itself, and whether what stands behind it is not what stands above the units."""
    own, *rest = _ABOVE.split(text)
    if not rest:
        own, *rest = _PARTS.split(text)
    return own.strip(_FILLER), not all(_is_above(part.strip(_FILLER), above) for part in rest)


def _is_above(text: str, above: tuple[Unit, ...]) -> bool:
    """Whether a text names one of the units above, or a kind of unit of which none is known above."""
    kind, bare = _typed(text)
    if not kind:
        return any(unaccented(bare) == unaccented(_bare(unit)) for unit in above)
    ranks = frozenset().union(*(rank for rank in _RANKS if kind in rank))
    rivals = [unit for unit in above if spell(unit.type) in ranks]
    return not rivals or any(unaccented(bare) == unaccented(_bare(unit)) for unit in rivals)


def _typed(text: str) -> tuple[str, str]:
    """The type that a name begins with ("" when it has none) and the name without authority and type."""
    text = text[match.end() :] if (match := _AUTHORITY.match(text)) else text
    for kind, pattern in _TYPE.items():
        if match := pattern.match(text):
            return kind, _numbered(text[match.end() :].strip(_FILLER))
    return "", _numbered(text.strip(_FILLER))


def _loosely_typed(text: str) -> str:
    """The name without authority and a type typed without accents."""
    text = text[match.end() :] if (match := _AUTHORITY.match(text)) else text
    match = re.match(r"(?:thi tran|thi xa|phuong|dac khu|xa|tt|x|p)[\s.]+", text)
    return text[match.end() :] if match else text


def _bare(unit: Unit) -> str:
    whole, kind = spell(unit.name), spell(unit.type)
    return _numbered(whole.removeprefix(kind).strip(_FILLER) if kind else whole)


def _numbered(bare: str) -> str:
    """A ward's number without leading zeros: "Phường 01" is "Phường 1"."""
    return bare.lstrip("0") if bare.isdecimal() else bare


def _same(bare: str) -> str:
    return bare


def _squashed(bare: str) -> str:
    return re.sub(r"[\s.'-]+", "", bare)


def _one_i(bare: str) -> str:
    """Bình Mỹ and Bình Mĩ: y behind a consonant at the end of a syllable is i."""
    apart = unicodedata.normalize("NFD", bare)
    return _squashed(unicodedata.normalize("NFC", _FINAL_I.sub(r"\1i\2", apart)))


_LEVELS: tuple[Callable[[str], str], ...] = (_same, _squashed, _one_i)


@kept
def _names(units: tuple[Unit, ...]) -> _Names:
    bare = tuple((unit, _bare(unit)) for unit in units)
    whole = _grouped((spell(unit.name), unit) for unit in units)
    levels = tuple(_grouped((compare(name), unit) for unit, name in bare) for compare in _LEVELS)
    return _Names(whole, levels, _grouped((unaccented(name), unit) for unit, name in bare), bare)


def _grouped(named: Iterable[tuple[str, Unit]]) -> Mapping[str, tuple[Unit, ...]]:
    found: dict[str, tuple[Unit, ...]] = {}
    for name, unit in named:
        found[name] = (*found.get(name, ()), unit)
    return found
