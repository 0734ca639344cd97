"""What became of a file that was to be masked."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Masked:
    """What became of one file."""

    name: str
    masked_name: str = ""
    """Its name for the copy: file names hold names of people."""
    content: bytes = b""
    counts: dict[str, int] = field(default_factory=dict)
    """Places masked in it, by kind."""
    restorable: bool = True
    refused: str = ""
    """Why it was not masked, in a sentence without a word of its content; else empty."""
