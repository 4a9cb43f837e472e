"""The verbs of editions: closing, reopening, archiving."""

from pathlib import Path

from toolkit.cli.arguments import AS_OF, REASON, ROUND, Verb, arg, day

ISSUING: tuple[Verb, ...] = (
    Verb(
        "close",
        "issuing.help.close",
        (
            ROUND,
            arg("--number", help="issuing.help.number", default="", metavar="TEXT"),
            arg("--date", help="issuing.help.date", type=day, metavar="DATE"),
            arg("--approved-by", help="issuing.help.approved_by", default="", metavar="NAME"),
            arg("--signed", help="issuing.help.signed", type=Path, metavar="FILE"),
            AS_OF,
        ),
        decides=True,
    ),
    Verb("reopen", "issuing.help.reopen", (ROUND, REASON), decides=True),
    Verb(
        "archive",
        "issuing.help.archive",
        (
            ROUND,
            arg("file", help="issuing.help.archive_file", nargs="?", type=Path, metavar="FILE"),
            arg("--edition", help="issuing.help.edition", type=int, metavar="N"),
        ),
    ),
)
