"""rounds/<round>/report.yaml: what staff write for a round's report.

Above the marker line everything is staff's, and stays byte for byte: `bases:` (legal bases), `show:` (what is told only
where it is switched on) and, where they want to write them themselves, `tasks:`. Below it the program writes: last period's
tasks, of which staff fill in `outcome:`, and the groups of ideas, of which they edit `keep:` and `text:`. These stay as they
were typed, too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NoReturn

from toolkit.errors import FormError
from toolkit.files.yaml_lines import Items, Located, Pairs, Scalar, read_yaml
from toolkit.report.ledger import clean
from toolkit.report.model import IdeaChoice, PastTask, Show, Written
from toolkit.text import fold

MARKER = "#=== tonghop"
"""What the line begins with from which on the program writes; the rest of it is for people."""
OURS = "#:"
"""What a comment of the program begins with."""
YES, NO = ("yes", "true", "có", "giữ", "x"), ("no", "false", "không", "bỏ")
IDEA_KEYS = ("id", "new", "keep", "text", "said")
TASK_KEYS = ("text", "outcome")
_END = " .;"
"""What a text of the report puts behind a task or legal basis itself."""
_MARKED = re.compile(rb"^(?:\xef\xbb\xbf)?#=+ *tonghop\b", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """A report.yaml as read. `head` is staff's part to the letter; `own_tasks`: the tasks stand in it.

    `typed`: how staff typed a value below the marker, as whole lines, by what the value belongs to and its key. `newline`
    is how the file ends its lines.
    """

    written: Written = field(default_factory=Written)
    head: str = ""
    own_tasks: bool = False
    typed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    newline: str = "\n"


def read_wishes(data: bytes, file: str) -> Wishes:
    """What a report.yaml says. Raises FormError with file, line and what would be right."""
    marked = _MARKED.search(data)
    cut = marked.start() if marked else len(data)
    # Each half by itself: what one hand may write does not hang on how the other wrote. The lines keep their numbers.
    above = _pairs(read_yaml(data[:cut], file), file)
    below = _pairs(read_yaml(b"\n" * data[:cut].count(b"\n") + data[cut:], file), file)
    for name in above.lines.keys() & below.lines.keys():
        first = above.lines[name]
        raise FormError("form.yaml_twice", file=file, line=below.lines[name], raw=name, first=first)
    text = data.decode("utf-8")
    _only(above, ("bases", "show", "tasks"), file, marked is not None)
    _only(below, ("tasks", "ideas"), file, True)
    lines = text.splitlines(keepends=True)
    source = below if "tasks" in below.pairs else above
    ideas = tuple(_ideas(below, file))
    written = Written(
        bases=tuple(basis for text in _texts(above, "bases", file) if (basis := text.strip(_END))),
        show=frozenset(_shown(above, file)),
        ideas=tuple(choice for choice, _ in ideas),
        tasks=tuple(task for task, _ in _tasks(source, file)),
    )
    owners = [(choice.id or entry_name(choice.wordings[0]), item) for choice, item in ideas]
    owners += [(task_name(number), item) for number, (_, item) in enumerate(_tasks(below, file))]
    return Wishes(
        written=written,
        head=data[:cut].decode("utf-8"),
        own_tasks="tasks" in above.pairs,
        typed=dict(_typed(owners, lines, sorted([*_anchors(above), *_anchors(below)]))),
        newline="\r\n" if "\r\n" in text else "\n",
    )


def entry_name(wording: str) -> str:
    """What the typed lines of an idea go by that staff wrote down themselves, without a name."""
    return f"said {fold(wording)}"


def task_name(number: int) -> str:
    """What a task's typed lines go by; no id of an idea looks like it."""
    return f"task {number}"


def _pairs(content: Located, file: str) -> Pairs:
    if isinstance(content, Scalar) and content.empty:
        return Pairs({}, {}, content.line)
    if not isinstance(content, Pairs):
        raise FormError("ideas.not_pairs", file=file, line=content.line)
    return content


def _only(content: Pairs, known: tuple[str, ...], file: str, marked: bool) -> None:
    for name, line in content.lines.items():
        if name in known:
            continue
        if name == "ideas" and not marked:
            raise FormError("ideas.marker_gone", file=file, line=line, marker=f"{MARKER} ===")
        raise FormError("ideas.unknown_key", file=file, line=line, raw=name, expected=", ".join(known))


def _list(content: Pairs, name: str, file: str) -> tuple[Located, ...]:
    found = content.pairs.get(name, Items((), 0))
    if isinstance(found, Scalar) and found.empty:
        return ()
    if not isinstance(found, Items):
        raise FormError("ideas.not_lines", file=file, line=content.lines[name], item=name)
    return found.items


def _texts(content: Pairs, name: str, file: str) -> tuple[str, ...]:
    return tuple(_text(item, name, file) for item in _list(content, name, file))


