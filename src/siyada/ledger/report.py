"""What was used, by organisation, project, key, model and day: sums for people who pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from siyada.errors import InvalidRequest
from siyada.ledger.database import Database
from siyada.ledger.prices import Prices
from siyada.ledger.totals import MICRO
from siyada.ledger.usage import SUMS

Json = Any
"""A value written as JSON."""

By = Literal["organisation", "project", "key", "model", "provider", "outcome", "day"]

_GROUPS: dict[str, str] = {
    "organisation": "projects.organisation",
    "project": "keys.project",
    "key": "usage.key",
    "model": "usage.model",
    "provider": "usage.provider",
    "outcome": "usage.outcome",
    "day": "usage.day",
}
_SUMS = ("requests", *SUMS)
_MILLI = 1_000


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both of them counted (UTC)."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose use may be seen; None is everybody's."""

    organisation: int | None = None
    project: int | None = None
    key: int | None = None


def period(first: str | None, last: str | None) -> Period:
    """A period from two days, ISO 8601; this month where nothing is said. Raises InvalidRequest."""
    today = datetime.now(UTC).date()
    try:
        end = date.fromisoformat(last) if last else today
        begin = date.fromisoformat(first) if first else end.replace(day=1)
    except ValueError:
        raise InvalidRequest("A day is written as 2026-11-30.", param="from") from None
    if begin > end:
        raise InvalidRequest("The period ends before it begins.", param="to")
    return Period(begin, end)


def groups(text: str | None) -> tuple[str, ...]:
    """What to sum by, from a list with commas; raises InvalidRequest."""
    names = tuple(dict.fromkeys(name.strip() for name in (text or "key").split(",")))
    if any(name not in _GROUPS for name in names):
        raise InvalidRequest(f"`by` lists some of {', '.join(_GROUPS)}.", param="by")
    return names


def usage_report(
    database: Database, prices: Prices, scope: Scope, when: Period, by: Sequence[str]
) -> dict[str, Json]:
    """The use in a period, a row for each group, and the sum of all rows."""
    columns = ", ".join(_GROUPS[name] for name in by)
    sums = ", ".join(f"coalesce(sum({name}), 0)" for name in _SUMS)
    condition, values = _condition(scope, when)
    source = (
        "FROM usage LEFT JOIN keys ON keys.number = usage.key"
        " LEFT JOIN projects ON projects.number = keys.project"
    )
    read = database.read()
    grouped = f"SELECT {columns}, {sums} {source} WHERE {condition}"
    rows = read.execute(f"{grouped} GROUP BY {columns} ORDER BY {columns}", values).fetchall()
    total = read.execute(f"SELECT {sums} {source} WHERE {condition}", values).fetchone()
    return {
        "object": "usage",
        "from": when.first.isoformat(),
        "to": when.last.isoformat(),
        "by": list(by),
        "data": [
            dict(zip(by, row[: len(by)], strict=True)) | _amounts(row[len(by) :]) for row in rows
        ],
        "total": _amounts(total),
        "prices": {"date": prices.dated or None},
        "energy_methods": [
            {"model": one.model, "provider": one.provider, "method": one.method}
            for one in prices.by_name.values()
            if one.energy is not None
        ],
    }


def _condition(scope: Scope, when: Period) -> tuple[str, dict[str, str | int]]:
    parts = ["usage.day BETWEEN :first AND :last"]
    values: dict[str, str | int] = {
        "first": when.first.isoformat(),
        "last": when.last.isoformat(),
    }
    for name in ("organisation", "project", "key"):
        number = getattr(scope, name)
        if number is not None:
            parts.append(f"{_GROUPS[name]} = :{name}")
            values[name] = number
    return " AND ".join(parts), values


def _amounts(row: Sequence[int]) -> dict[str, Json]:
    sums = dict(zip(_SUMS, row, strict=True))
    milli_wh, unmeasured = sums.pop("milli_wh"), sums.pop("unmeasured")
    amounts = {name: sums.pop(f"micro_{name}") / MICRO for name in ("mad", "eur")}
    known = unmeasured < sums["requests"]
    energy = {"watt_hours": milli_wh / _MILLI if known else None, "unmeasured": unmeasured}
    return {**sums, **amounts, "energy": energy}
