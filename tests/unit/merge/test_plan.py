"""What a plan.csv may say of a target: a number as the form allows it, and no other."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.merge import built
from toolkit.errors import FormError
from toolkit.form.model import FieldType, Form
from toolkit.merge.merge import merge
from toolkit.merge.plan import parse_plan


def target(code: str, value: str, form: Form = built.FORM) -> int | Decimal:
    """The one target of a plan; raises FormError."""
    round = built.a_round(form=form)
    totals = merge(round, built.checked(round, {}), 0)
    row = {"unit": "", "field": code, "value": value, "document": "KH 21"}
    (one,) = parse_plan([row], "plan.csv", round, totals)
    return one.value


def bounded(code: str, minimum: Decimal | None) -> Form:
    """The form with another least number of one field."""
    fields = tuple(
        replace(item, minimum=minimum) if item.code == code else item for item in built.GENERAL.fields
    )
    return replace(built.FORM, blocks=(replace(built.GENERAL, fields=fields), *built.FORM.blocks[1:]))


def refused(code: str, value: str, form: Form = built.FORM) -> str:
    with pytest.raises(FormError) as told:
        target(code, value, form)
    return told.value.key


def test_less_than_nothing_is_planned_where_the_form_lets_it_be_reported() -> None:
    assert target("news", "-10", bounded("news", Decimal(-1000))) == -10
    assert target("cost", "-1.5") == Decimal("-1.5")
    assert target("gap", "-3") == -3


def test_elsewhere_a_target_below_zero_is_refused_with_its_cause() -> None:
    assert refused("news", "-10", bounded("news", Decimal(0))) == "plan.negative"
    assert refused("online", "-10") == "plan.negative"
    assert refused("plan", "-1") == "plan.negative"
    assert next(one for one in built.GENERAL.fields if one.code == "plan").type is FieldType.YES_NO


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("", "plan.value"),
        ("1,5", "plan.value"),
        ("--1", "plan.value"),
        ("-", "plan.value"),
        ("1.000", "plan.thousands"),
        ("-1.000", "plan.thousands"),
    ],
)
def test_what_is_no_number_is_refused(value: str, key: str) -> None:
    assert refused("cost", value) == key
