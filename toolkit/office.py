"""Who we are (office.yaml): the consolidating unit, its wording, signer, recipients, and printing habits. Values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """`agency` are the header's lines ("ỦY BAN NHÂN DÂN", "HUYỆN BÌNH SƠN"), `superior` the line above it, if any.

    `name` is the agency in a sentence ("UBND huyện Bình Sơn"), `area` its territory ("huyện Bình Sơn"), `communes_word`
    what its communes are called together ("xã, thị trấn"). `authority` are the signature block's lines, from "TM." down;
    `signer` stays blank until staff write it. `by` names who decides when `--by` is not given.
    """

    unit_code: str
    name: str
    area: str
    agency: tuple[str, ...]
    place: str
    symbol: str
    addressee: tuple[str, ...]
    authority: tuple[str, ...]
    recipients: tuple[str, ...]
    communes_word: str = "xã, thị trấn"
    superior: str = ""
    signer: str = ""
    decimals: int = 2
    by: str = ""

    @property
    def report_symbol(self) -> str:
        """What follows a report's number: "BC-UBND"."""
        return self.symbol if self.symbol.startswith("BC-") else f"BC-{self.symbol}"
