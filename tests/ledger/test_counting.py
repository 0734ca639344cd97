"""Tokens counted with a model's own tokenizer, after the answer."""

import asyncio
from contextlib import closing
from pathlib import Path

import orjson
import pytest

from siyada.config import load_settings
from siyada.config.ledger import AccountingSettings
from siyada.errors import ConfigError
from siyada.ledger.calls import DATABASE, Ledger
from siyada.ledger.counting import Counting
from siyada.ledger.keys import Caller, Key
from siyada.ledger.opening import Opening
from siyada.ledger.verify import Link, read_database
from siyada.models.scripted import said
from siyada.wire.chat import Json

TEKKEN = "tekken_240911.json"
KEY = Key(1, "counter", "sk-siyada-abcdef", "2026-11-30T00:00:00+00:00")


def settled(tokenizers: dict[str, str], asked: Json) -> Json:
    """The closing record of a call of `m`, answered in pieces that cut words."""
    accounting = AccountingSettings(tokenizers=tokenizers)
    settings = load_settings().model_copy(update={"accounting": accounting})

    async def call(ledger: Ledger) -> None:
        opening = Opening(Caller(KEY, "r"), "m", "rack", "here", "allow", tokens_in=30, asked=asked)
        async with ledger.call(opening) as call:
            for piece in ("واش خا", "صني لاك", "ارط؟"):
                call.count(said(piece))

    with closing(Ledger(settings)) as ledger:
        asyncio.run(call(ledger))
    items = read_database(settings.data / DATABASE)
    records = [orjson.loads(item.record) for item in items if isinstance(item, Link)]
    return records[-1]


def test_a_models_own_tokenizer_settles_and_the_estimate_where_there_is_none() -> None:
    asked = {"messages": [{"role": "user", "content": "Bonjour, où renouveler la carte ?"}]}
    exact = settled({"m": TEKKEN}, asked)
    # Counted apart with mistral-common 1.9: `user` 1, the question 9; the answer 8, in pieces 11.
    assert (exact["tokens_in"], exact["tokens_out"], exact["tokenizer"]) == (10, 8, TEKKEN)
    estimated = settled({"other": TEKKEN}, asked)
    assert (estimated["tokens_in"], estimated["tokenizer"]) == (30, None)


def test_what_cannot_be_counted_is_estimated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{}", encoding="utf-8")
    record = settled({"m": str(broken)}, {"prompt": "Salam"})
    assert (record["outcome"], record["tokens_in"], record["tokenizer"]) == ("complete", 30, None)
    assert "tokens could not be counted" in "".join(capsys.readouterr())


def test_a_tokenizer_that_is_not_there_stops_the_start() -> None:
    with pytest.raises(ConfigError, match="no tokenizer"):
        Counting({"m": "nothing.json"})
