"""How tests of this room read numbers: as the program does."""

from functools import cache

from toolkit.files.workspace import shipped
from toolkit.form.load import load_form
from toolkit.form.model import Form
from toolkit.past.stated import read_stated

read = read_stated


@cache
def shipped_form(name: str) -> Form:
    return load_form((shipped() / "input_templates" / name / "form.yaml").read_bytes(), name)
