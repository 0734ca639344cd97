"""Lists in pages, as the published clients ask for them."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from siyada.errors import InvalidRequest

Json = Any
"""A value written as JSON."""

_SIZE, _MOST = 100, 1_000
_LAST = 1_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is asked for: its number, from 0, and how many a page has."""

    number: int
    size: int

    @property
    def first(self) -> int:
        """How many come before it."""
        return self.number * self.size

    def described(self, total: int) -> dict[str, Json]:
        """Where the page stands among so many."""
        return {
            "total_items": total,
            "total_pages": -(-total // self.size),
            "current_page": self.number,
            "page_size": self.size,
            "has_more": self.first + self.size < total,
        }


def page_of(request: Request) -> Page:
    """The page that `page` (or `page_token`) and `page_size` name; raises InvalidRequest."""
    asked = "page_token" if request.query_params.get("page_token") else "page"
    return Page(
        _number(request, asked, 0, 0, _LAST), _number(request, "page_size", _SIZE, 1, _MOST)
    )


def _number(request: Request, name: str, default: int, least: int, most: int) -> int:
    text = request.query_params.get(name, str(default))
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not least <= int(text) <= most:
        raise InvalidRequest(f"`{name}` is a whole number from {least} to {most}.", param=name)
    return int(text)
