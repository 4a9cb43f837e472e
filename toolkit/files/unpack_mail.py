"""The attachments of a saved e-mail (.eml), those of the mails forwarded in it too, each with the date it was sent."""

import email
import mimetypes
from collections.abc import Iterator
from datetime import datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from toolkit.files.unpack_parts import (
    MAX_DEPTH,
    Budget,
    Part,
    Refused,
    decoded_name,
    is_noise,
    safe_label,
    within,
)

SMALL_PICTURE = 100_000
"""Bytes below which a picture that the mail's text shows is a logo or an emblem, not a photographed page."""

_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
_BROKEN = (MessageError, ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)


def mail_files(data: bytes, budget: Budget) -> Iterator[Part | Refused]:
    """Every attachment, or why it could not be taken out. Raises OverBudgetError."""
    try:
        message = email.message_from_bytes(data)
        yield from _files(message, _sent(message), budget, 1)
    except _BROKEN:
        yield Refused("FIL-038")


def is_shown_inside(mime: str, content_id: str, size: int) -> bool:
    """Whether an attachment is a picture in the mail's own text."""
    return mime.startswith("image/") and bool(content_id) and size < SMALL_PICTURE


def local(moment: datetime | None) -> datetime | None:
    """A moment as the register keeps moments: to the second, on this machine's clock. None for an impossible one."""
    if moment is None:
        return None
    try:
        here = moment.astimezone() if moment.tzinfo else moment
    except (OverflowError, OSError, ValueError):
        return None
    return here.replace(microsecond=0, tzinfo=None)


def _files(
    part: Message, sent: datetime | None, budget: Budget, depth: int, related: bool = False
) -> Iterator[Part | Refused]:
    """`related` tells that the part stands beside a text which shows it."""
    inner = part.get_payload()
    if part.get_content_maintype() == "message" and isinstance(inner, list):
        for message in inner:
            assert isinstance(message, Message)
            title = _name(part) or f"{_decoded(message.get('Subject')) or 'mail'}.eml"
            yield from _forwarded(safe_label(title), message, sent, budget, depth)
    elif isinstance(inner, list):
        for child in inner:
            assert isinstance(child, Message)
            beside = related or part.get_content_subtype() == "related"
            yield from _files(child, sent, budget, depth, beside)
    elif (found := _attachment(part, sent, related)) is not None:
        budget.spend(len(found.data))
        yield found


def _forwarded(
    title: str, message: Message, sent: datetime | None, budget: Budget, depth: int
) -> Iterator[Part | Refused]:
    if depth >= MAX_DEPTH:
        yield Refused("FIL-039", title, (("most", MAX_DEPTH),))
        return
    for item in _files(message, _sent(message) or sent, budget, depth + 1):
        yield within(title, item)


def _attachment(part: Message, sent: datetime | None, related: bool) -> Part | None:
    """A leaf as an attachment; None for the mail's own text, its pictures and signatures."""
    mime = part.get_content_type()
    name = _name(part)
    is_attached = part.get_content_disposition() == "attachment"
    if mime in _SIGNATURES or (not name and not is_attached and mime.startswith(("text/", "multipart/"))):
        return None
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    # Some programs give every attachment a Content-ID.
    content_id = str(part.get("Content-ID") or "") if related or not is_attached else ""
    if is_shown_inside(mime, content_id, len(data)):
        return None
    label = name or f"attachment{mimetypes.guess_extension(mime) or ''}"
    return None if is_noise(label) else Part(safe_label(label), data, sent)


def _sent(message: Message) -> datetime | None:
    """When a mail was sent by its own date; by its last hop when it has none that can be read."""
    for raw in (message.get("Date"), str(message.get("Received") or "").rpartition(";")[2]):
        try:
            moment = local(parsedate_to_datetime(str(raw or "").strip()))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if moment is not None:
            return moment
    return None


def _name(part: Message) -> str:
    """An attachment's name, however it was written: RFC 2231, RFC 2047, or bytes that state no encoding."""
    for header, raw in part.raw_items():
        if header.casefold() in {"content-disposition", "content-type"} and not str(raw).isascii():
            known = decoded_name(str(raw).encode("utf-8", "surrogateescape"))
            part.replace_header(header, known or str(raw).encode("ascii", "replace").decode())
    return _decoded(part.get_filename())


def _decoded(raw: object) -> str:
    text = str(raw or "")
    try:
        return str(make_header(decode_header(text)))
    except _BROKEN:
        return text
