"""Registers that earlier versions wrote: taken over whole, or left exactly as they were."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.unit.register import factory
from tests.unit.register.factory import ACT, ONE, POP, TWO
from tests.unit.register.test_calls_and_estimates import CALLS, ESTIMATE
from toolkit.errors import OutputError, UsageError
from toolkit.intake.model import Kind
from toolkit.register.database import APPLICATION_ID, Database, migrations
from toolkit.register.register import Register
from toolkit.validation.model import CallList

SCHEMAS = Path(__file__).with_name("schemas")
# Checked in as they were written; a new schema gets its file when the next one comes.
WRITTEN = {number: SCHEMAS / f"version-{number}.sql" for number in range(1, len(migrations()))}

REMADE = {"corrections", "explanations", "waivers", "adjustments", "extensions", "messages"}
"""Tables that became one; what they held is looked for there."""
RENAMED = {"history"}
"""Tables of which a column came to mean another thing; see below what became of their rows."""
each = pytest.mark.parametrize("version", WRITTEN)
Rows = dict[str, list[tuple[object, ...]]]
EVENTS = {4: 14, 5: 15}
"""How many there are, where decisions were events."""


def written_by(path: Path, version: int) -> Path:
    db = sqlite3.connect(path)
    db.executescript(WRITTEN[version].read_text("utf-8"))
    db.close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.sqlite"


def rows_of(path: Path) -> Rows:
    db = sqlite3.connect(path)
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {table: db.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}
    db.close()
    return rows


def version_of(path: Path) -> tuple[int, int]:
    db = sqlite3.connect(path)
    told = db.execute("PRAGMA user_version").fetchone()[0], db.execute("PRAGMA application_id").fetchone()[0]
    db.close()
    return told


def structure_of(path: Path) -> set[tuple[str, str]]:
    db = sqlite3.connect(path)
    rows = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    db.close()
    return {(name, " ".join(sql.split())) for name, sql in rows}


@each
def test_the_steps_of_old_still_make_what_they_made(path: Path, version: int, tmp_path: Path) -> None:
    database = Database(tmp_path / "new.sqlite", write=True)
    database.upgrade(to=version)
    database.close()
    assert structure_of(tmp_path / "new.sqlite") == structure_of(written_by(path, version))


@each
def test_an_earlier_register_is_taken_over_row_by_row(path: Path, version: int) -> None:
    before = rows_of(written_by(path, version))
    assert sum(map(len, before.values())) > 50
    Register.write(path, ACT).close()
    assert version_of(path) == (len(migrations()), APPLICATION_ID)
    assert _kept(before, rows_of(path)) == {
        table: rows for table, rows in before.items() if table not in REMADE | RENAMED
    }
    fresh = path.with_name("fresh.sqlite")
    Register.write(fresh, ACT).close()
    assert structure_of(path) == structure_of(fresh)


def _kept(before: Rows, after: Rows) -> Rows:
    """What later rows hold of the earlier tables' columns; a column that was added stands behind them."""
    width = {table: len(rows[0]) if rows else 0 for table, rows in before.items()}
    return {
        table: [row[: width[table]] for row in after[table]]
        for table in before
        if table not in REMADE | RENAMED
    }


@each
def test_what_was_decided_is_taken_over(path: Path, version: int) -> None:
    with Register.write(written_by(path, version), ACT) as register:
        told = register.decisions("f-2021")
    assert len(told.corrections) == len(told.extensions) == (version > 1)
    if version > 1:
        (correction,), (extension,) = told.corrections, told.extensions
        assert (correction.unit_id, correction.key, correction.version) == (ONE, POP, 2)
        assert (correction.before, correction.after, correction.by) == (4523, 4532, "Văn thư")
        assert (correction.reason, correction.informant, correction.channel) == (
            "Gõ nhầm",
            "Cán bộ xã",
            "điện thoại",
        )
        assert (extension.unit_id, extension.due, extension.reason) == (TWO, date(2021, 12, 20), "Mất điện")


