"""Which round, edition and unit a report in Word is of, and what of its figures is no longer so."""

from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.desk import Desk, load_round
from toolkit.errors import UsageError
from toolkit.files.atomic import sha256
from toolkit.files.bound_document import BoundDocument
from toolkit.files.document import Figure, Lapsed
from toolkit.files.workspace import read_input
from toolkit.form.editions import document_of
from toolkit.form.model import Edition, Round
from toolkit.issuing.of_unit import of_unit
from toolkit.issuing.stands import as_issued, as_it_stands
from toolkit.register.model import Issued
from toolkit.render import reprinter
from toolkit.result import Result
from toolkit.text import Text, say
from toolkit.verify.direction import Reprint
from toolkit.verify.model import Verified, Whose
from toolkit.verify.report import verify_report
from toolkit.verify.told import About
from toolkit.verifying.names import about_any, about_round


@dataclass(frozen=True, slots=True, kw_only=True)
class _Against:
    """What a report is held against: the round as that has it, its figures, and what is to be said of it first."""

    round: Round
    issued: Issued
    reprint: Reprint
    whose: Whose
    edition: Edition | None = None
    told: tuple[Text, ...] = ()


def verify_document(desk: Desk, path: Path) -> Result:
    """Hold a report's figures, words and numbers against the register: against the edition that it states, of an open round
    against what was last merged. One without our record in it has nothing bound; its numbers that equal totals are told.

    Raises UsageError for a file that is not there or no .docx, NothingUsableError before the first merge, FormError for a
    mistake in what staff wrote for the report.
    """
    from toolkit.files.read_bound import read_bound

    if not path.is_file():
        raise UsageError("verify.no_file", file=str(path))
    data = read_input(path)
    document = read_bound(data, path.name)
    bare = Verified(file=path.name, sha256=sha256(data), whose=Whose.FOREIGN)
    if not document.stamp.get("round"):
        told = say("verify_text.foreign", file=path.name)
        return _result(bare, None, document, _nothing, about_any(desk, path), told)
    stamp = document.stamp
    bare = replace(bare, round=stamp["round"], lang=stamp.get("lang", ""), copy="")
    if stamp["round"] not in {record.id for record in desk.register.rounds()}:
        told = say("verify_text.unknown_round", file=path.name, round=stamp["round"])
        return Result(verb="verify", verified=replace(bare, whose=Whose.UNKNOWN_ROUND, told=(told,)))
    loaded = load_round(desk, stamp["round"])
    against = None if stamp.get("asker") != loaded.asker.unit_id else _against(desk, loaded, document, path)
    if against is None:
        told = say("verify_text.other", file=path.name, round=loaded.id)
        return Result(verb="verify", round=loaded, verified=replace(bare, whose=Whose.OTHER, told=(told,)))
    if against.edition and _is_of_another(document, against.reprint):
        edition = against.edition.edition
        told = say("verify_text.other_edition", file=path.name, round=loaded.id, edition=edition)
        return Result(verb="verify", round=loaded, verified=replace(bare, whose=Whose.OTHER, told=(told,)))
    about = about_round(path, loaded.id, against.round, against.issued, stamp.get("unit", ""))
    bare = replace(bare, whose=against.whose, edition=against.edition)
    return _result(bare, against.round, document, against.reprint, about, *against.told)


def _against(desk: Desk, loaded: Round, document: BoundDocument, path: Path) -> _Against | None:
    """What the report's stamp names; None where there is no such edition here, or no such unit."""
    stamp = document.stamp
    lang = document.lang
    stated = int(stamp["edition"]) if stamp.get("edition", "").isdecimal() else -1
    told: list[Text] = []
    whose = Whose.CURRENT
    if not stated and loaded.issued:
        told.append(say("verify_text.provisional", file=path.name, round=loaded.id, edition=loaded.edition))
        whose, stated = Whose.OUTDATED, loaded.edition
    edition = next((one for one in loaded.editions if one.edition == stated), None)
    if stated and edition is None:
        return None
    if edition:
        opened, issued = as_issued(desk, loaded.id, edition.edition)
    else:
        opened, issued = loaded, as_it_stands(desk, loaded, lang)
    if edition and (loaded.issued is None or edition.edition != loaded.edition):
        told.append(say("verify_text.older", edition=edition.edition, document=document_of(edition)))
        whose = Whose.OLDER
    if stamp.get("unit"):
        unit = opened.unit(stamp["unit"])
        if unit is None:
            return None
        opened, issued = of_unit(desk, opened, issued, unit, lang)
    return _Against(
        round=opened,
        issued=issued,
        reprint=reprinter(opened, replace(issued, lang=lang)),
        whose=whose,
        edition=edition,
        told=tuple(told),
    )


def _nothing(figure: Figure) -> Lapsed:
    """What a document without bindings is held against."""
    raise AssertionError(figure.key)


def _is_of_another(document: BoundDocument, reprint: Reprint) -> bool:
    """Whether a total that was recorded is not what the edition has: what was issued does not change."""
    for mark in document.marks:
        if isinstance(mark.bound, Figure) and not mark.bound.units and "#" not in mark.bound.key:
            now = reprint(mark.bound)
            if isinstance(now, Lapsed) or now.value != mark.bound.value:
                return True
    return False


def _result(
    bare: Verified, opened: Round | None, document: BoundDocument, reprint: Reprint, about: About, *told: Text
) -> Result:
    findings, report = verify_report(document, reprint, about)
    verified = replace(bare, told=told, report=report)
    return Result(verb="verify", round=opened, findings=findings, verified=verified)
