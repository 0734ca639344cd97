"""What tokens cost, and what energy they take: a local, dated file, by model and provider.

Nothing is fetched: a price is what a contract says. Amounts are whole millionths of a dirham and of
a euro, rounded up, so that sums of many small calls stay exact.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from siyada.errors import ConfigError

Json = Any
"""A value read from TOML."""

ASSISTANT = "siyada"
"""The provider of the assistants. What they ask of a model is a call of its own, and costs."""

_NAMES = frozenset({"model", "provider", "mad", "eur", "watt_hours", "method", "source"})
_PER_TOKEN = 1_000
"""Thousandths of a millionth a token, from units a million tokens."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So much for a token in, so much for a token out, in thousandths of the unit kept."""

    tokens_in: int
    tokens_out: int

    def of(self, tokens_in: int, tokens_out: int) -> int:
        """The amount for so many tokens, rounded up.

        >>> Rate(1_000, 3_000).of(10, 1)
        13
        """
        return -(-(tokens_in * self.tokens_in + tokens_out * self.tokens_out) // _PER_TOKEN)


@dataclass(frozen=True, slots=True)
class Price:
    """What one model costs at one provider (None: at any)."""

    model: str
    provider: str | None
    mad: Rate
    eur: Rate
    energy: Rate | None = None
    """Thousandths of a watt-hour; None where no figure is known."""
    method: str = ""
    """How the figure of energy was obtained."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one call cost: millionths of each currency, thousandths of a watt-hour."""

    micro_mad: int = 0
    micro_eur: int = 0
    milli_wh: int | None = None


FREE = Rate(0, 0)


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of a file."""

    dated: str = ""
    """The day from which they hold, ISO 8601; empty without a file."""
    by_name: Mapping[tuple[str, str | None], Price] = field(default_factory=dict)

    def of(self, model: str, provider: str) -> Price | None:
        """The price of a model at a provider, else at any; None where none is known."""
        if provider == ASSISTANT:
            return Price(ASSISTANT, ASSISTANT, FREE, FREE)
        return self.by_name.get((model, provider)) or self.by_name.get((model, None))

    def cost(self, model: str, provider: str, tokens_in: int, tokens_out: int) -> Cost | None:
        """What so many tokens cost; None where no price is known."""
        price = self.of(model, provider)
        if price is None:
            return None
        energy = None if price.energy is None else price.energy.of(tokens_in, tokens_out)
        return Cost(
            price.mad.of(tokens_in, tokens_out), price.eur.of(tokens_in, tokens_out), energy
        )


def read_prices(path: Path | None) -> Prices:
    """The prices of a file; raises ConfigError naming what is wrong."""
    if path is None:
        return Prices()
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError:
        raise ConfigError(
            f"The prices at {path} cannot be read. Check accounting.prices."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML in UTF-8: {error}.") from None
    try:
        return _prices(value)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise ConfigError(
            f"The prices at {path} are wrong: {error}. See docs/accounting.md."
        ) from None


def _prices(value: dict[str, Json]) -> Prices:
    if unknown := set(value) - {"date", "mad_per_eur", "models"}:
        raise ValueError(f"`{min(unknown)}` is not known")
    if not isinstance(value.get("date"), date):
        raise ValueError("`date` must be the day from which the prices hold")
    mad_per_eur = _number(value.get("mad_per_eur"), "mad_per_eur")
    if mad_per_eur <= 0:
        raise ValueError("`mad_per_eur` must be above 0")
    prices = [_price(item, mad_per_eur) for item in value.get("models", ())]
    by_name = {(price.model, price.provider): price for price in prices}
    if len(by_name) < len(prices):
        raise ValueError("a model has two prices at one provider")
    return Prices(value["date"].isoformat(), by_name)


def _price(item: dict[str, Json], mad_per_eur: Decimal) -> Price:
    model = item.get("model")
    if not isinstance(model, str) or not model:
        raise ValueError("each of [[models]] needs a `model`")
    if unknown := set(item) - _NAMES:
        raise ValueError(f"`{min(unknown)}` of {model} is not known")
    if ("mad" in item) == ("eur" in item):
        raise ValueError(f"{model} needs a price in `mad` or in `eur`, one of the two")
    factor = Decimal(1) if "mad" in item else mad_per_eur
    given = item["mad"] if "mad" in item else item["eur"]
    energy = item.get("watt_hours")
    if energy is not None and not item.get("method"):
        raise ValueError(f"`watt_hours` of {model} needs a `method`: how it was obtained")
    return Price(
        model,
        item.get("provider"),
        mad=_rate(given, factor, model),
        eur=_rate(given, factor / mad_per_eur, model),
        energy=None if energy is None else _rate(energy, Decimal("0.001"), model),
        method=str(item.get("method", "")),
    )


def _rate(given: dict[str, Json], factor: Decimal, model: str) -> Rate:
    """A rate from units for a million tokens; a missing `output` is what embeddings have."""
    if set(given) - {"input", "output"} or "input" not in given:
        raise ValueError(f"{model} needs `input`, and may have `output`, for a million tokens")
    amounts = (_number(given.get(name, 0), f"{name} of {model}") for name in ("input", "output"))
    return Rate(*(int((amount * factor * _PER_TOKEN).to_integral_value()) for amount in amounts))


def _number(value: Json, name: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
        raise ValueError(f"`{name}` must be a number from 0")
    return Decimal(value)
