"""What stands first in an archive: what it is, what lies where, how a number is followed, how to see that it is whole."""

from collections.abc import Iterator, Mapping
from textwrap import fill

from toolkit.form.editions import document_of, status_of
from toolkit.form.model import Round
from toolkit.register.model import Issued
from toolkit.render import report_name
from toolkit.text import Lang, Text, say
from toolkit.units import Unit
from toolkit.validation.model import Presence

_WIDTH = 110
_RULE = "=" * 78


def readme(opened: Round, issued: Issued, head: str, folders: Mapping[str, str]) -> bytes:
    """The text in the language of the edition, then in the other, as Windows' Notepad takes it.

    `head` is the closing event's hash; `folders` what the archive's folders are called.
    """
    told = list(_texts(opened, issued, head, folders))
    first: Lang = issued.lang
    other: Lang = "en" if first == "vi" else "vi"
    both = [text.in_(first) for text in told] + [_RULE] + [text.in_(other) for text in told]
    lines = "\n\n".join(_wrapped(part.strip("\n")) for part in both) + "\n"
    return ("\ufeff" + lines.replace("\n", "\r\n")).encode("utf-8")


def _wrapped(part: str) -> str:
    """Lines no longer than Notepad shows at once; what goes on stands under where it began."""
    return "\n".join(line if len(line) <= _WIDTH else _folded(line) for line in part.split("\n"))


def _folded(line: str) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return fill(line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _texts(opened: Round, issued: Issued, head: str, folders: Mapping[str, str]) -> Iterator[Text]:
    edition = opened.issued
    assert edition is not None, "an archive is of an edition"
    forms = Text.joined("; ", (form.title for form in opened.forms))
    yield say("archive.title", forms=forms, period=opened.period.label, asker=issued.office.name)
    yield say(
        "archive.edition",
        status=status_of(opened),
        document=document_of(edition),
        approved_by=edition.approved_by,
        at=f"{edition.closed_at:%H:%M %d/%m/%Y}",
        by=edition.closed_by,
    )
    if len(opened.editions) > 1:
        yield say("archive.replaces", document=document_of(opened.editions[-2]))
    yield _coverage(opened, issued)
    named = {"report": report_name(issued.lang), "plain": report_name(issued.lang, ".md")}
    yield say("archive.folders", **folders, **named)
    yield say("archive.signed", file=edition.signed) if edition.signed else say("archive.no_signed")
    yield say("archive.follow")
    yield say("archive.columns")
    yield say("archive.whole", head=head)
    yield say("archive.internal")


def _coverage(opened: Round, issued: Issued) -> Text:
    """Who has returned, and what is not in the figures."""
    absent = {one.unit_id for one in issued.standings if one.presence is Presence.MISSING}
    missing = [unit for unit in opened.units if unit.unit_id in absent]
    held = sum(entry.held for entry in issued.checked.entries)
    communes = opened.communes
    there = sum(unit.unit_id not in absent for unit in communes)
    words = {"there": there, "asked": len(communes), "communes": issued.office.communes_word}
    return say("archive.coverage", missing=_named(missing), held=held, **words)


def _named(units: list[Unit]) -> Text:
    if not units:
        return say("archive.nobody_missing")
    names = "; ".join(unit.name for unit in units)
    return Text(names, names)
