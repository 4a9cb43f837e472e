"""Workbooks that need a password, opened with it: .xlsx and its kin (agile and standard), .xls (RC4, CryptoAPI, XOR)."""

import io
import unicodedata

import msoffcrypto
from msoffcrypto.exceptions import InvalidKeyError

from toolkit.files.sniff_ole import BROKEN, open_ole

SILENT_PASSWORD = "VelvetSweatshop"
"""With this one Excel encrypts what it is to open without asking, such as a workbook whose structure is protected."""


class WrongPasswordError(Exception):
    """The password does not open the file."""


class CannotDecryptError(Exception):
    """No password could: the encryption is of another kind, or damaged."""


def decrypt(data: bytes, password: str) -> bytes:
    """The workbook within, as it would have been saved without a password; its content may be anything.

    A password with Vietnamese letters is tried as typed, then composed and decomposed, because keyboards differ. Deriving
    a key can take as long as the file says (ten million rounds), so this belongs in a guarded worker. Raises
    WrongPasswordError, CannotDecryptError.
    """
    _refuse_entities(data)
    for one in dict.fromkeys((password, *(unicodedata.normalize(form, password) for form in ("NFC", "NFD")))):
        try:
            return _decrypt(data, one)
        except InvalidKeyError:
            continue
        except MemoryError:
            raise
        except Exception as error:
            # The library reads foreign bytes without checks: any error of its own says that they are not as they should be.
            raise CannotDecryptError(str(error)) from None
    raise WrongPasswordError


def _decrypt(data: bytes, password: str) -> bytes:
    book = msoffcrypto.OfficeFile(io.BytesIO(data))
    if book.format == "ooxml":
        book.load_key(password=password, verify_password=True)
    else:
        book.load_key(password=password)
    out = io.BytesIO()
    book.decrypt(out)
    return out.getvalue()


def _refuse_entities(data: bytes) -> None:
    """The description of the encryption is XML, which the library would read with all its entities."""
    try:
        with open_ole(data) as ole:
            said = ole.openstream("EncryptionInfo").read() if ole.exists("EncryptionInfo") else b""
    except BROKEN as error:
        raise CannotDecryptError(str(error)) from None
    if b"<!" in said:
        raise CannotDecryptError("a document type")
