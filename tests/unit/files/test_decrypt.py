"""Workbooks with a password: opened with the right one, and said why not with any other."""

import functools
import io
import unicodedata

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from openpyxl import Workbook

from tests.unit.files.ole import ole
from toolkit.files.content import Content
from toolkit.files.decrypt import SILENT_PASSWORD, CannotDecryptError, WrongPasswordError, decrypt
from toolkit.files.read_workbook import UnreadableError, read_workbook
from toolkit.files.sniff import sniff

PASSWORD = "Mật khẩu 2024"


def made() -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active["B2"] = 1253
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@functools.cache
def encrypted(password: str) -> bytes:
    """The workbook under a password, in fewer rounds than the hundred thousand that Excel makes of it."""
    out = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        quick = functools.partial(ECMA376Agile.encrypt, spin_count=1000)
        patch.setattr(ECMA376Agile, "encrypt", staticmethod(quick))
        OOXMLFile(io.BytesIO(made())).encrypt(password, out)
    return out.getvalue()


@pytest.fixture
def locked() -> bytes:
    return encrypted(PASSWORD)


def test_the_password_opens_it(locked: bytes) -> None:
    assert sniff(locked) is Content.PROTECTED
    assert sniff(decrypt(locked, PASSWORD)) is Content.XLSX


def test_letters_composed_or_not_are_the_same_password(locked: bytes) -> None:
    decomposed = unicodedata.normalize("NFD", PASSWORD)
    assert decomposed != PASSWORD
    assert sniff(decrypt(locked, decomposed)) is Content.XLSX


def test_another_password_is_told_from_an_encryption_that_is_not_known(locked: bytes) -> None:
    with pytest.raises(WrongPasswordError):
        decrypt(locked, "mat khau")
    for broken in (
        locked[:3000],
        b"",
        ole(
            {
                "EncryptedPackage": b"x",
                "EncryptionInfo": b"\4\0\4\0\x40\0\0\0<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
            }
        ),
        ole({"EncryptedPackage": b"x", "EncryptionInfo": bytes(40)}),
        ole({"Workbook": b"\x09\x08\x10\0" + bytes(16) + b"\x2f\0\x06\0\1\0\7\0\7\0"}),
    ):
        with pytest.raises(CannotDecryptError):
            decrypt(broken, PASSWORD)


@pytest.mark.parametrize(
    ("password", "given", "key"),
    [
        (PASSWORD, PASSWORD, ""),
        (PASSWORD, "", "FIL-009"),
        (PASSWORD, "mat khau", "FIL-017"),
        (SILENT_PASSWORD, "", ""),
        (SILENT_PASSWORD, "mat khau", ""),
    ],
)
def test_the_reader_reads_what_the_password_or_excel_itself_opens(
    password: str, given: str, key: str
) -> None:
    data = encrypted(password)
    if key:
        with pytest.raises(UnreadableError) as caught:
            read_workbook(data, given)
        assert caught.value.key == key
    else:
        assert read_workbook(data, given).sheets[0].at(1, 1) == 1253


def test_an_encryption_that_is_not_known_has_its_own_reason() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_workbook(ole({"EncryptedPackage": b"x", "EncryptionInfo": bytes(40)}))
    assert caught.value.key == "FIL-028"
