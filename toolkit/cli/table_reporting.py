"""The report's verb and its arguments."""

from pathlib import Path

from toolkit.cli.arguments import AS_OF, ROUND, Verb, arg

REPORTING: tuple[Verb, ...] = (
    Verb(
        "report",
        "cli.help.report",
        (
            ROUND,
            arg("file", help="reporting.help.adopt_file", nargs="?", type=Path, metavar="OLD.docx"),
            arg("--into", help="reporting.help.into", type=Path, metavar="FILE.docx"),
            arg("--unit", help="reporting.help.unit", default="", metavar="UNIT"),
            arg("--pdf", help="reporting.help.pdf", action="store_true"),
            arg("--form", help="reporting.help.adopt_form", default="", metavar="FORM"),
            arg("--period", help="reporting.help.adopt_period", default="", metavar="PERIOD"),
            AS_OF,
        ),
    ),
)
