"""All rules: F01 to F25 of the decree's checklist, then numbers, terms and content."""

from toolkit.files.styled_document import StyledDocument
from toolkit.findings import Finding
from toolkit.lint import (
    annexes,
    blocks,
    capitals,
    citations,
    content,
    dated,
    headings,
    letters,
    numbers,
    page,
    paging,
    signature,
    terms,
    text_look,
    titles,
)
from toolkit.lint.anatomy import anatomy
from toolkit.lint.model import Rule, Subject

RULES: tuple[Rule, ...] = (
    *page.RULES,
    *letters.RULES,
    *text_look.RULES,
    blocks.nation,
    blocks.motto,
    blocks.agency,
    dated.number,
    dated.place_and_date,
    titles.title,
    titles.abstract,
    titles.salutation,
    *citations.RULES,
    *headings.RULES,
    signature.authority,
    signature.name,
    signature.recipients_head,
    signature.recipients,
    *paging.RULES,
    annexes.annexes,
    annexes.two_columns,
    capitals.capitals,
    numbers.numbers,
    terms.terms,
    content.order,
    content.leftovers,
    content.doubled,
    content.empty_items,
    content.unfinished,
    content.broken_lines,
)


def lint(document: StyledDocument, *, issued: bool = False) -> tuple[Finding, ...]:
    """What is against the decree, the gravest first, then as a reader meets it. `issued`: number and date are required."""
    subject = Subject(document=document, anatomy=anatomy(document), issued=issued)
    found = [finding for rule in RULES for finding in rule(subject)]
    return tuple(sorted(found, key=lambda one: (one.severity.rank, one.place.paragraph, one.code)))
