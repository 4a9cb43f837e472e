"""The verbs with which staff decide."""

from toolkit.cli.arguments import (
    BLOCK,
    CHANNEL,
    COLUMN,
    FIELD,
    FORM,
    REASON,
    REQUEST,
    REVOKE,
    ROUND,
    ROW,
    TOTAL,
    UNTIL,
    WHOSE,
    Verb,
    arg,
    day,
)

DECIDING: tuple[Verb, ...] = (
    Verb(
        "correct",
        "cli.help.correct",
        (
            *(ROUND, WHOSE, FIELD),
            arg("value", help="cli.help.value", nargs="?", metavar="VALUE"),
            *(ROW, COLUMN, BLOCK, FORM, REASON),
            arg("--suggested", help="cli.help.suggested", action="store_true"),
            arg("--with", help="cli.help.with", dest="others", action="append", default=[], metavar="FIELD"),
            arg("--source", help="cli.help.source", default="", metavar="NAME"),
            *(CHANNEL, REVOKE),
        ),
        decides=True,
    ),
    Verb("waive", "cli.help.waive", (*REQUEST, UNTIL, REVOKE), decides=True),
    Verb(
        "explain",
        "cli.help.explain",
        verbs=(
            Verb("accept", "cli.help.explain_accept", (*REQUEST, UNTIL, REVOKE), decides=True),
            Verb("refuse", "cli.help.explain_refuse", (*REQUEST, REVOKE), decides=True),
        ),
    ),
    Verb(
        "adjust",
        "cli.help.adjust",
        (
            *(ROUND, TOTAL),
            arg("amount", help="cli.help.amount", nargs="?", metavar="AMOUNT"),
            *(ROW, COLUMN, BLOCK, FORM, REASON),
            arg("--ordered-by", help="cli.help.ordered_by", default="", metavar="NAME"),
            REVOKE,
        ),
        decides=True,
    ),
    Verb(
        "extend",
        "cli.help.extend",
        (
            *(ROUND, WHOSE),
            arg("date", help="cli.help.extended", nargs="?", type=day, metavar="DATE"),
            *(REASON, REVOKE),
        ),
        decides=True,
    ),
    Verb(
        "log",
        "cli.help.log",
        (
            *(ROUND, WHOSE),
            arg("text", help="cli.help.text", nargs="?", metavar="TEXT"),
            *(CHANNEL, REVOKE),
        ),
        decides=True,
    ),
)
