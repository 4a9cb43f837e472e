"""The verb `form check`: all that can be found out about a form before anybody fills it in. Nothing is written."""

from collections.abc import Callable
from pathlib import Path

from toolkit.desk import load_workspace_form
from toolkit.files.workspace import Workspace, frozen_files, read_input
from toolkit.findings import Severity
from toolkit.form.check import check_form
from toolkit.form.check_effort import efforts
from toolkit.form.load import load_form
from toolkit.form.model import Form
from toolkit.register.register import Register
from toolkit.rehearsing.own_wording import check_wording
from toolkit.rehearsing.trial_round import Progress, rehearse
from toolkit.result import Result
from toolkit.text import Text, say


def check(
    workspace: Workspace,
    ident: str,
    against: Path | None = None,
    progress: Progress | None = None,
    hear: Callable[[Text], None] | None = None,
) -> Result:
    """Lint a form, compare its codes with an earlier version of it, rehearse it, and say how long it takes to fill in.

    The earlier version is the file `against`, or the form as the newest round froze it. `hear` is told once the form is
    there and the long part begins. Raises UsageError and FormError.
    """
    form = load_workspace_form(workspace, ident)
    earlier, source = _given(against) if against else _newest_frozen(workspace, ident)
    if hear:
        hear(say("check.started", id=form.id))
    wording = check_wording(workspace, form)
    findings = check_form(form, earlier, source)
    others = {
        other: load_workspace_form(workspace, other) for other in workspace.form_ids() if other != ident
    }
    rehearsal = rehearse(form, others, progress)
    every = (*findings, *rehearsal.findings)
    sound = () if any(f.severity is not Severity.INFO for f in every) else (say("cli.form_ok", id=form.id),)
    return Result(
        verb="form check",
        findings=every,
        said=(*sound, *wording, rehearsal.line, *(effort.line for effort in efforts(form))),
    )


def _given(path: Path) -> tuple[Form, str]:
    return load_form(read_input(path), path.name), path.name


def _newest_frozen(workspace: Workspace, ident: str) -> tuple[Form | None, str]:
    """The form as the round that was opened last has it, and that round; None where no round asked for it."""
    if not workspace.register.is_file():
        return None, ""
    with Register.read(workspace.register) as register:
        rounds = [record.id for record in register.rounds() if ident in {form.id for form in record.forms}]
    if not rounds:
        return None, ""
    name = f"forms/{ident}.yaml"
    return load_form(frozen_files(workspace, rounds[-1])[name], f"{rounds[-1]}/{name}"), rounds[-1]
