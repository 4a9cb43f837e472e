"""What another suite changes: the verdicts on a round's returns before and after."""

from toolkit.findings import Finding, found
from toolkit.form.model import Round
from toolkit.text import Text, say
from toolkit.validation.model import Checked


def verdicts_changed(round: Round, before: Checked, after: Checked) -> Finding:
    """The units whose verdict is another one, of the same returns judged by two suites; that there are none is said too."""
    changes = [
        say(
            "suite.verdict_change",
            unit=unit.name,
            before=say(f"verdict.{before.verdicts[unit.unit_id].value}"),
            after=say(f"verdict.{after.verdicts[unit.unit_id].value}"),
        )
        for unit in round.units
        if before.verdicts.get(unit.unit_id) is not after.verdicts.get(unit.unit_id)
    ]
    listed = Text.joined("; ", changes)
    return found("SUI-021", changes=listed if changes else say("suite.no_verdict_change"), round=round.id)
