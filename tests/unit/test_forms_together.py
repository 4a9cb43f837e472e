"""A round that brings forms together checks what their rules read of each other."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.forms import RULES_FORM, SMALL_FORM
from tests.unit.small_workspace import make_small_workspace
from toolkit.desk import NewRound, open_desk, plan_round
from toolkit.errors import FormError

AT = datetime(2024, 6, 20, 8)


def _plan(root: Path, *forms: str, other: str = SMALL_FORM) -> tuple[str, ...]:
    workspace = make_small_workspace(root / "ubnd", "cchc_communication")
    for name, text in (("rules", RULES_FORM), ("small", other)):
        (workspace.forms / name).mkdir()
        (workspace.forms / name / "form.yaml").write_text(text, encoding="utf-8")
    with open_desk(root / "ubnd", at=AT) as desk:
        return tuple(form.id for form in plan_round(desk, NewRound(forms=forms, period="2024-H1")).forms)


def test_forms_that_go_together_are_planned_together(tmp_path: Path) -> None:
    assert _plan(tmp_path, "rules", "small") == ("rules", "small")


def test_without_the_other_form_nothing_is_asked_of_it(tmp_path: Path) -> None:
    assert _plan(tmp_path, "rules", other=SMALL_FORM.replace("got_online:", "got_net:")) == ("rules",)


def test_a_name_that_the_other_form_lacks_is_refused_before_the_round_opens(tmp_path: Path) -> None:
    renamed = SMALL_FORM.replace("got_online", "got_net")
    with pytest.raises(FormError) as caught:
        _plan(tmp_path, "rules", "small", other=renamed)
    assert caught.value.key == "form.rule_other_lacks"
    assert (caught.value.params["form"], caught.value.params["raw"]) == ("small", "dossiers, got_online")


def test_forms_whose_blocks_share_an_id_are_not_asked_in_one_round(tmp_path: Path) -> None:
    shared = SMALL_FORM.replace("id: figures", "id: overview")
    with pytest.raises(FormError) as caught:
        _plan(tmp_path, "rules", "small", other=shared)
    assert caught.value.key == "form.block_shared"
    assert (caught.value.params["raw"], caught.value.params["other"]) == ("overview", "rules")
