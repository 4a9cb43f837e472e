"""What a deciding verb says: what was decided, whether it was so already, what it replaces, and what to do next."""

from collections.abc import Callable, Sequence

from toolkit.decisions.model import Decision
from toolkit.desk import Desk
from toolkit.errors import UsageError
from toolkit.form.model import Round
from toolkit.periods import write_date
from toolkit.result import Result
from toolkit.text import Text, say

Word = Callable[[Decision], Text]


def write_down(
    desk: Desk, opened: Round, verb: str, made: Sequence[Decision], word: Word, then: str, *more: Text
) -> Result:
    """Write decisions down, all or none; `word` says one in a sentence, `then` is the command that heeds it."""
    said: list[Text] = []
    stands: list[Decision] = []
    with desk.register.transaction():
        for one in made:
            stood, replaced = desk.register.decide(opened.id, one, desk.act)
            again = stood.at != desk.act.at
            since = {"by": stood.by, "day": write_date(stood.at.date())}
            said.append(
                say("decide.again", what=word(one), **since) if again else say("decide.done", what=word(one))
            )
            said += [say("decide.instead", what=word(other)) for other in replaced]
            stands.append(stood)
    told = (*said, *more, say("cli.next", command=f"{then} {opened.id}"))
    return Result(verb=verb, round=opened, decided=tuple(stands), said=told)


def take_back(
    desk: Desk, opened: Round, verb: str, standing: Sequence[Decision], word: Word, then: str, reason: str
) -> Result:
    """Revoke decisions that stand, all or none. Raises UsageError where there is none."""
    if not standing:
        raise UsageError("decide.nothing_to_revoke", round=opened.id)
    with desk.register.transaction():
        for one in standing:
            desk.register.revoke(opened.id, one, desk.act, reason)
    since = [
        say("decide.taken_back", what=word(one), by=one.by, day=write_date(one.at.date())) for one in standing
    ]
    told = (*since, say("cli.next", command=f"{then} {opened.id}"))
    return Result(verb=verb, round=opened, decided=tuple(standing), revoked=True, said=told)
