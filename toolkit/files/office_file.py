"""office.yaml to `Office`: who we are, as staff write it, with the line of whatever is wrong."""

import difflib
from collections.abc import Callable

from toolkit.errors import FormError
from toolkit.files.yaml_lines import Items, Located, Pairs, Scalar, read_yaml
from toolkit.office import Office
from toolkit.text import nfc

_REQUIRED = ("unit_code", "name", "area", "agency", "place", "symbol", "addressee", "authority", "recipients")
_OPTIONAL = ("communes_word", "superior", "signer", "decimals", "by")
_LISTS = frozenset({"agency", "addressee", "authority", "recipients"})
_MOST_DECIMALS = 6


def parse_office(data: bytes, file: str) -> Office:
    """The office that office.yaml describes; texts composed (NFC), lists as tuples.

    A list of one line may be written without a dash. Raises FormError with file, line and what would be right for a
    misspelt, missing or empty key, and for what is neither text nor list of texts.
    """
    root = read_yaml(data, file)
    if not isinstance(root, Pairs):
        raise FormError("office.not_pairs", file=file, line=root.line)
    for key, line in root.lines.items():
        if key not in _REQUIRED + _OPTIONAL:
            near = difflib.get_close_matches(key, _REQUIRED + _OPTIONAL, n=1, cutoff=0.5)
            expected = near[0] if near else ", ".join(_REQUIRED + _OPTIONAL)
            raise FormError("office.unknown_key", file=file, line=line, raw=key, expected=expected)
    for key in _REQUIRED:
        if key not in root.pairs:
            raise FormError("office.missing_key", file=file, line=root.line, item=key)
    values: dict[str, object] = {}
    for key, found in root.pairs.items():
        line = root.lines[key]
        read: Callable[[Located, str, str, int], object] = _lines if key in _LISTS else _text
        value = read(found, file, key, line)
        if key in _REQUIRED and not value:
            raise FormError("office.empty", file=file, line=line, item=key)
        if value or key in ("superior", "signer", "by"):
            values[key] = value
    if "decimals" in values:
        values["decimals"] = _decimals(str(values["decimals"]), file, root.lines["decimals"])
    return Office(**values)  # type: ignore[arg-type]  # each key was read by its kind just above


def _text(found: Located, file: str, key: str, line: int) -> str:
    if not isinstance(found, Scalar):
        raise FormError("office.not_text", file=file, line=line, item=key)
    return "" if found.empty else nfc(found.text)


def _lines(found: Located, file: str, key: str, line: int) -> tuple[str, ...]:
    if isinstance(found, Scalar):
        return () if found.empty else (nfc(found.text),)
    if not isinstance(found, Items):
        raise FormError("office.not_lines", file=file, line=line, item=key)
    return tuple(text for item in found.items if (text := _text(item, file, key, item.line)))


def _decimals(raw: str, file: str, line: int) -> int:
    if not raw.isdecimal() or int(raw) > _MOST_DECIMALS:
        raise FormError("office.decimals", file=file, line=line, raw=raw, most=_MOST_DECIMALS)
    return int(raw)
