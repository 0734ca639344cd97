"""E-mail: what was written, and the files that came with it."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

from siyada.formats.decoding import decoded
from siyada.formats.html import read_markup
from siyada.formats.reading import Unreadable

_MOST_PARTS = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail: its subject, the day it was sent, its text, and its attachments by name."""

    subject: str
    date: str
    text: str
    attachments: tuple[tuple[str, bytes], ...]


def read_letter(content: bytes) -> Letter:
    """The letter in a file; raises Unreadable when it is none."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    if not any(message.get(name) for name in ("From", "To", "Subject", "Date", "Received")):
        raise Unreadable("unknown_format", "The file is no e-mail.")
    parts = list(message.walk())
    if len(parts) > _MOST_PARTS:
        raise Unreadable("too_large", f"The e-mail has over {_MOST_PARTS} parts.")
    return Letter(
        subject=" ".join(_header(message, "Subject").split()),
        date=_day(message),
        text=_text(message),
        attachments=tuple(_attachments(message)),
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; one that cannot be parsed says nothing."""
    try:
        return str(message.get(name) or "")
    except (ValueError, IndexError, AttributeError):
        return ""


def _day(message: EmailMessage) -> str:
    try:
        sent = message["Date"].datetime if message["Date"] else None
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""
    return sent.date().isoformat() if sent else ""


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    if not isinstance(body, EmailMessage):
        return ""
    text = _decoded(body)
    return read_markup(text)[0].text if body.get_content_type() == "text/html" and text else text


def _decoded(part: EmailMessage) -> str:
    content = part.get_payload(decode=True)
    charset = part.get_content_charset() or ""
    return decoded(content, charset=charset) if isinstance(content, bytes) else ""


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for number, part in enumerate(message.iter_attachments(), 1):
        name = part.get_filename() or f"attachment-{number}{_ending(part.get_content_type())}"
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            if isinstance(inner, EmailMessage):
                yield f"{name}.eml", inner.as_bytes()
        elif isinstance(content := part.get_payload(decode=True), bytes):
            yield name, content


def _ending(kind: str) -> str:
    return {"text/html": ".html", "text/plain": ".txt", "application/pdf": ".pdf"}.get(kind, "")
