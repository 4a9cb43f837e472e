"""What comes out of a container, the bounds that hold for all of them, and labels that are safe to show."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import datetime

MAX_DEPTH = 3
MAX_PARTS = 2_000
MAX_PART = 50_000_000
MAX_TOTAL = 300_000_000

_NOISE_FILES = {".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db"}
_LONGEST_NAME, _LONGEST_LABEL = 120, 400
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")
_LONE = re.compile(r"[\ud800-\udfff]")
_NOT_IN_NAMES = str.maketrans('<>:"|?*', "_______")


@dataclass(frozen=True, slots=True)
class Part:
    """One file in a container: its name there ("Xã A/bc.xlsx"), once it is taken out with the container's before it
    ("goi.zip/Xã A/bc.xlsx"); its bytes; when the mail that carried it was sent, None when none did.
    """

    name: str
    data: bytes
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be taken out and why: a finding's code and parameters. `label` is "" for the container itself."""

    code: str
    label: str = ""
    params: tuple[tuple[str, object], ...] = ()


class OverBudgetError(Exception):
    """A container holds more than any honest one; `refused` says what of."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused)
        self.refused = refused


def within(folder: str, item: Part | Refused) -> Part | Refused:
    """The same, below a folder."""
    if isinstance(item, Part):
        return replace(item, name=f"{folder}/{item.name}")
    return replace(item, label=f"{folder}/{item.label}")


@dataclass(slots=True)
class Budget:
    """What may still be taken out of one file, with everything nested in it."""

    parts: int = MAX_PARTS
    size: int = MAX_TOTAL
    passwords: tuple[bytes, ...] = field(default=(), repr=False)

    def spend(self, size: int) -> None:
        """One more part. Raises OverBudgetError."""
        self.parts -= 1
        self.size -= size
        if self.parts < 0:
            raise OverBudgetError(Refused("FIL-034", params=(("most", MAX_PARTS),)))
        if self.size < 0:
            raise OverBudgetError(Refused("FIL-033", params=(("megabytes", MAX_TOTAL // 1_000_000),)))


def is_noise(label: str) -> bool:
    """What systems and open programs leave among files: nobody sent it."""
    *folders, name = label.replace("\\", "/").split("/")
    return (
        any(folder == "__MACOSX" or folder.startswith(".") for folder in folders if folder not in {".", ".."})
        or name.startswith(("~$", "."))
        or name.casefold() in _NOISE_FILES
    )


def safe_label(raw: str) -> str:
    """A name from outside as a label: NFC, "/" between folders, no way up or out, no device, nothing invisible.

    It is shown, registered and compared, and never becomes a path.
    """
    steps = (_safe_name(step) for step in _DRIVE.sub("", raw.replace("\\", "/"), count=1).split("/"))
    label = "/".join(step for step in steps if step)
    if len(label) > _LONGEST_LABEL:
        label = "…" + label[1 - _LONGEST_LABEL :]
    return label or "_"


def shown_name(raw: str) -> str:
    """A name as it is, with what is no text written out: safe for JSON, SQLite and screens.

    That is a byte that is no UTF-8 (other systems), or half of a pair of UTF-16 (Windows).
    """
    return unicodedata.normalize("NFC", _LONE.sub(_written_out, raw))


def _written_out(lone: re.Match[str]) -> str:
    code = ord(lone[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def decoded_name(raw: bytes) -> str | None:
    """A name whose encoding nothing states: UTF-8, else the code page of Vietnamese Windows; None when neither."""
    for encoding in ("utf-8", "cp1258"):
        try:
            return unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return None


def _safe_name(step: str) -> str:
    # Controls, surrogates and marks that turn the direction of text (Cc, Cf, Cs) make a name look like another.
    seen = "".join("_" if unicodedata.category(char) in {"Cc", "Cf", "Cs"} else char for char in step)
    name = unicodedata.normalize("NFC", seen).translate(_NOT_IN_NAMES).strip(" ").rstrip(". ")
    if len(name) > _LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        kept = dot + ending if stem and len(ending) <= 8 else ""
        name = name[: _LONGEST_NAME - 1 - len(kept)] + "…" + kept
    return f"_{name}" if _DEVICES.fullmatch(name) else name
