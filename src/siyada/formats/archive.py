"""Files that are zip archives inside: opened only when they are not larger than they say."""

import io
import zipfile

from lxml import etree

from siyada.formats.reading import Unreadable

_MOST_BYTES = 300_000_000
_MOST_MEMBERS = 20_000
_MOST_TIMES = 150
"""Times that a large member may be larger than it is packed; text packs ten times, bombs 1,000."""
_LARGE = 20_000_000
_ENCRYPTED = 0x1


def opened(content: bytes) -> zipfile.ZipFile:
    """The archive; raises Unreadable when it is damaged, locked, or unpacks to too much.

    `zipfile` never gives more of a member than the size it states, so the sum of these is a limit.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable("damaged", "The file is cut or damaged: export it again.") from None
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Unreadable("encrypted", "The file is locked with a password: save it without one.")
    bomb = any(
        member.file_size > _LARGE and member.file_size > _MOST_TIMES * member.compress_size
        for member in members
    )
    if bomb or len(members) > _MOST_MEMBERS or sum(m.file_size for m in members) > _MOST_BYTES:
        raise Unreadable(
            "too_large", "The file unpacks to over 300 million bytes, or many times its size."
        )
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """A member's content, or None when there is none of that name; raises Unreadable."""
    try:
        return archive.read(name)
    except KeyError:
        return None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise Unreadable("damaged", "The file is cut or damaged: export it again.") from None


def xml(content: bytes) -> etree._Element:
    """XML parsed without following entities or addresses; raises Unreadable.

    Comments and instructions to programs go: they show nowhere, and would part the text around.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable("damaged", "The file is cut or damaged: export it again.") from None
