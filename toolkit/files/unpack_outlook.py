"""The attachments of a mail saved by Outlook (.msg), those of mails attached to it too, each with the date it was sent."""

import io
import struct
from collections.abc import Iterator
from datetime import datetime

from olefile import OleFileIO
from oxmsg.attachment import Attachment
from oxmsg.domain.constants import PID_CLIENT_SUBMIT_TIME, PID_MESSAGE_DELIVERY_TIME
from oxmsg.domain.model import UnrecognizedCodePageError, UnsupportedEncodingError
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from toolkit.files.unpack_mail import is_shown_inside, local
from toolkit.files.unpack_parts import MAX_DEPTH, Budget, Part, Refused, is_noise, safe_label, within

_TOP_HEADER, _INNER_HEADER = 32, 24
"""Bytes before the first property: a mail inside a mail lacks eight reserved ones."""
_INNER_MESSAGE = "__substg1.0_3701000D"
_SHORT_NAME, _DISPLAY_NAME, _CONTENT_ID, _SUBJECT = 0x3704, 0x3001, 0x3712, 0x0037
_BROKEN = (
    OSError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
    RecursionError,
    OverflowError,
    struct.error,
    UnrecognizedCodePageError,
    UnsupportedEncodingError,
)


def outlook_files(data: bytes, budget: Budget) -> Iterator[Part | Refused]:
    """Every attachment, or why it could not be taken out. Raises OverBudgetError."""
    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            message = Storage.from_ole(ole)
    except _BROKEN:
        yield Refused("FIL-038")
        return
    yield from _files(message, _TOP_HEADER, None, budget, 1)


def _files(
    message: Storage, header: int, sent: datetime | None, budget: Budget, depth: int
) -> Iterator[Part | Refused]:
    sent = _sent(message, header) or sent
    for number, storage in enumerate(message.iter_attachment_storages(), start=1):
        inner = next((inside for inside in storage.storages if inside.name == _INNER_MESSAGE), None)
        if inner is not None:
            yield from _attached_mail(inner, sent, budget, depth)
            continue
        try:
            found = _attachment(storage, number, sent)
        except _BROKEN:
            yield Refused("FIL-037", f"attachment {number}")
            continue
        if found is not None:
            budget.spend(len(found.data))
            yield found


def _attached_mail(
    message: Storage, sent: datetime | None, budget: Budget, depth: int
) -> Iterator[Part | Refused]:
    title = safe_label(f"{_text(message, _SUBJECT) or 'mail'}.msg".replace("/", "_"))
    if depth >= MAX_DEPTH:
        yield Refused("FIL-039", title, (("most", MAX_DEPTH),))
        return
    for item in _files(message, _INNER_HEADER, sent, budget, depth + 1):
        yield within(title, item)


def _attachment(storage: Storage, number: int, sent: datetime | None) -> Part | None:
    attachment = Attachment(storage)
    properties = attachment.properties
    names = (attachment.file_name, *map(properties.str_prop_value, (_SHORT_NAME, _DISPLAY_NAME)))
    label = next(filter(None, names), f"attachment {number}")
    data = attachment.file_bytes
    if data is None:  # a link, or an object drawn in the text
        return None
    content_id = properties.str_prop_value(_CONTENT_ID) or ""
    if is_shown_inside(attachment.mime_type or "", content_id, len(data)) or is_noise(label):
        return None
    return Part(safe_label(label), data, sent)


def _sent(message: Storage, header: int) -> datetime | None:
    try:
        properties = Properties(message, properties_header_offset=header)
        moments = map(properties.date_prop_value, (PID_CLIENT_SUBMIT_TIME, PID_MESSAGE_DELIVERY_TIME))
        return local(next((moment for moment in moments if moment is not None), None))
    except _BROKEN:
        return None


def _text(message: Storage, pid: int) -> str:
    """A text property of a mail that is attached, straight from its stream."""
    streams = {stream.name: stream.bytes_ for stream in message.streams}
    wide = streams.get(f"__substg1.0_{pid:04X}001F")
    return wide.decode("utf-16-le", "replace").strip("\0") if wide else ""
