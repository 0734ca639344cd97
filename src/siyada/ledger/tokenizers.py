"""Mistral's own tokenizers. Imported only when the settings name one: it takes seconds."""

from collections.abc import Callable
from pathlib import Path

from mistral_common.tokens.tokenizers.tekken import Tekkenizer

Count = Callable[[str], int]


def load(path: Path) -> Count:
    """What counts the tokens of a text, by the vocabulary in a file; takes seconds."""
    tokenizer = Tekkenizer.from_file(path)

    def count(text: str) -> int:
        return len(tokenizer.encode(text, bos=False, eos=False))

    return count
