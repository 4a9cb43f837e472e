"""A .docx as a package: its parts by name, which of them hold text, and where our record of its figures lies."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.errors import UsageError
from toolkit.files.word_parts import BROKEN, Refusals, parse, relations, unpacked
from toolkit.files.write_document_bindings import NAMESPACE

_STORIES = ("header", "footer", "footnotes", "endnotes")
_REFUSALS = Refusals(broken="bound.broken", large="bound.large")


@dataclass(frozen=True, slots=True)
class WordPackage:
    """All parts, unpacked. `main` is the document's own, `stories` those with text, main first; `styles` and `record` may
    be "" (no styles; nothing of ours). `signed`: a digital signature is on it, which any change would break.
    """

    infos: tuple[zipfile.ZipInfo, ...]
    parts: Mapping[str, bytes]
    main: str
    stories: tuple[str, ...]
    styles: str
    record: str
    signed: bool

    def packed(self, changed: Mapping[str, bytes]) -> bytes:
        """The package with some parts changed; the others, their order and their dates stay."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            for info, name in zip(self.infos, self.parts, strict=True):
                content = changed.get(name, self.parts[name])
                archive.writestr(info, content, compress_type=info.compress_type)
        return held.getvalue()


def open_package(data: bytes, name: str) -> WordPackage:
    """Raises UsageError naming the file: not a .docx, damaged, locked by a password, or too large."""
    taken = unpacked(data, name, _REFUSALS)
    try:
        return _package(taken.infos, taken.parts)
    except BROKEN:
        raise UsageError("bound.broken", file=name) from None


def _package(infos: tuple[zipfile.ZipInfo, ...], parts: Mapping[str, bytes]) -> WordPackage:
    main = next((one.target for one in relations(parts, "") if one.kind == "officeDocument"), "")
    if main not in parts:
        raise ValueError("no document in it")
    own = [one for one in relations(parts, main) if one.target in parts]
    stories = [one.target for kind in _STORIES for one in own if one.kind == kind]
    records = [one.target for one in own if one.kind == "customXml" and _is_record(parts[one.target])]
    return WordPackage(
        infos=infos,
        parts=parts,
        main=main,
        stories=tuple(dict.fromkeys((main, *stories))),
        styles=next((one.target for one in own if one.kind == "styles"), ""),
        record=records[0] if records else "",
        signed=any(name.lower().startswith("_xmlsignatures/") for name in parts),
    )


def _is_record(part: bytes) -> bool:
    return NAMESPACE.encode() in part and parse(part).tag == f"{{{NAMESPACE}}}bound"
