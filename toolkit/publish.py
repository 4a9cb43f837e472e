"""Writing a verb's outputs: whole, noted before and after, and never over what someone has edited."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import toolkit
from toolkit.desk import Desk
from toolkit.files.atomic import place_of, sha256, standing_digest, take_away, write_whole
from toolkit.form.model import Round
from toolkit.result import Output

MANIFEST = "manifest.json"


def publish_outputs(
    desk: Desk,
    opened: Round,
    files: Mapping[str, bytes],
    manifest: Mapping[str, Any],
    renewed: tuple[str, ...] = (),
) -> tuple[Output, ...]:
    """Write a verb's outputs whole, note what was written, and the manifest last.

    An output that someone edited is left alone; the new one stands beside it. Folders in `renewed` ("returned/") are
    written as a whole: what an earlier run wrote there and this one does not is taken away, unless someone edited it. So
    is the PDF of a document that now is another. Raises OutputError.
    """
    folder = desk.workspace.outputs(opened.id)
    _settle_outputs(desk, opened.id)
    known = desk.register.outputs(opened.id)
    placed = {name: _placed(folder, name, data, known) for name, data in files.items()}
    written = dict(placed.values())
    gone = _outdated(folder, known, written, (*renewed, *_copies(known, written)))
    content = {**manifest, "tonghop": toolkit.__version__, "outputs": dict(sorted((known | written).items()))}
    for name in (MANIFEST, *gone):
        content["outputs"].pop(name, None)
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    whole = {**files, MANIFEST: text.encode()}
    placed[MANIFEST] = _placed(folder, MANIFEST, whole[MANIFEST], known)
    desk.register.begin_outputs(opened.id, dict(placed.values()))
    # First, while nothing new stands: one that is open in Excel cannot be removed on Windows, and stops all the rest.
    for name in gone:
        take_away(folder / name)
    for name, data in whole.items():
        at, digest = placed[name]
        if standing_digest(folder / at) != digest:
            write_whole(folder / at, data)
    desk.register.set_outputs(opened.id, dict(placed.values()), desk.act, gone)
    return tuple(
        Output(
            path=desk.workspace.inside(folder / at),
            sha256=digest,
            instead_of=desk.workspace.inside(folder / name) if at != name else "",
        )
        for name, (at, digest) in placed.items()
    )


def _placed(folder: Path, name: str, data: bytes, known: Mapping[str, str]) -> tuple[str, str]:
    digest = sha256(data)
    return place_of(folder, name, digest, known), digest


def _copies(known: Mapping[str, str], written: Mapping[str, str]) -> tuple[str, ...]:
    """The PDFs of documents that are written otherwise than they were."""
    changed = (name for name, digest in written.items() if known.get(name) != digest)
    return tuple(f"{name.removesuffix('.docx')}.pdf" for name in changed if name.endswith(".docx"))


def _outdated(
    folder: Path, known: Mapping[str, str], written: Mapping[str, str], renewed: tuple[str, ...]
) -> tuple[str, ...]:
    """Outputs of an earlier run in folders that are renewed, as they were written or gone already."""
    return tuple(
        name
        for name, digest in known.items()
        if name.startswith(renewed) and name not in written
        if standing_digest(folder / name) in {digest, None}
    )


def _settle_outputs(desk: Desk, round_id: str) -> None:
    """Where writing outputs was broken off by a kill or a fault, note those that had been written."""
    folder = desk.workspace.outputs(round_id)
    begun = desk.register.begun_outputs(round_id)
    done = {name: digest for name, digest in begun.items() if standing_digest(folder / name) == digest}
    if begun:
        desk.register.settle_outputs(round_id, done, desk.act)
