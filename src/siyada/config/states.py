"""The States whose protection of personal data is held to be sufficient: a dated list, not code.

Law 09-08, article 43: data may go to a State that is on the list of the national commission (CNDP).
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("states.toml")
"""The list that comes with Siyada."""

_CODE = re.compile("[A-Z]{2}")
_FIELDS = {"deliberation", "read", "certainty", "note", "states"}


@dataclass(frozen=True, slots=True)
class States:
    """The list, and how far it can be trusted."""

    codes: frozenset[str]
    """ISO 3166-1 alpha-2."""
    deliberation: str
    read: date
    certainty: str
    """`A` read in the official text … `D` not verified: see docs/shield.md."""
    note: str

    def __contains__(self, country: str) -> bool:
        return country in self.codes


@cache
def read_states(path: Path) -> States:
    """The list in a file; raises ValueError saying what is wrong with it."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise ValueError("the list of States cannot be read") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"the list of States is not valid TOML in UTF-8: {error}") from None
    if set(values) - _FIELDS or not {"states", "read"} <= set(values):
        raise ValueError(f"the list of States has `states`, `read`, and of {sorted(_FIELDS)} only")
    codes, read = values["states"], values["read"]
    if not all(isinstance(code, str) and _CODE.fullmatch(code) for code in codes):
        raise ValueError("the list of States holds ISO 3166-1 codes of two capitals: FR, CA")
    if not isinstance(read, date):
        raise ValueError("`read` in the list of States is the date it was read: read = 2026-11-01")
    said = {name: str(values.get(name, "")) for name in ("deliberation", "certainty", "note")}
    return States(codes=frozenset(codes), read=read, **said)
