"""Who asks and who is asked in a new round, where it is like an earlier one too: units may be others by now."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.errors import UsageError
from toolkit.files.csv_text import read_csv
from toolkit.files.workspace import read_input
from toolkit.lineage import Lineage
from toolkit.periods import write_date
from toolkit.register.model import RoundRecord
from toolkit.units import Unit, Units


@dataclass(frozen=True, slots=True)
class Successors:
    """The units of a day, and what became of those of before."""

    units: Units
    lineage: Lineage
    day: date

    def asker(self, named: str, earlier: RoundRecord | None, office: str) -> Unit:
        """Who is named (a code), else what the earlier round's asker has become, else (that district is no more) the office.

        Raises UsageError.
        """
        later = self._become(earlier.asker) if earlier and not named else ()
        if later:
            return later[0]
        code = named or office
        known = [unit for unit in self.units.all if unit.code == code]
        if earlier and known and not any(unit.valid_on(self.day) for unit in known):
            raise UsageError("lineage.no_office", code=code, name=known[-1].name, day=write_date(self.day))
        return self.units.on(code, self.day)

    def asked(self, asker: Unit, earlier: RoundRecord | None, file: Path | None) -> tuple[Unit, ...]:
        """The units of a file (column code), else what the earlier round's have become, else all under the asker.

        Of an office's own agencies that are no more, those of the asker. Raises UsageError.
        """
        under = self.units.under(asker.code, self.day)
        if file is not None:
            return self._of_file(file)
        if earlier is None:
            return under
        own = tuple(unit for unit in under if unit.is_own)
        later = (now for unit in earlier.units for now in self._succeeding(unit, own))
        return tuple(dict.fromkeys(later))

    def _succeeding(self, unit: Unit, own: tuple[Unit, ...]) -> tuple[Unit, ...]:
        later = self._become(unit)
        if not later and not unit.is_own:
            raise UsageError("lineage.gone", code=unit.code, name=unit.name, day=write_date(self.day))
        return later or own

    def _become(self, unit: Unit) -> tuple[Unit, ...]:
        """By the lineage, not by a code that may be another unit's by now."""
        known = next((one for one in self.units.all if one.unit_id == unit.unit_id), None)
        return (self.units.on(unit.code, self.day),) if known is None else self.lineage.after(known, self.day)

    def _of_file(self, path: Path) -> tuple[Unit, ...]:
        rows = read_csv(read_input(path), path.name)
        if any("code" not in row for row in rows):
            raise UsageError("desk.units_no_code", file=str(path))
        return tuple(dict.fromkeys(self.units.on(row["code"].strip(), self.day) for row in rows))
