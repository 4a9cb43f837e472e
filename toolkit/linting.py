"""The format of any .docx held against the decree (NĐ 30/2020/NĐ-CP): needs no workspace, changes nothing."""

from pathlib import Path

from toolkit.errors import UsageError
from toolkit.files.content import Content
from toolkit.files.read_bound import stamp_of
from toolkit.files.read_styled import read_styled
from toolkit.files.sniff import sniff
from toolkit.files.styled_document import StyledDocument
from toolkit.files.workspace import read_input
from toolkit.findings import Finding, Severity
from toolkit.lint.model import standings
from toolkit.lint.rules import lint
from toolkit.result import Result
from toolkit.text import Text, fold, say

_OLD_WORD = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
_SEALED = frozenset({Content.PROTECTED, Content.LOCKED_AWAY})
_ENGLISH, _OURS = "socialist republic of viet", "cộng hòa xã hội chủ nghĩa"


def lint_document(path: Path, *, issued: bool = False) -> Result:
    """Findings by the decree's rules. A document is taken for a draft, whose number, date and signer may be blank, unless
    `issued` or its stamp is that of an edition's report.

    Raises UsageError for what is not there, no .docx, an old .doc, under a password, damaged, or an English document.
    """
    if not path.is_file():
        raise UsageError("lint.no_file", file=str(path))
    data = read_input(path)
    document = _read(data, path.name)
    _refuse_english(document)
    issued = issued or _is_issued(data, path.name)
    found = lint(document, issued=issued)
    return Result(verb="lint", findings=found, said=(_head(path.name, found, issued),))


def _read(data: bytes, file: str) -> StyledDocument:
    kind = sniff(data)
    if kind in _SEALED:
        raise UsageError("lint.encrypted", file=file)
    if data.startswith(_OLD_WORD):
        raise UsageError("lint.old_word" if kind is Content.DOCUMENT else "lint.not_word", file=file)
    try:
        return read_styled(data, file)
    except UsageError as error:
        if error.key != "history.document_broken":
            raise
        raise UsageError("lint.not_word", file=file) from None


def _refuse_english(document: StyledDocument) -> None:
    head = fold(" ".join(one.words for one in standings(document)[:40]))
    if _ENGLISH in head and _OURS not in head:
        raise UsageError("lint.english", file=document.file)


def _is_issued(data: bytes, file: str) -> bool:
    """Whether a report of ours says that it is of an edition. A unit's own report is its draft, whatever its figures are;
    and so is what has no stamp that can be read: the decree is asked of any document.
    """
    try:
        stamp = stamp_of(data, file)
    except UsageError:
        return False
    edition = stamp.get("edition", "")
    return edition.isdecimal() and int(edition) > 0 and not stamp.get("unit")


def _head(file: str, found: tuple[Finding, ...], issued: bool) -> Text:
    if not found:
        return say("lint.clean_issued" if issued else "lint.clean_draft", file=file)
    count = {severity: sum(one.severity is severity for one in found) for severity in Severity}
    return say(
        "lint.head",
        file=file,
        count=len(found),
        errors=count[Severity.ERROR],
        warnings=count[Severity.WARNING],
        infos=count[Severity.INFO],
    )
