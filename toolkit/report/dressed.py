"""A composed report as a .docx: in our own look, in that of a base document, or filled into what staff typed themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.files.base_document import restyled
from toolkit.files.document import Document
from toolkit.files.fill_document import Each, Fill, Inline, filled
from toolkit.files.fill_document_tags import Tag, tags_of
from toolkit.files.own_wording import in_language
from toolkit.files.write_document import write_document
from toolkit.report.coverage import Standings
from toolkit.report.filling import Composed, Filler, fills, says_status, taken_apart
from toolkit.report.placeholder_names import Asked, Wants
from toolkit.report.placeholders import resolve
from toolkit.report.subject import material_of
from toolkit.text import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A base document's placeholders, what each asks for, and what it is filled with; and the report that that is from."""

    tags: tuple[Tag, ...]
    asked: tuple[Asked, ...]
    fills: tuple[Fill, ...]
    composed: Composed


def dressed(
    document: Document, base: Mapping[str, bytes], here: Standings, sources: Mapping[str, str]
) -> bytes:
    """The report's .docx. `base` holds at most one base document by its file's name: one without placeholders gives the
    look; one with placeholders is the document, and what it asks for comes in (an English
    report has only the look of one whose words are Vietnamese). `sources` are the forms' report texts.

    A filled document that does not say itself that its figures are provisional says so below its title. Annexes follow
    where the report's text or they themselves are asked for. Raises UsageError that tells every mistake in it at once.
    """
    if not base:
        return write_document(document)
    ((file, data),) = base.items()
    filling = _filling(document, base, here, sources)
    if filling is None:
        return restyled(write_document(document), data, file)
    wanted = {one.wants for one in filling.asked}
    return filled(
        data,
        file,
        filling.fills,
        document,
        first=() if says_status(filling.asked, here.round) else filling.composed.remarks,
        annexes=filling.composed.annexes if wanted & {Wants.BODY, Wants.ANNEXES} else (),
    )


def unsaid(
    document: Document, base: Mapping[str, bytes], here: Standings, sources: Mapping[str, str]
) -> tuple[Tag, ...]:
    """Placeholders of a base document for which there is nothing to say though the words around them stay: what was asked
    beside a figure, or the figure itself. Raises UsageError as `dressed`.
    """
    filling = _filling(document, base, here, sources) if base else None
    if filling is None:
        return ()
    every = zip(filling.tags, filling.asked, filling.fills, strict=True)
    return tuple(tag for tag, asked, fill in every if _is_unsaid(asked, fill))


def is_filled(base: Mapping[str, bytes], lang: Lang) -> bool:
    """Whether a report of that language is the base document itself with its placeholders filled. Raises UsageError where
    that cannot be read.
    """
    return any(tags_of(data, file) and _is_of(file, lang) for file, data in base.items())


def _filling(
    document: Document, base: Mapping[str, bytes], here: Standings, sources: Mapping[str, str]
) -> Filling | None:
    """None where the base gives its look only."""
    ((file, data),) = base.items()
    tags = tags_of(data, file)
    if not tags or not _is_of(file, here.lang):
        return None
    asked = resolve(tags, here.round.forms, file)
    composed = taken_apart(document)
    material = material_of(here, sources)
    found = fills(Filler(material, here, composed), tags, asked)
    return Filling(tags=tags, asked=asked, fills=found, composed=composed)


def _is_of(file: str, lang: Lang) -> bool:
    return lang == "vi" or file.endswith(in_language(".docx", lang))


def _is_unsaid(asked: Asked, fill: Fill) -> bool:
    """A list without items is as it should be, and so is what an open or a first edition has not: number, day, status."""
    if asked.wants is not Wants.FIELD:
        return False
    return isinstance(fill, Each) or (isinstance(fill, Inline) and (fill.open or not fill.runs))
