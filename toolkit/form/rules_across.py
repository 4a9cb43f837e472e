"""Forms that are asked in one round: whether they can be told apart, and have what rules of the others name."""

from collections.abc import Sequence
from dataclasses import replace

from toolkit.errors import FormError
from toolkit.form.load_names import scopes
from toolkit.form.load_part import gathering, raise_first, wrong
from toolkit.form.model import Form, Missing
from toolkit.form.rules import stated_in


def check_across(forms: Sequence[Form]) -> None:
    """Raise FormError for a block's id that two of these forms share (in the one workbook a sheet would be taken for a copy
    of the other form's), and for the first rule that names what another of them lacks, or compares it with another kind.

    A form that is not among them is not asked about: rules that read it are not put in such a round. The file is named
    `<form>/form.yaml`, as it lies in the folder of forms.
    """
    _check_blocks(forms)
    known = {form.id: scopes(form.blocks, frozenset(), f"{form.id}/form.yaml", form.id)[""] for form in forms}
    for form in forms:
        problems: list[FormError] = []
        for rule in form.rules:
            if any(node.form for node in stated_in(rule.tree)):
                zeros = rule.missing is not Missing.SKIP_IF_ANY
                with gathering(problems):
                    replace(known[form.id], others=known, zeros=zeros).check(rule.tree, rule.line)
        raise_first(problems)


def _check_blocks(forms: Sequence[Form]) -> None:
    first: dict[str, str] = {}
    for form in forms:
        for block in form.blocks:
            if first.setdefault(block.id, form.id) != form.id:
                raise wrong(
                    "form.block_shared",
                    f"{form.id}/form.yaml",
                    block.line,
                    raw=block.id,
                    other=first[block.id],
                )
