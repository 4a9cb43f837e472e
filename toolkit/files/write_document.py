"""A `Document` to the bytes of a .docx in the format of decree 30/2020 (NĐ 30/2020/NĐ-CP, Appendix I).

The page is A4 with margins of 20, 20, 30 and 15 mm; page numbers stand in the header, centred, from the second page
of each section on. What a paragraph looks like is said once, by its style (see `write_document_styles`).
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import count, pairwise

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section as WordSection
from docx.shared import Mm

from toolkit.files.document import BarChart, Document, Header, Paragraph, Section, Signature, Table
from toolkit.files.write_document_bindings import Bindings
from toolkit.files.write_document_blocks import (
    empty_line,
    header_block,
    paragraph,
    rule_below,
    signature_block,
    tag,
)
from toolkit.files.write_document_chart import add_chart
from toolkit.files.write_document_styles import PAGE_NUMBER, replace_styles
from toolkit.files.write_document_table import table
from toolkit.files.zip_bytes import zip_bytes
from toolkit.text import Lang

_PORTRAIT = (Mm(210), Mm(297))
_MARGINS = {
    "top_margin": Mm(20),
    "bottom_margin": Mm(20),
    "left_margin": Mm(30),
    "right_margin": Mm(15),
    "header_distance": Mm(10),
    "footer_distance": Mm(10),
}
_WORD = "http://schemas.microsoft.com/office/word"
_LONG_AGO = datetime(2000, 1, 1)
_CARGO = ("/customXml", "/thumbnail", "/stylesWithEffects", "/extended-properties", "/numbering")
"""Relations of python-docx's empty document that ours has no use for."""
_PROPERTIES = ("title", "subject", "author", "keywords", "comments", "category")


def write_document(document: Document) -> bytes:
    """The .docx of a document: the same bytes for the same value, with no clock and no user's name in it.

    `properties` may hold title, subject, author, keywords, comments, category and "language" ("vi", the default, or
    "en"), which also chooses the words of the two blocks that the decree fixes.
    """
    lang: Lang = "en" if document.properties.get("language") == "en" else "vi"
    word = docx.Document()
    _clear(word)
    replace_styles(word, lang)
    _describe(word, document)
    bindings, charts = Bindings(document.stamp), count(1)
    for number, section in enumerate(document.sections):
        page = word.sections[0] if number == 0 else word.add_section(WD_SECTION.NEW_PAGE)
        _set_page(page, section, first=number == 0)
        if number > 0:
            _flatten(word)
        _fill(word, section, lang, bindings, charts)
    if document.sections and isinstance(document.sections[-1].parts[-1], Table | Signature):
        # The last element of a file's text must be a paragraph.
        word.element.body.sectPr.addprevious(empty_line())
    bindings.keep_in(word)
    _number_pages(word.sections[0])
    packed = io.BytesIO()
    word.save(packed)
    with zipfile.ZipFile(packed) as archive:
        return zip_bytes({name: archive.read(name) for name in archive.namelist()})


def _fill(word: WordFile, section: Section, lang: Lang, bindings: Bindings, charts: Iterator[int]) -> None:
    body = word.element.body
    end = body.sectPr  # section properties stay last; what is added goes before them
    for part, following in pairwise((*section.parts, None)):
        match part:
            case Paragraph(style="abstract"):
                last = not (isinstance(following, Paragraph) and following.style == "abstract")
                elements = [paragraph(part, bindings)] + [rule_below(part.text, 14)] * last
            case Paragraph():
                elements = [paragraph(part, bindings, keep=isinstance(following, Signature))]
            case Table():
                elements = [table(part, bindings)]
            case Header():
                elements = header_block(part, lang)
            case Signature():
                elements = [signature_block(part, lang)]
            case BarChart():
                elements = [add_chart(word, part, next(charts), bindings)]
        for element in elements:
            end.addprevious(element)


def _flatten(word: WordFile) -> None:
    """Make the paragraph that holds a section's end a point high, so that it never falls on a page of its own."""
    flat = empty_line()[0]
    ending = word.element.body.sectPr.getprevious()[0]
    for position, child in enumerate(list(flat)):
        ending.insert(position, child)


def _set_page(page: WordSection, section: Section, first: bool) -> None:
    short, long = _PORTRAIT
    page.orientation = WD_ORIENT.LANDSCAPE if section.landscape else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = (long, short) if section.landscape else (short, long)
    for name, value in _MARGINS.items():
        setattr(page, name, value)
    page.different_first_page_header_footer = first or section.restart_numbers
    for old in page._sectPr.findall(qn("w:pgNumType")):
        page._sectPr.remove(old)
    if first or section.restart_numbers:
        margins = next(child for child in page._sectPr if child.tag == qn("w:pgMar"))
        margins.addnext(tag("pgNumType", start=1))


def _number_pages(page: WordSection) -> None:
    """The PAGE field in the header; later sections inherit it, and the empty header of the first page."""
    shown = page.header.paragraphs[0]
    shown.style = PAGE_NUMBER
    for kind in ("begin", "PAGE", "separate", "1", "end"):
        run = shown.add_run()
        if kind == "PAGE":
            code = tag("instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = " PAGE "
            run._r.append(code)
        elif kind == "1":
            run.text = kind
        else:
            run._r.append(tag("fldChar", fldCharType=kind))
    page.first_page_header.paragraphs[0].style = PAGE_NUMBER


def _clear(word: WordFile) -> None:
    """Nothing of the empty document that python-docx starts from but the parts a document needs."""
    for holder in (word.part.rels, word.part.package.rels):
        for ident, relation in list(holder.items()):
            if relation.reltype.endswith(_CARGO):
                del holder[ident]
    settings = word.settings.element
    for child in list(settings):
        settings.remove(child)
    mode = tag("compatSetting", name="compatibilityMode", uri=_WORD, val=15)
    settings.append(tag("defaultTabStop", val=720))
    settings.append(tag("compat", mode))


def _describe(word: WordFile, document: Document) -> None:
    about = word.core_properties
    for name in _PROPERTIES:
        setattr(about, name, document.properties.get(name, "")[:255])
    about.language = document.properties.get("language", "vi")
    about.last_modified_by = ""
    about.revision = 1
    about.created = about.modified = _LONG_AGO
