"""The verbs that explain a number, and look at a document or at what became of a workbook."""

from pathlib import Path

from toolkit.cli.arguments import ALL, BLOCK, COLUMN, FORM, ROUND, ROW, Verb, arg

EXPLAINING: tuple[Verb, ...] = (
    Verb(
        "trace",
        "trace.help",
        (
            ROUND,
            arg("field", help="trace.help_field", nargs="?", metavar="FIELD"),
            *(ROW, COLUMN, BLOCK, FORM),
            arg("--text", help="trace.help_text", default="", metavar="TEXT"),
            arg("--unit", help="trace.help_unit", default="", metavar="UNIT"),
            arg("--edition", help="trace.help_edition", type=int, metavar="N"),
            arg("--html", help="trace.help_html", action="store_true"),
            ALL,
        ),
    ),
    Verb(
        "lint",
        "lint.help",
        (
            arg("file", help="lint.help_file", type=Path, metavar="FILE.docx"),
            arg("--issued", help="lint.help_issued", action="store_true"),
        ),
    ),
    Verb("verify", "verify.help", (arg("file", help="verify.help_file", type=Path, metavar="FILE"), ALL)),
)
