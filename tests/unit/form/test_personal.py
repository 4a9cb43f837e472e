"""What is personal is so in all its parts, whoever asks."""

from tests.unit.form.test_shipped_forms import shipped
from toolkit.form.layout import is_personal, personal_fields, rows_of
from toolkit.form.model import Key

FORMS = [shipped(name, switched_on=True) for name in ("cchc_communication", "tthc_ii06a")]


def test_the_parts_of_a_personal_rate_are_personal_too() -> None:
    personal = personal_fields(FORMS)
    rates = [
        (form.id, block.id, item)
        for form in FORMS
        for block in form.blocks
        for item in block.fields
        if item.personal and item.is_typed_rate
    ]
    assert rates
    for form, block, item in rates:
        assert len(rows_of(item)) == 3
        assert {(form, block, code) for code in rows_of(item)} <= personal


def test_one_datum_and_all_of_them_are_told_alike() -> None:
    personal = personal_fields(FORMS)
    for form in FORMS:
        for block in form.blocks:
            for item in block.fields:
                for code in rows_of(item):
                    key = Key(form.id, block.id, code)
                    assert is_personal(form, key) == (key[:3] in personal) == item.personal
