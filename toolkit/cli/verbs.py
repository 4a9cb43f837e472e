"""From parsed arguments to one call of the pipeline. Heavy libraries are imported by the verb that needs them."""

import argparse
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from toolkit.cli.deciding import DECIDING
from toolkit.cli.explaining import EXPLAINING
from toolkit.cli.issuing import ISSUING
from toolkit.cli.linting import LINTING
from toolkit.cli.opening import Speak, desk_of
from toolkit.cli.progress import progress_on_terminal
from toolkit.cli.reporting import REPORTING
from toolkit.errors import UsageError
from toolkit.result import Result
from toolkit.text import say

DEMO_FOLDER = Path("outputs/demo")


def call(parsed: argparse.Namespace, speak: Speak) -> Result:
    """Run the verb that was parsed. Raises what the verb raises."""
    verb = f"{parsed.verb} {parsed.subverb}" if hasattr(parsed, "subverb") else parsed.verb
    return _VERBS[verb](parsed, speak)


def _demo(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.demo import play

    return play(parsed.dir or parsed.workspace / DEMO_FOLDER, at=datetime.now(), jobs=parsed.jobs, hear=speak)


def _init(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.files.workspace import create_workspace

    create_workspace(parsed.dir)
    return Result(verb="init", said=(say("cli.made_workspace", folder=str(parsed.dir)),))


def _form_list(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.desk import load_workspace_form
    from toolkit.files.workspace import Workspace

    workspace = Workspace(parsed.workspace)
    forms = [load_workspace_form(workspace, ident) for ident in workspace.form_ids()]
    shown = [say("cli.form_line", id=form.id, version=form.version, title=form.title) for form in forms]
    head = say("cli.forms_here", folder=str(workspace.forms))
    return Result(verb="form list", said=(head, *(shown or [say("cli.none")])))


def _form_check(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.files.workspace import Workspace
    from toolkit.rehearsing.form_check import check

    progress = progress_on_terminal(parsed.json, parsed.lang, "check.progress")
    return check(Workspace(parsed.workspace), parsed.form, parsed.against, progress, speak)


def _round_new(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.desk import NewRound
    from toolkit.pipeline import open_round

    if not parsed.forms and not parsed.like:
        raise UsageError(
            "cli.bad_usage", what=say("cli.bad_required", names="FORM"), program="tonghop round new"
        )
    wanted = NewRound(
        forms=tuple(filter(None, (parsed.forms or "").split(","))),
        period=parsed.period,
        units_file=parsed.units,
        parent=parsed.parent or "",
        due=parsed.due,
        like=parsed.like or "",
        trial=parsed.trial,
    )
    with desk_of(parsed, decides=True) as desk:
        return open_round(desk, wanted)


def _template(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.pipeline import write_templates

    with desk_of(parsed) as desk:
        return write_templates(desk, parsed.round, common=parsed.common)


def _receive(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.pipeline import receive

    with desk_of(parsed) as desk:
        return receive(
            desk,
            parsed.round,
            _located(parsed),
            jobs=parsed.jobs,
            password=parsed.password,
            progress=progress_on_terminal(parsed.json, parsed.lang),
        )


def _assign(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.assigning import assign

    with desk_of(parsed, decides=True) as desk:
        return assign(desk, parsed.round, parsed.file, parsed.unit, password=parsed.password)


def _discard(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.pipeline import discard

    with desk_of(parsed, decides=True) as desk:
        return discard(desk, parsed.round, parsed.file, parsed.reason)


def _status(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.pipeline import status

    with desk_of(parsed, writes=False) as desk:
        return status(desk, parsed.round, as_of=parsed.as_of, only_calls=parsed.calls)


def _diff(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.comparing import compare, compare_totals

    if parsed.unit and parsed.editions:
        raise UsageError("cli.bad_usage", what=say("changes.unit_or_editions"), program="tonghop diff")
    with desk_of(parsed, writes=False) as desk:
        if parsed.unit:
            return compare(desk, parsed.round, parsed.unit)
        return compare_totals(desk, parsed.round, tuple(parsed.editions or ()))


def _validate(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.pipeline import validate

    with desk_of(parsed) as desk:
        return validate(
            desk,
            parsed.round,
            as_of=parsed.as_of,
            lang=parsed.lang,
            take_suite=parsed.take_suite,
            data_docs=parsed.data_docs,
        )


def _merge(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.pipeline import merge_round

    with desk_of(parsed) as desk:
        return merge_round(desk, parsed.round, as_of=parsed.as_of, lang=parsed.lang)


def _run(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.pipeline import run

    with desk_of(parsed) as desk:
        return run(
            desk,
            parsed.round,
            _located(parsed),
            as_of=parsed.as_of,
            lang=parsed.lang,
            jobs=parsed.jobs,
            password=parsed.password,
            progress=progress_on_terminal(parsed.json, parsed.lang),
        )


def _history_import(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.recalling import import_history

    with desk_of(parsed, decides=True) as desk:
        return import_history(
            desk, parsed.file, period=parsed.period or "", form=parsed.form or "", lang=parsed.lang
        )


def _backup(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.keeping import backup

    with desk_of(parsed, writes=False) as desk:
        return backup(desk, parsed.file)


def _restore(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.desk import NOBODY
    from toolkit.files.workspace import Workspace
    from toolkit.register.model import Act
    from toolkit.restoring import restore

    # There may be no workspace any more: whoever restores it is named on the command line, or not at all.
    act = Act(by=(parsed.by or "").strip() or NOBODY, at=datetime.now())
    return restore(Workspace(parsed.workspace), parsed.file, act)


def _audit(parsed: argparse.Namespace, speak: Speak) -> Result:
    from toolkit.keeping import audit

    with desk_of(parsed, writes=False) as desk:
        return audit(desk)


def _located(parsed: argparse.Namespace) -> tuple[Path, ...]:
    """The paths as meant: from the current folder; where nothing is there, from the workspace, as tonghop itself names
    files, or from one of its folders of returns, as findings do.
    """
    return tuple(next(filter(os.path.exists, _places(parsed.workspace, path)), path) for path in parsed.paths)


def _places(workspace: Path, path: Path) -> Iterator[Path]:
    yield from (path, workspace / path)
    yield from (folder / path for folder in sorted((workspace / "returns").glob("*")))


_VERBS: dict[str, Callable[[argparse.Namespace, Speak], Result]] = {
    "demo": _demo,
    "init": _init,
    "form list": _form_list,
    "form check": _form_check,
    "round new": _round_new,
    "template": _template,
    "receive": _receive,
    "assign": _assign,
    "discard": _discard,
    "status": _status,
    "diff": _diff,
    **DECIDING,
    "validate": _validate,
    "merge": _merge,
    **REPORTING,
    "run": _run,
    **ISSUING,
    **EXPLAINING,
    **LINTING,
    "history import": _history_import,
    "backup": _backup,
    "restore": _restore,
    "audit": _audit,
}
