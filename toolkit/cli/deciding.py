"""The verbs with which staff decide, from parsed arguments to one call each."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from toolkit.cli.opening import Speak, desk_of
from toolkit.errors import UsageError
from toolkit.result import Result

if TYPE_CHECKING:
    from toolkit.deciding.asked import Meant
    from toolkit.deciding.meant import Datum


def _correct(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.deciding import correct, correct_as_suggested
    from toolkit.deciding.meant import Datum

    if parsed.suggested and not parsed.revoke:
        if parsed.value:
            raise UsageError("decide.value_or_suggested", value=parsed.value)
        with desk_of(parsed, decides=True) as desk:
            return correct_as_suggested(
                desk,
                parsed.round,
                parsed.unit,
                (_datum(parsed), *(Datum(name=name) for name in parsed.others)),
                reason=parsed.reason,
                source=parsed.source,
                channel=parsed.channel,
            )
    if parsed.others:
        raise UsageError("decide.with_alone")
    with desk_of(parsed, decides=True) as desk:
        return correct(
            desk,
            parsed.round,
            parsed.unit,
            _datum(parsed),
            parsed.value,
            reason=parsed.reason,
            source=parsed.source,
            channel=parsed.channel,
            revoke=parsed.revoke,
        )


def _waive(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.deciding import waive

    with desk_of(parsed, decides=True) as desk:
        asked = (desk, parsed.round, parsed.unit, _request(parsed))
        return waive(*asked, reason=parsed.reason, until=parsed.until, revoke=parsed.revoke)


def _accept(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.deciding import accept

    with desk_of(parsed, decides=True) as desk:
        asked = (desk, parsed.round, parsed.unit, _request(parsed))
        return accept(*asked, reason=parsed.reason, until=parsed.until, revoke=parsed.revoke)


def _refuse(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.deciding import refuse

    with desk_of(parsed, decides=True) as desk:
        asked = (desk, parsed.round, parsed.unit, _request(parsed))
        return refuse(*asked, reason=parsed.reason, revoke=parsed.revoke)


def _adjust(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.deciding import adjust

    with desk_of(parsed, decides=True) as desk:
        return adjust(
            desk,
            parsed.round,
            _datum(parsed),
            parsed.amount,
            reason=parsed.reason,
            ordered_by=parsed.ordered_by,
            revoke=parsed.revoke,
        )


def _extend(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.deciding import extend

    with desk_of(parsed, decides=True) as desk:
        asked = (desk, parsed.round, parsed.unit, parsed.date)
        return extend(*asked, reason=parsed.reason, revoke=parsed.revoke)


def _log(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.deciding import log

    with desk_of(parsed, decides=True) as desk:
        asked = (desk, parsed.round, parsed.unit, parsed.text)
        return log(*asked, channel=parsed.channel, revoke=parsed.revoke)


def _datum(parsed: argparse.Namespace) -> "Datum":
    from toolkit.deciding.meant import Datum

    return Datum(
        name=parsed.field, row=parsed.row, column=parsed.column, block=parsed.block, form=parsed.form
    )


def _request(parsed: argparse.Namespace) -> "Meant":
    from toolkit.deciding.asked import Meant

    return Meant(rule=parsed.rule, row=parsed.row, field=parsed.field)


DECIDING: dict[str, Callable[[argparse.Namespace, Speak], Result]] = {
    "correct": _correct,
    "waive": _waive,
    "explain accept": _accept,
    "explain refuse": _refuse,
    "adjust": _adjust,
    "extend": _extend,
    "log": _log,
}
