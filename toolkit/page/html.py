"""Pieces of HTML that pages are made of. What is passed as `content` is HTML already; everything else is escaped here."""

from collections.abc import Iterable, Sequence
from html import escape


def section(ident: str, title: str, body: Iterable[str]) -> list[str]:
    """A part of a page under its heading, which links reach by its id."""
    heading = f'<h2 id="{ident}">{escape(title)}</h2>'
    return [f'<section aria-labelledby="{ident}">', heading, *body, "</section>"]


def table(
    heads: Sequence[str], rows: Iterable[Sequence[tuple[str, str]]], named: bool = False, kind: str = ""
) -> list[str]:
    """Rows of (class, content). Each cell repeats its heading for narrow screens; `named`: a row's first cell heads it;
    `kind` is the table's class.
    """
    found = [f'<table class="{kind}"><thead><tr>' if kind else "<table><thead><tr>"]
    found += [f'<th scope="col">{escape(head)}</th>' for head in heads]
    found.append("</tr></thead><tbody>")
    for row in rows:
        cells = [
            _cell(head, look, content, heads_row=named and at == 0)
            for at, (head, (look, content)) in enumerate(zip(heads, row, strict=True))
        ]
        found.append(f"<tr>{''.join(cells)}</tr>")
    return [*found, "</tbody></table>"]


def tag(kind: str, word: str) -> str:
    """A coloured word, readable without its colour."""
    return f'<span class="tag {kind}">{escape(word)}</span>'


def _cell(head: str, look: str, content: str, heads_row: bool) -> str:
    kind = f' class="{look}"' if look else ""
    if heads_row:
        return f'<th scope="row"{kind}>{content}</th>'
    return f'<td{kind} data-head="{escape(head)}">{content}</td>'
