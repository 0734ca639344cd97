"""Prices: exact sums, and a file that is wrong is said."""

from pathlib import Path

import pytest

from siyada.errors import ConfigError
from siyada.ledger.prices import Cost, read_prices

HEAD = "date = 2026-11-23\nmad_per_eur = 10.8\n"
ONE = '[[models]]\nmodel = "m"\n'


def prices(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "prices.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_price_in_euros_is_a_price_in_dirhams_too(tmp_path: Path) -> None:
    found = read_prices(prices(tmp_path, HEAD + ONE + "eur = { input = 0.1, output = 0.3 }"))
    assert found.dated == "2026-11-23"
    assert found.cost("m", "any", 1_000_000, 0) == Cost(1_080_000, 100_000, None)
    assert found.cost("m", "any", 0, 1_000_000) == Cost(3_240_000, 300_000, None)
    assert found.cost("m", "any", 1, 0) == Cost(2, 1, None)
    assert found.cost("other", "any", 1, 0) is None


def test_a_price_at_one_provider_goes_before_the_price_at_any(tmp_path: Path) -> None:
    text = HEAD + ONE + "mad = { input = 5 }\n" + ONE + 'provider = "rack"\nmad = { input = 0 }\n'
    found = read_prices(prices(tmp_path, text))
    assert found.cost("m", "paris", 2, 7) == Cost(10, 1, None)
    assert found.cost("m", "rack", 2, 7) == Cost(0, 0, None)


def test_energy_has_a_method(tmp_path: Path) -> None:
    text = HEAD + ONE + "mad = { input = 0 }\nwatt_hours = { input = 50, output = 900 }\n"
    with pytest.raises(ConfigError, match="method"):
        read_prices(prices(tmp_path, text))
    found = read_prices(prices(tmp_path, text + 'method = "meter of the rack, 2026-11"\n'))
    assert found.cost("m", "rack", 0, 1_000_000) == Cost(0, 0, 900_000)


def test_the_assistant_costs_nothing() -> None:
    assert read_prices(None).cost("siyada", "siyada", 10, 10) == Cost(0, 0, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("date", "not valid TOML"),
        ("mad_per_eur = 10", "date"),
        ("date = 2026-11-23", "mad_per_eur"),
        ("date = 2026-11-23\nmad_per_eur = 0", "above 0"),
        (HEAD + "extra = 1", "extra"),
        (HEAD + "[[models]]\nmad = { input = 1 }", "model"),
        (HEAD + ONE, "one of the two"),
        (HEAD + ONE + "mad = { input = 1 }\neur = { input = 1 }", "one of the two"),
        (HEAD + ONE + "mad = { output = 1 }", "input"),
        (HEAD + ONE + "mad = { input = -1 }", "from 0"),
        (HEAD + ONE + 'mad = { input = "1" }', "from 0"),
        (HEAD + ONE + "mad = { input = 1 }\nprice = 1", "price"),
        (HEAD + (ONE + "mad = { input = 1 }\n") * 2, "two prices"),
    ],
)
def test_a_file_that_is_wrong_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        read_prices(prices(tmp_path, text))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_prices(tmp_path / "none.toml")


def test_the_example_can_be_read() -> None:
    found = read_prices(Path(__file__).parents[2] / "examples" / "accounting" / "prices.toml")
    assert found.cost("ministral-8b", "rack-1", 1_000_000, 0) == Cost(0, 0, 50_000)