def _text(item: Located, name: str, file: str) -> str:
    if not isinstance(item, Scalar):
        raise FormError("ideas.not_text", file=file, line=item.line, item=name)
    if not item.quoted and item.text.count('"') % 2:
        raise FormError("ideas.odd_quote", file=file, line=item.line, item=name)
    return "" if item.empty else clean(item.text)


def _shown(above: Pairs, file: str) -> Iterator[Show]:
    for item in _list(above, "show", file):
        name = fold(_text(item, "show", file))
        if name not in set(Show):
            raise FormError(
                "ideas.unknown_show", file=file, line=item.line, raw=name, expected=", ".join(Show)
            )
        yield Show(name)


def _tasks(content: Pairs, file: str) -> Iterator[tuple[PastTask, Pairs]]:
    for item in _list(content, "tasks", file):
        entry = _entry(item, TASK_KEYS, "tasks", file)
        values = {name: _text(value, name, file) for name, value in entry.pairs.items()}
        if not values.get("text"):
            raise FormError("ideas.blank", file=file, line=entry.line, item="text")
        text, outcome = (values.get(name, "").strip(_END) for name in TASK_KEYS)
        yield PastTask(text=text, outcome=outcome), entry


def _ideas(below: Pairs, file: str) -> Iterator[tuple[IdeaChoice, Pairs]]:
    places = below.pairs.get("ideas", Pairs({}, {}, 0))
    ids: set[str] = set()
    for place, line in _pairs(places, file).lines.items():
        form, slash, code = place.partition("/")
        if not slash:
            raise FormError("ideas.unknown_key", file=file, line=line, raw=place, expected="form/code")
        said: dict[str, int] = {}
        for item in _list(_pairs(places, file), place, file):
            entry = _entry(item, IDEA_KEYS, place, file)
            choice = _idea(entry, form, code, file)
            for text in choice.wordings:
                if said.setdefault(fold(text), entry.line) != entry.line:
                    _refuse_twice(text, said[fold(text)], entry, file)
            # An entry that was copied to take an idea apart becomes one of its own.
            ident = "" if choice.id in ids else choice.id
            ids.add(choice.id)
            yield replace(choice, id=ident), entry


def _refuse_twice(text: str, first: int, entry: Pairs, file: str) -> NoReturn:
    raise FormError("ideas.said_twice", file=file, line=entry.lines["said"], raw=text, first=first)


def _idea(entry: Pairs, form: str, code: str, file: str) -> IdeaChoice:
    words = {name: _text(entry.pairs[name], name, file) for name in ("id", "text") if name in entry.pairs}
    wordings = _texts(entry, "said", file)
    if not wordings:
        raise FormError("ideas.blank", file=file, line=entry.line, item="said")
    return IdeaChoice(
        id=words.get("id", ""),
        text=words.get("text", ""),
        form=form,
        code=code,
        wordings=wordings,
        keep=_yes(entry, "keep", True, file),
        new=_yes(entry, "new", False, file),
    )


def _yes(entry: Pairs, name: str, otherwise: bool, file: str) -> bool:
    if name not in entry.pairs:
        return otherwise
    word = fold(_text(entry.pairs[name], name, file))
    if word not in {*map(fold, YES), *map(fold, NO)}:
        raise FormError("ideas.yes_or_no", file=file, line=entry.lines[name], item=name, raw=word)
    return word in map(fold, YES)


def _entry(item: Located, known: tuple[str, ...], name: str, file: str) -> Pairs:
    if not isinstance(item, Pairs):
        raise FormError(
            "ideas.not_entry", file=file, line=item.line, item=name, expected=f"- {known[0]}: ..."
        )
    _only(item, known, file, True)
    return item


def _anchors(content: Located) -> Iterator[int]:
    """Every line on which a key or an item of a list begins."""
    if isinstance(content, Pairs):
        yield from content.lines.values()
        for inside in content.pairs.values():
            yield from _anchors(inside) if not isinstance(inside, Scalar) else ()
    elif isinstance(content, Items):
        for inside in content.items:
            yield inside.line
            yield from _anchors(inside)


def _typed(
    owners: Iterable[tuple[str, Pairs]], lines: list[str], anchors: list[int]
) -> Iterator[tuple[tuple[str, str], str]]:
    """The lines of every value, from its key to what begins next, without what the program notes among them."""
    for owner, entry in owners:
        for name, begin in entry.lines.items():
            end = next((line for line in anchors if line > begin), len(lines) + 1)
            mine = [line for line in lines[begin - 1 : end - 1] if not line.lstrip().startswith(OURS)]
            mine[0] = re.sub(r"^(\s*)- ", r"\1  ", mine[0])
            yield (owner, name), "".join(mine).rstrip()
