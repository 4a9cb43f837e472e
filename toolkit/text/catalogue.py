"""The one message catalogue: every sentence a user reads, Vietnamese first, English second.

The sentences stand in `messages/<room>.yaml`, one entry a key:

    some.key: {vi: "Tệp {file} ...", en: "File {file} ..."}

A finding's entry (see `findings`) also has `severity` and `remedy: {vi, en}`. A parameter may itself
be a `Text`; it is then put in by language.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

Lang = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in both languages; `str()` gives the Vietnamese."""

    vi: str
    en: str

    def in_(self, lang: Lang) -> str:
        """The sentence in one language."""
        return self.vi if lang == "vi" else self.en

    def __str__(self) -> str:
        return self.vi

    @classmethod
    def joined(cls, by: str, texts: "Iterable[Text]") -> "Text":
        """Texts in a row."""
        every = tuple(texts)
        return cls(by.join(text.vi for text in every), by.join(text.en for text in every))


@cache
def catalogue() -> Mapping[str, Mapping[str, Any]]:
    """All entries of all message files by key. Raises ValueError when two files share a key."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries: dict[str, Mapping[str, Any]] = {}
    folder = files("toolkit.text").joinpath("messages")
    for source in sorted(folder.iterdir(), key=lambda item: item.name):
        if not source.name.endswith(".yaml"):
            continue
        found = yaml.load(source.read_text(encoding="utf-8"), Loader=loader) or {}
        twice = entries.keys() & found.keys()
        if twice:
            raise ValueError(f"{source.name}: keys already defined elsewhere: {sorted(twice)}")
        entries.update(found)
    return entries


_TWO_STOPS = re.compile(r"(?<=[^.\s])\.\.(?=$|[\s”)])")


def fill(entry: Mapping[str, str], params: Mapping[str, object]) -> Text:
    """Put parameters into a `{vi, en}` entry, each language with its own parameters. A parameter that is a sentence brings
    its own stop: where the entry has one there too, one is left.
    """

    def one(lang: Lang) -> str:
        words = {name: p.in_(lang) if isinstance(p, Text) else p for name, p in params.items()}
        return _TWO_STOPS.sub(".", entry[lang].format(**words))

    return Text(one("vi"), one("en"))


def say(key: str, **params: object) -> Text:
    """The catalogue's sentence for a key. Raises KeyError for an unknown key or parameter."""
    return fill(catalogue()[key], params)
