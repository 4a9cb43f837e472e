"""What a finding is about, so that an explanation and a decision find it again."""

from toolkit.decisions.model import Subject
from toolkit.findings import Finding


def subject_of(finding: Finding) -> Subject:
    """The subject of a finding: its rule, in a grid or list with block and row; without a rule its code and place."""
    place = finding.place
    if not finding.rule:
        return Subject(place.form, finding.code, place.block, place.row, place.field)
    if not place.row:
        return Subject(place.form, finding.rule)
    return Subject(place.form, finding.rule, place.block, place.row)
