"""XlsxWriter's workbook, its parts kept once: of a sheet of 4 million cells it would hold three copies of 200 MB."""

import io

from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook


class LeanWorkbook(Workbook):  # type: ignore[misc]
    """Packs the parts of the file as bytes from the start; they are the bytes that XlsxWriter would make of its texts."""

    def _get_packager(self) -> Packager:
        return _Packager()


class _Packager(Packager):  # type: ignore[misc]
    def _filename(self, xml_filename: str) -> "_Part":
        part = _Part()
        self.filenames.append((part, xml_filename, False))
        return part


class _Part(io.StringIO):
    """A part of the file while it is written. XlsxWriter asks for its text, to encode it: it is encoded already."""

    def __init__(self) -> None:
        super().__init__()
        self._bytes = bytearray()

    def write(self, text: str) -> int:
        self._bytes += text.encode()
        return len(text)

    def getvalue(self) -> "_Part":  # type: ignore[override]
        return self

    def encode(self, _encoding: str) -> bytearray:
        """The bytes, which then are the asker's alone."""
        whole, self._bytes = self._bytes, bytearray()
        return whole
