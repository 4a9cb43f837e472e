"""Values to JSON text and back, exactly, led by the dataclasses' own annotations.

Fields at their default are left out, and fields that a stored value lacks take their default: a value written by an
older version reads back. Where a type leaves a choice (int | Decimal | bool | date | str), the value carries a tag.
"""

import base64
import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

_TAGS: dict[type, str] = {bool: "b", int: "i", Decimal: "d", datetime: "t", date: "D", str: "s"}
_WRITE: dict[type, Callable[[Any], str]] = {
    bool: lambda v: "1" if v else "0",
    int: str,
    Decimal: str,
    datetime: lambda v: str(v.isoformat()),
    date: lambda v: str(v.isoformat()),
    str: lambda v: str(v),
}
_READ: dict[type, Callable[[str], Any]] = {
    bool: lambda t: t == "1",
    int: int,
    Decimal: Decimal,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    str: str,
}
_BY_TAG = {tag: _READ[kind] for kind, tag in _TAGS.items()}


class Codec(NamedTuple):
    """How one type goes to what JSON knows, and back."""

    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]


def to_json(kind: type[T], value: T) -> str:
    """Canonical JSON of a value: keys in order, no spaces. Raises TypeError for a type that no value here has."""
    return canonical(codec(kind).encode(value))


def from_json(kind: type[T], text: str) -> T:
    """The value of `to_json`."""
    return typing.cast(T, codec(kind).decode(json.loads(text)))


def canonical(plain: object) -> str:
    """One spelling of what JSON knows."""
    return _JSON.encode(plain)


def digest_of(texts: Iterable[str]) -> str:
    """The SHA-256 of texts in their order."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def tagged(value: object) -> str | None:
    """A bare value with its type: 12 -> "i:12", Decimal("1.50") -> "d:1.50"; None stays None."""
    if value is None:
        return None
    tag = _TAGS[type(value)]
    return f"{tag}:{_WRITE[type(value)](value)}"


def untagged(text: str | None) -> Any:
    """The value of `tagged`."""
    if text is None:
        return None
    tag, _, rest = text.partition(":")
    return _BY_TAG[tag](rest)


def codec(kind: Any) -> Codec:
    """The codec of an annotation, made once."""
    return _codec(kind)


@cache
def _codec(kind: Any) -> Codec:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        some = [arg for arg in inside if arg is not types.NoneType]
        return _optional(codec(some[0])) if len(some) == 1 else Codec(tagged, untagged)
    if origin is typing.Literal:
        return codec(type(inside[0]))
    if origin is tuple:
        return _sequence(inside)
    if origin is frozenset:
        return _unordered(codec(inside[0]))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(codec(inside[1]))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Codec(lambda v: v.value, kind)
    if dataclasses.is_dataclass(kind):
        return _fields(kind)
    if isinstance(kind, type) and issubclass(kind, tuple):
        return Codec(list, lambda plain: kind(*plain))
    if kind is bytes:
        return Codec(lambda v: base64.b64encode(v).decode(), base64.b64decode)
    if kind in (bool, int, str):
        return Codec(lambda v: v, lambda plain: plain)
    if kind in _WRITE:
        return Codec(_WRITE[kind], _READ[kind])
    raise TypeError(f"no codec for {kind!r}")


def _optional(one: Codec) -> Codec:
    return Codec(
        lambda v: None if v is None else one.encode(v),
        lambda plain: None if plain is None else one.decode(plain),
    )


def _sequence(inside: tuple[Any, ...]) -> Codec:
    if len(inside) == 2 and inside[1] is Ellipsis:
        each = codec(inside[0])
        return Codec(
            lambda v: [each.encode(item) for item in v],
            lambda plain: tuple(each.decode(item) for item in plain),
        )
    parts = [codec(arg) for arg in inside]
    return Codec(
        lambda v: [part.encode(item) for part, item in zip(parts, v, strict=True)],
        lambda plain: tuple(part.decode(item) for part, item in zip(parts, plain, strict=True)),
    )


def _unordered(each: Codec) -> Codec:
    return Codec(
        lambda v: sorted((each.encode(item) for item in v), key=canonical),
        lambda plain: frozenset(map(each.decode, plain)),
    )


def _mapping(each: Codec) -> Codec:
    return Codec(
        lambda v: {key: each.encode(item) for key, item in v.items()},
        lambda plain: {key: each.decode(item) for key, item in plain.items()},
    )


def _fields(kind: Any) -> Codec:
    """Its parts are looked up when they are first needed: a finding's own field holds findings."""

    def encode(value: Any) -> dict[str, Any]:
        plain = {}
        for name, part, default in _parts(kind):
            own = getattr(value, name)
            if own is not default and not _same(own, default):
                plain[name] = part.encode(own)
        return plain

    def decode(plain: dict[str, Any]) -> Any:
        decoders = _decoders(kind)
        return kind(**{name: decoders[name](item) for name, item in plain.items() if name in decoders})

    return Codec(encode, decode)


@cache
def _parts(kind: Any) -> tuple[tuple[str, Codec, object], ...]:
    """Name, codec and default of every field of a dataclass."""
    hints = typing.get_type_hints(kind)
    parts: list[tuple[str, Codec, object]] = []
    for item in dataclasses.fields(kind):
        default = item.default
        if item.default_factory is not dataclasses.MISSING:
            default = item.default_factory()
        parts.append((item.name, codec(hints[item.name]), default))
    return tuple(parts)


@cache
def _decoders(kind: Any) -> Mapping[str, Callable[[Any], Any]]:
    return {name: part.decode for name, part, _ in _parts(kind)}


def _same(one: object, two: object) -> bool:
    """Equal, and nothing lost: 0, False and Decimal("0.00") are equal to Decimal(0), and are other values."""
    return type(one) is type(two) and one == two and (not isinstance(one, Decimal) or str(one) == str(two))
