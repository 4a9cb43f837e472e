"""Reading one mapping of form.yaml by expected keys, with line-numbered complaints. The grain is one mapping."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from typing import NoReturn, TypeVar

from toolkit.errors import FormError
from toolkit.files.yaml_lines import Items, Located, Pairs, Scalar
from toolkit.text import Text, nfc, say

_Word = TypeVar("_Word", bound=StrEnum)
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
EMPTY = Text("", "")


def hint(word: str, known: Iterable[str]) -> Text:
    """ " Did you mean ...?" for the known word nearest to a misspelt one; empty when none is near."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return say("form.hint", word=close[0]) if close else EMPTY


def wrong(key: str, file: str, line: int, **params: object) -> FormError:
    """The error for one mistake; an expected list of words is written out."""
    words = {n: ", ".join(p) if isinstance(p, tuple) else p for n, p in params.items()}
    return FormError(key, file=file, line=line, **words)


@contextmanager
def gathering(problems: list[FormError]) -> Iterator[None]:
    """Keep one part's mistake and go on, so that in the end the first by line is reported."""
    try:
        yield
    except FormError as error:
        problems.append(error)


def raise_first(problems: Sequence[FormError]) -> None:
    """Raise the mistake that stands first in the file, if there is any."""
    if problems:
        raise min(problems, key=lambda error: int(str(error.params["line"])))


@dataclass(frozen=True, slots=True)
class Part:
    """One mapping of the file, read by key. All methods raise FormError with the line of what is wrong."""

    file: str
    node: Pairs

    @classmethod
    def of(cls, node: Located, file: str, keys: Sequence[str], required: Sequence[str] = ()) -> "Part":
        """The mapping at a node, which may hold only these keys and must hold the required ones."""
        if not isinstance(node, Pairs):
            raise wrong("form.want_mapping", file, node.line, expected=tuple(keys))
        for key, line in node.lines.items():
            if key not in keys:
                raise wrong(
                    "form.key_unknown", file, line, raw=key, expected=tuple(keys), hint=hint(key, keys)
                )
        part = cls(file, node)
        for key in required:
            if not part.has(key):
                raise wrong("form.key_missing", file, part.at(key), name=key)
        return part

    @property
    def line(self) -> int:
        """Where the mapping begins."""
        return self.node.line

    def has(self, key: str) -> bool:
        """Whether something is written under a key; `key:` alone and an empty text are nothing."""
        value = self.node.pairs.get(key)
        return value is not None and not (
            isinstance(value, Scalar) and (value.empty or not value.text.strip())
        )

    def at(self, key: str) -> int:
        """The line of a key, or of the mapping where the key is absent."""
        return self.node.lines.get(key, self.line)

    def fail(self, error: str, key: str, **params: object) -> NoReturn:
        """Complain at a key's line."""
        raise wrong(error, self.file, self.at(key), name=key, **params)

    def text(self, key: str, default: str = "") -> str:
        """A text as written, composed and trimmed."""
        return self._scalar(key, self.node.pairs[key]) if self.has(key) else default

    def label(self, key: str, default: Text = EMPTY) -> Text:
        """A text in both languages: `{vi, en}`; the Vietnamese stands for an English one that is not written."""
        return self.both(key, self.node.pairs[key]) if self.has(key) else default

    def labels(self, key: str) -> tuple[Text, ...]:
        """A list of texts in both languages."""
        return tuple(self.both(key, item) for item in self.items(key))

    def words(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts; one plain text is a list of one."""
        if not self.has(key):
            return default
        node = self.node.pairs[key]
        return tuple(self._scalar(key, item) for item in (node.items if isinstance(node, Items) else (node,)))

    def items(self, key: str) -> tuple[Located, ...]:
        """The items of a list; empty when the key is absent."""
        if not self.has(key):
            return ()
        node = self.node.pairs[key]
        if not isinstance(node, Items):
            self.fail("form.want_list", key)
        return node.items

    def pairs(self, key: str) -> Iterator[tuple[str, int, Located]]:
        """Key, line and node of every pair of the mapping under a key."""
        if not self.has(key):
            return
        node = self.node.pairs[key]
        if not isinstance(node, Pairs):
            self.fail("form.want_codes", key)
        for code, value in node.pairs.items():
            yield code, node.lines[code], value

    def flag(self, key: str, default: bool = False) -> bool:
        """true/false (or yes/no)."""
        if not self.has(key):
            return default
        raw = self.text(key)
        if raw.lower() not in _FLAGS:
            self.fail("form.flag_wrong", key, raw=raw)
        return _FLAGS[raw.lower()]

    def number(self, key: str) -> Decimal | None:
        """An exact number as written; None when absent."""
        if not self.has(key):
            return None
        raw = self.text(key)
        try:
            value = Decimal(raw)
        except InvalidOperation:
            self.fail("form.number_wrong", key, raw=raw)
        if not value.is_finite():
            self.fail("form.number_wrong", key, raw=raw)
        return value

    def whole(self, key: str, default: int, least: int = 1) -> int:
        """A whole number of at least `least`."""
        value = self.number(key)
        if value is None:
            return default
        if value != value.to_integral_value() or value < least:
            self.fail("form.whole_wrong", key, raw=self.text(key), least=least)
        return int(value)

    def day(self, key: str) -> date | None:
        """An ISO date; None when absent."""
        if not self.has(key):
            return None
        raw = self.text(key)
        try:
            return date.fromisoformat(raw)
        except ValueError:
            self.fail("form.date_wrong", key, raw=raw)

    def word(self, key: str, kind: type[_Word], default: _Word) -> _Word:
        """One word of an enumeration."""
        if not self.has(key):
            return default
        raw, known = self.text(key), tuple(str(word) for word in kind)
        if raw not in known:
            self.fail("form.word_unknown", key, raw=raw, expected=known, hint=hint(raw, known))
        return kind(raw)

    def _scalar(self, key: str, node: Located) -> str:
        if not isinstance(node, Scalar):
            raise wrong("form.want_text", self.file, node.line, name=key)
        return nfc(node.text)

    def both(self, key: str, node: Located) -> Text:
        """One text in both languages, at a node of its own."""
        if isinstance(node, Pairs):
            for word, value in node.pairs.items():
                if word not in {"vi", "en"} and isinstance(value, Scalar) and value.empty:
                    raise wrong("form.label_comma", self.file, node.lines[word], raw=word)
            inner = Part.of(node, self.file, ("vi", "en"), ("vi",))
            return Text(inner.text("vi"), inner.text("en") or inner.text("vi"))
        plain = self._scalar(key, node)
        return Text(plain, plain)
