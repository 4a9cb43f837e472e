"""What a consolidated workbook is planned from."""

from collections.abc import Mapping
from typing import Protocol

from toolkit.merge.model import Change, Totals
from toolkit.office import Office
from toolkit.text import Lang
from toolkit.validation.model import Checked, Standing


class Content(Protocol):
    """A round's values as an edition closed them, or as they stand.

    `keyed` names, by a return's SHA-256, the attachment that staff keyed it in from. `compared` are the totals beside what
    the `parts` of the period (their ids) come to.
    """

    @property
    def checked(self) -> Checked: ...
    @property
    def totals(self) -> Totals: ...
    @property
    def standings(self) -> tuple[Standing, ...]: ...
    @property
    def office(self) -> Office: ...
    @property
    def lang(self) -> Lang: ...
    @property
    def keyed(self) -> Mapping[str, str]: ...
    @property
    def compared(self) -> tuple[Change, ...]: ...
    @property
    def parts(self) -> tuple[str, ...]: ...
