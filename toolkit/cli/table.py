"""The verbs and their arguments, as one table.

Nothing here imports a stage: `tonghop --help` must be quick.
"""

from pathlib import Path

from toolkit.cli.arguments import (
    ALL,
    AS_OF,
    BACKUP,
    CALLS,
    DATA_DOCS,
    NEW_SUITE,
    PASSWORD,
    PATHS,
    ROUND,
    UNIT,
    Verb,
    arg,
    day,
    edition,
)
from toolkit.cli.table_deciding import DECIDING
from toolkit.cli.table_explaining import EXPLAINING
from toolkit.cli.table_issuing import ISSUING
from toolkit.cli.table_reporting import REPORTING

VERBS: tuple[Verb, ...] = (
    Verb(
        "demo",
        "cli.help.demo",
        (arg("dir", help="cli.help.demo_dir", nargs="?", type=Path, metavar="DIR"),),
        many_files=True,
    ),
    Verb("init", "cli.help.init", (arg("dir", help="cli.help.init_dir", type=Path, metavar="DIR"),)),
    Verb(
        "form",
        "cli.help.form",
        verbs=(
            Verb("list", "cli.help.form_list"),
            Verb(
                "check",
                "cli.help.form_check",
                (
                    arg("form", help="cli.help.form_id", metavar="FORM"),
                    arg("--against", help="check.help_against", type=Path, metavar="FILE"),
                ),
            ),
        ),
    ),
    Verb(
        "round",
        "cli.help.round_verb",
        verbs=(
            Verb(
                "new",
                "cli.help.round_new",
                (
                    arg("forms", help="cli.help.forms", metavar="FORM[,FORM...]", nargs="?"),
                    arg("period", help="cli.help.period", metavar="PERIOD"),
                    arg("--units", help="cli.help.units", type=Path, metavar="FILE"),
                    arg("--parent", help="cli.help.parent", metavar="CODE"),
                    arg("--due", help="cli.help.due", type=day, metavar="DATE"),
                    arg("--like", help="cli.help.like", metavar="ROUND"),
                    arg("--trial", help="cli.help.trial", action="store_true"),
                ),
                decides=True,
            ),
        ),
    ),
    Verb(
        "template",
        "cli.help.template",
        (ROUND, arg("--common", help="cli.help.common", action="store_true")),
    ),
    Verb("receive", "cli.help.receive", (ROUND, PATHS, PASSWORD), many_files=True),
    Verb(
        "assign",
        "cli.help.assign",
        (
            ROUND,
            arg("file", help="cli.help.file", metavar="FILE"),
            UNIT,
            PASSWORD,
        ),
        decides=True,
    ),
    Verb(
        "discard",
        "cli.help.discard",
        (
            ROUND,
            arg("file", help="cli.help.file", metavar="FILE"),
            arg("--reason", help="cli.help.reason", required=True, metavar="TEXT"),
        ),
        decides=True,
    ),
    Verb("status", "cli.help.status", (ROUND, AS_OF, CALLS)),
    Verb(
        "diff",
        "cli.help.diff",
        (
            ROUND,
            arg("unit", help="cli.help.diff_unit", nargs="?", metavar="UNIT"),
            arg("--editions", help="cli.help.editions", type=edition, nargs=2, metavar=("N", "M")),
            ALL,
        ),
    ),
    *DECIDING,
    Verb("validate", "cli.help.validate", (ROUND, AS_OF, NEW_SUITE, DATA_DOCS)),
    Verb("merge", "cli.help.merge", (ROUND, AS_OF)),
    *REPORTING,
    Verb("run", "cli.help.run", (ROUND, PATHS, AS_OF, PASSWORD), many_files=True),
    *ISSUING,
    *EXPLAINING,
    Verb(
        "history",
        "cli.help.history",
        verbs=(
            Verb(
                "import",
                "cli.help.history_import",
                (
                    arg("file", help="cli.help.history_file", type=Path, metavar="FILE"),
                    arg("--period", help="cli.help.history_period", metavar="PERIOD"),
                    arg("--form", help="cli.help.history_form", metavar="FORM"),
                ),
                decides=True,
            ),
        ),
    ),
    Verb("backup", "cli.help.backup", (BACKUP,)),
    Verb("restore", "cli.help.restore", (BACKUP,), decides=True),
    Verb("audit", "cli.help.audit"),
)