@each
def test_an_earlier_register_says_what_it_said(path: Path, version: int) -> None:
    with Register.write(written_by(path, version), ACT) as register:
        told = register.audit()
        assert (told.problems, told.events, told.purged) == ((), EVENTS.get(version, 12), 1)
        record = register.round("f-2021")
        assert record.units == factory.UNITS
        assert record.extensions == ({TWO: date(2021, 12, 20)} if version > 1 else {})
        first, second = register.returns("f-2021")
        assert (first.version, second.version, second.file) == (1, 2, "sửa.xlsx")
        assert first == factory.received().content
        assert [entry.value for entry in second.entries] == [4600]
        assert [item.kind for item in register.received("f-2021")][2] is Kind.FOREIGN
        assert register.received("f-2021")[3].discarded == "Gửi nhầm"
        calls, estimates = (CALLS, (ESTIMATE,)) if version > 4 else (CallList(), ())
        assert register.checked("f-2021") == replace(factory.checked(), calls=calls)
        assert not register.check_is_current(
            "f-2021"
        )  # whom to ask was not worked out, or history came since
        assert register.last_totals("f-2021") == replace(factory.totals(), estimates=estimates)
        past = register.earlier_totals(["f"], "2020", "524@")[POP].told
        assert past.value == 4400
        assert register.outputs("f-2021") == {"totals.csv": "1" * 64}
        assert register.events("f-2021")[-1].unit_id == ONE
        assert (record.edition, record.editions) == (0, ())
        register.add_received("f-2021", factory.received("mới.xlsx", "e" * 64), ACT)
        assert register.returns("f-2021")[2].version == 3


OF_UNITS = {
    ("2020", "21046@", "i:2200"),
    ("2020", "21091@", None),
    ("2020-H1", "99999@", "i:7"),  # no round knows it
    ("2025-07", "21091@", "i:6"),  # nor who bore the code then
    ("2025-H1", "21046@", "i:8"),
    ("2025-Q3", "21046@2025-07-01", "i:9"),
    ("20250601-20250630", "21046@", "i:5"),
}


@each
def test_earlier_figures_bear_the_identity_of_who_bore_the_code_then(path: Path, version: int) -> None:
    before = rows_of(written_by(path, version))["history"]
    Register.write(path, ACT).close()
    after = rows_of(path)["history"]
    assert len(after) == len(before)
    assert {row[3:] for row in after} == {(*row[3:], "", "", 0, 1) for row in before}
    told = {(row[1], row[2], row[7]) for row in after}
    assert told == {("2020", "", "i:4400")} | (OF_UNITS if version > 4 else set())


@each
def test_who_asked_is_known_by_its_identity(path: Path, version: int) -> None:
    Register.write(written_by(path, version), ACT).close()
    ids = {row[0]: row[-1] for row in rows_of(path)["rounds"]}
    assert ids == {"f-2021": "524@"} | ({"f-2025-H2": "51@2025-07-01"} if version > 4 else {})


@each
def test_a_round_of_an_earlier_register_can_be_issued(path: Path, version: int) -> None:
    with Register.write(written_by(path, version), ACT) as register:
        told = factory.issued(decisions=register.decisions("f-2021"), received=register.received("f-2021"))
        register.issue("f-2021", factory.edition(), told, {"report.docx": "1" * 64}, ACT)
        assert register.late("f-2021") == ()
        register.reopen("f-2021", "Bổ sung", ACT)
        assert register.issued("f-2021", 1) == told
        assert register.audit().problems == ()


@each
def test_an_earlier_register_is_copied_before_it_is_upgraded(path: Path, version: int) -> None:
    before = rows_of(written_by(path, version))
    Register.write(path, ACT).close()
    (copy,) = (path.parent / "backups").iterdir()
    assert version_of(copy)[0] == version
    assert rows_of(copy) == before


@each
def test_a_reader_leaves_an_earlier_register_alone(path: Path, version: int) -> None:
    before = written_by(path, version).read_bytes()
    with pytest.raises(UsageError, match=r"register\.older"):
        Register.read(path)
    assert path.read_bytes() == before


def _full(database: Database) -> None:
    pages = database.one("PRAGMA page_count")[0]
    database.run(f"PRAGMA max_page_count = {pages}")


def _small(database: Database) -> None:
    """Room for some of the tables of the next version."""
    pages = database.one("PRAGMA page_count")[0]
    database.run(f"PRAGMA max_page_count = {pages + 3}")


@pytest.mark.parametrize("fill", [_full, _small])
def test_a_disk_that_is_full_during_an_upgrade_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch, fill: Callable[[Database], None]
) -> None:
    before = rows_of(written_by(path, 1))
    really = Database.upgrade

    def upgrade(self: Database, to: int | None = None) -> None:
        fill(self)
        really(self, to)

    with monkeypatch.context() as patched:
        patched.setattr(Database, "upgrade", upgrade)
        with pytest.raises(OutputError, match=r"output\.full"):
            Register.write(path, ACT)
    assert version_of(path)[0] == 1
    assert rows_of(path) == before
    assert not path.with_name("register.lock").exists()
    with Register.write(path, ACT) as register:
        assert register.audit().problems == ()
