"""rounds/<round>/report.yaml as text: staff's part to the letter, below it what the program knows of tasks and ideas."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from toolkit.form.model import Round
from toolkit.merge.model import Line
from toolkit.office import Office
from toolkit.report.ideas import Wording, said_by_code
from toolkit.report.ledger import clean
from toolkit.report.model import IdeaChoice, Written
from toolkit.report.wishes import MARKER, OURS, Wishes, entry_name, task_name
from toolkit.text import Lang, fold, say
from toolkit.units import Unit

_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def write_wishes(
    round: Round, lines: Iterable[Line], office: Office, written: Written, before: Wishes | None, lang: Lang
) -> bytes:
    """The file: what staff typed stays as it was (`before`), the rest is written anew. The same file again, when it is read
    and written with nothing new.

    `written` holds every group of ideas (see `settled_all`) and last period's tasks.
    """
    wishes = before or Wishes(head=_head(round, lang))
    said = said_by_code(round, lines)
    text = wishes.head + ("" if wishes.head.endswith("\n") or not wishes.head else wishes.newline)
    below = [f"{MARKER} === {_words('marker', lang)} ==="]
    below += [] if wishes.own_tasks else _tasks(written, wishes, lang)
    below += _Ideas(round, office, said, wishes.typed, lang).section(written.ideas)
    return (text + "".join(line + wishes.newline for line in below)).encode()


def quoted(text: str) -> str:
    """A text as YAML reads it back, on one line."""
    plain = json.dumps(clean(text), ensure_ascii=False)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", plain)


def _head(round: Round, lang: Lang) -> str:
    return "".join(f"{line}\n" for line in say("ideas.head", round=round.id).in_(lang).splitlines())


def _words(key: str, lang: Lang, **params: object) -> str:
    return clean(say(f"ideas.{key}", **params).in_(lang))


def _notes(key: str, lang: Lang) -> list[str]:
    return [f"{OURS} {line}" for line in say(f"ideas.{key}").in_(lang).splitlines()]


def _tasks(written: Written, wishes: Wishes, lang: Lang) -> list[str]:
    if not written.tasks:
        return []
    lines = [*_notes("tasks", lang), "tasks:"]
    for number, task in enumerate(written.tasks):
        typed = _Typed(wishes.typed, (task_name(number),), 4)
        entry = [*typed.lines("text", quoted(task.text)), *typed.lines("outcome", quoted(task.outcome))]
        lines += [f"  - {entry[0].lstrip()}", *entry[1:]]
    return lines


class _Typed:
    """The lines of a value, as staff typed them where they stand as deep as ours."""

    def __init__(self, typed: Mapping[tuple[str, str], str], owners: Iterable[str], depth: int) -> None:
        found = {owner for owner, _ in typed}
        self._owner = next((owner for owner in owners if owner in found), "")
        self._typed, self._depth = typed, depth

    def lines(self, name: str, otherwise: str) -> list[str]:
        begin = f"{' ' * self._depth}{name}:"
        typed = self._typed.get((self._owner, name), "")
        if typed.startswith(begin) and typed[len(begin) :].strip():
            return typed.splitlines()
        return [f"{begin} {otherwise}", *self.remarks(name)]

    def remarks(self, name: str) -> list[str]:
        """Staff's own comments below a value that is ours."""
        rest = self._typed.get((self._owner, name), "").splitlines()[1:]
        return [line for line in rest if line.lstrip().startswith("#")]


class _Ideas:
    """The groups of ideas, narrative by narrative, those of most communes first as the report has them."""

    def __init__(
        self,
        round: Round,
        office: Office,
        said: Mapping[tuple[str, str], tuple[Wording, ...]],
        typed: Mapping[tuple[str, str], str],
        lang: Lang,
    ) -> None:
        self._round, self._office, self._typed, self._lang = round, office, typed, lang
        self._said = said
        self._communes = {unit.unit_id for unit in round.communes}

    def section(self, choices: tuple[IdeaChoice, ...]) -> Iterator[str]:
        if not choices:
            return
        yield from _notes("ideas", self._lang)
        yield "ideas:"
        for form, code in dict.fromkeys((one.form, one.code) for one in choices):
            mine = [one for one in choices if (one.form, one.code) == (form, code)]
            every = {fold(one.text): one for one in self._said.get((form, code), ())}
            yield f"  {form}/{code}:"
            yield f"    {OURS} {self._label(form, code)}"
            for choice in sorted(mine, key=lambda one: self._rank(one, every)):
                yield from self._entry(choice, every)

    def _rank(self, choice: IdeaChoice, every: Mapping[str, Wording]) -> tuple[int, int]:
        here = [fold(text) for text in choice.wordings if fold(text) in every]
        begin = min((list(every).index(text) for text in here), default=len(every))
        return -len({unit for text in here for unit in every[text].units} & self._communes), begin

    def _label(self, form: str, code: str) -> str:
        """What a narrative or text field is called."""
        for one in self._round.forms:
            fields = ((item.code, item.label) for _, item in one.each_field())
            labels = dict((*fields, *((block.id, block.label) for block in one.blocks)))
            if one.id == form and code in labels:
                return clean(labels[code].in_(self._lang))
        return _words("gone", self._lang)

    def _entry(self, choice: IdeaChoice, every: Mapping[str, Wording]) -> Iterator[str]:
        typed = _Typed(self._typed, (choice.id, *map(entry_name, choice.wordings)), 6)
        units = {u for text in choice.wordings if fold(text) in every for u in every[fold(text)].units}
        yield f"    - id: {choice.id}"
        yield from typed.remarks("id")
        yield f"      {OURS} {self._counted(units)}"
        if choice.new:
            yield from typed.lines("new", f"yes  # {_words('new', self._lang)}")
        yield from typed.lines("keep", "yes" if choice.keep else "no")
        yield from typed.lines("text", quoted(choice.text))
        yield "      said:"
        for text in choice.wordings:
            one = every.get(fold(text))
            yield f"        - {quoted(text)}  # {self._named(one.units) if one else _words('gone', self._lang)}"
        yield from typed.remarks("said")

    def _counted(self, units: set[str]) -> str:
        if not units:
            return _words("gone", self._lang)
        communes = len(units & self._communes)
        words = {"count": communes, "all": len(self._communes), "communes": self._office.communes_word}
        own = len(units) - communes
        counted = _words("counted", self._lang, **words) if communes else ""
        others = _words("counted_own", self._lang, count=own) if own else ""
        return "; ".join(filter(None, (counted, others)))

    def _named(self, units: Iterable[str]) -> str:
        found: Iterator[Unit | None] = (self._round.unit(unit) for unit in units)
        return clean(", ".join(unit.name for unit in found if unit is not None))
