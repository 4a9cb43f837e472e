"""A `Document` as Markdown: the same text, for reading and for comparing two reports line by line."""

import re
from itertools import pairwise

from toolkit.files.document import BarChart, Document, Header, Paragraph, Signature, Table, TableCell
from toolkit.text import Lang, say

_BEGIN = {
    "title": "# ", "heading1": "## ", "heading2": "### ", "heading3": "#### ", "annex_label": "# ", "annex_title": "## ",
}  # fmt: skip
_WRAP = {"abstract": "**", "table_caption": "**", "basis": "*", "annex_note": "*"}
_LEADING = re.compile(r"^([#>|`=~]|\d+[.)]\s)")


def to_markdown(document: Document) -> str:
    """The text of a document; figures as they are printed, tables with pipes, spanning cells' text in their first cell, a
    chart as what it says to those who do not see it.
    """
    lang: Lang = "en" if document.properties.get("language") == "en" else "vi"
    blocks: list[str] = []
    for section in document.sections:
        for part, after in pairwise((*section.parts, None)):
            match part:
                case Paragraph():
                    tight = _is_item(part) and isinstance(after, Paragraph) and _is_item(after)
                    blocks.append(_paragraph(part) + ("\n" if tight else "\n\n"))
                case Table():
                    blocks.append(_table(part) + "\n\n")
                case Header():
                    blocks.append(_header(part, lang) + "\n\n")
                case BarChart():
                    blocks.append(f"*{part.alt}*\n\n")
                case Signature():
                    blocks.append(_signature(part, lang) + "\n\n")
        blocks.append("---\n\n")
    return "".join(blocks[:-1]).rstrip("\n") + "\n"


def _is_item(part: Paragraph) -> bool:
    return part.style in {"bullet", "sub_bullet"}


def _paragraph(part: Paragraph) -> str:
    text = part.text.strip()
    if part.style == "sub_bullet":
        return f"  {text}"
    if part.style in _BEGIN:
        return _BEGIN[part.style] + text
    wrap = _WRAP.get(part.style, "")
    return f"{wrap}{text}{wrap}" if wrap else _LEADING.sub(r"\\\1", text)


def _header(part: Header, lang: Lang) -> str:
    lines = [
        *filter(None, (part.superior, *part.agency)),
        part.number,
        "",
        say("document.nation").in_(lang),
        say("document.motto").in_(lang),
        "",
        f"*{part.place_and_date}*",
    ]
    return "  \n".join(lines).replace("\n  \n", "\n\n")


def _signature(part: Signature, lang: Lang) -> str:
    lines = [f"**{say('document.recipients').in_(lang)}**", ""]
    last = len(part.recipients) - 1
    lines += [f"- {name}{'.' if n == last else ';'}" for n, name in enumerate(part.recipients)]
    authority = "  \n".join((*part.authority, *filter(None, (part.signer,))))
    return "\n".join([*lines, "", authority])


def _table(part: Table) -> str:
    """Cells that a span covers are empty; a table's head is its first row, as Markdown has no other."""
    covered: dict[int, tuple[int, int]] = {}
    lines = []
    for cells in part.rows:
        waiting = list(cells)
        texts: list[str] = []
        while len(texts) < len(part.widths):
            at = len(texts)
            if at in covered:
                columns, rows = covered.pop(at)
                texts += [""] * columns
            else:
                cell = waiting.pop(0)
                columns, rows = cell.columns, cell.rows
                texts += [_cell(cell)] + [""] * (columns - 1)
            if rows > 1:
                covered[at] = (columns, rows - 1)
        lines.append("| " + " | ".join(texts) + " |")
    lines.insert(1, "|" + "---|" * len(part.widths))
    return "\n".join(lines)


def _cell(cell: TableCell) -> str:
    return "".join(run.text for run in cell.runs).replace("|", "\\|").strip()
