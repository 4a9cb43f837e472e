"""An idea as a text is given it: its words, and how many communes have it where that must be said with it."""

from toolkit.files.document import Run
from toolkit.form.model import Round
from toolkit.report.ideas import Idea, idea_runs
from toolkit.report.ledger import NOTHING, Mark, phrase
from toolkit.report.material import Material, Said
from toolkit.report.model import Piece


def said_idea(material: Material, idea: Idea, key: str, units: tuple[str, ...]) -> Said:
    """An idea under a narrative's key; `units` are those that have it, in the round's order."""
    count, every = communes_of(material.round, idea), len(material.round.communes)
    said = material.ledger.put(Piece(runs=idea_runs(idea, key, units)))
    raised = _counted(material, "report.idea_count", idea, key) if count > 1 else NOTHING
    reported = _counted(material, "report.idea_reported", idea, key) if 0 < count < every else NOTHING
    return Said(said, raised, reported)


def communes_of(round: Round, idea: Idea) -> int:
    """How many communes have an idea; own agencies are none."""
    return len({unit.unit_id for unit in round.communes}.intersection(idea.units))


def _counted(material: Material, words: str, idea: Idea, key: str) -> Mark:
    """How many communes have an idea, of how many, in brackets."""
    printer, communes = material.printer, material.round.communes
    runs = phrase(
        material.lang,
        words,
        count=printer.count(communes_of(material.round, idea), key, "reporting", idea.id),
        all=printer.count(len(communes), key, "asked", idea.id),
        communes=material.office.communes_word,
    )
    return material.ledger.put(Piece(runs=(Run(text=" "), *runs)))
