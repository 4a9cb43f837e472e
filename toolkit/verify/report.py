"""A report's text held against the register's figures: what is found, and how many numbers of each kind it has."""

from collections import Counter

from toolkit.files.bound_document import BoundDocument
from toolkit.files.document import Figure, Quotation
from toolkit.findings import Finding
from toolkit.text import fold
from toolkit.verify.direction import Reprint
from toolkit.verify.marks import standings
from toolkit.verify.model import NumberClass, ReportVerified
from toolkit.verify.place import Places
from toolkit.verify.told import About, Telling
from toolkit.verify.unbound import unbound


def verify_report(
    document: BoundDocument, reprint: Reprint, about: About
) -> tuple[tuple[Finding, ...], ReportVerified]:
    """What is to be looked at, in the text's order and lost figures last, and the counts. Of a document without a stamp
    nothing is known but its text: of its numbers those are told that equal a total.
    """
    lang = document.lang
    every = tuple(standings(document, reprint, lang))
    measured = {fold(mark.bound.measure) for mark in document.marks if isinstance(mark.bound, Figure)}
    measures = measured.union(*about.names.measures.values())
    numbers = tuple(unbound(document, about.spans, lang, measures))
    telling = Telling(document, reprint, about, every, lang, Places(document, about.file))
    findings = [
        *telling.figures(),
        *telling.shares(),
        *telling.words(),
        *telling.names(),
        *telling.stated(),
        *telling.charts(),
        *telling.numbers(one for one in numbers if one.kind is NumberClass.FIGURE),
    ]
    last = len(document.paragraphs) + 1
    quoted = [mark for mark in document.marks if isinstance(mark.bound, Quotation)]
    verified = ReportVerified(
        states=Counter(one.state for one in every),
        unbound=Counter(one.kind for one in numbers),
        quotations=len(quoted),
        rewritten=sum(mark.found is None or fold(mark.found) != fold(mark.bound.text) for mark in quoted),
        unit=document.stamp.get("unit", ""),
    )
    return tuple(sorted(findings, key=lambda one: one.place.paragraph or last)), verified
