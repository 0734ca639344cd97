"""The languages that are told apart, as tags."""

from typing import Literal

Tag = Literal["ar", "ary-Arab", "ary-Latn", "zgh-Tfng", "ber-Latn", "fr", "es", "en", "und"]
"""BCP 47 tags. `ber-Latn` is any Tamazight in Latin script; `und` is anything else."""
