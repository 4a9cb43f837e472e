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
_OF_BLOCKS = frozenset(
    {"FMT-004", "FMT-005", "FMT-007", "FMT-008", "FMT-009", "FMT-017", "FMT-018", "FMT-019", "FMT-020"}
)
"""What is said of single lines of head, title and tail."""


def lint(document: StyledDocument, *, issued: bool = False) -> tuple[Finding, ...]:
    """What is against the decree, the gravest first, then as a reader meets it. `issued`: number and date are required."""
    subject = Subject(document=document, anatomy=anatomy(document), issued=issued)
    unclear = {one.paragraph.number for one in content.broken_by_hand(subject)}
    found = [
        finding
        for rule in RULES
        for finding in rule(subject)
        if finding.code not in _OF_BLOCKS or finding.place.paragraph not in unclear
    ]
    return tuple(sorted(found, key=lambda one: (one.severity.rank, one.place.paragraph, one.code)))
