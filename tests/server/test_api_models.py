"""The list of models: what each is said to be able to do, and where it runs."""

from pathlib import Path

import httpx2

from siyada.config import ProviderSettings, load_settings
from siyada.server.trial import trial
from siyada.wire.chat import Json

CLOSED = "http://127.0.0.1:9/v1"


def listed(few: Path, *providers: dict[str, Json]) -> dict[str, Json]:
    """The models of these providers, by their names."""
    made = tuple(ProviderSettings.model_validate({"url": CLOSED, **one}) for one in providers)
    changed = {"providers": made, "procedures": few}
    with trial(load_settings().model_copy(update=changed)) as gateway:
        answer = httpx2.get(f"{gateway.url}/v1/models", headers=gateway.headers)
    return {model["id"]: model for model in answer.json()["data"]}


def able(model: Json) -> set[str]:
    """What a model is said to be able to do."""
    return {name for name, can in model["capabilities"].items() if can}


def test_a_model_is_taken_at_the_word_of_its_name_where_its_provider_offers_the_verb(
    few: Path,
) -> None:
    names = ("codestral-latest", "mistral-ocr-latest", "voxtral-mini", "mistral-embed")
    at_mistral = listed(few, {"name": "paris", "kind": "mistral", "models": names})
    chat = {"completion_chat", "function_calling"}
    assert able(at_mistral["codestral-latest"]) == chat | {"completion_fim"}
    assert able(at_mistral["mistral-ocr-latest"]) == {"ocr"}
    assert able(at_mistral["voxtral-mini"]) == chat | {"audio_transcription"}
    assert able(at_mistral["mistral-embed"]) == set()
    elsewhere = listed(few, {"name": "rack", "kind": "vllm", "where": "here", "models": names})
    assert able(elsewhere["codestral-latest"]) == chat


def test_a_model_runs_as_far_away_as_the_farthest_of_its_providers(few: Path) -> None:
    where = {
        name: model["siyada"]["where"]
        for name, model in listed(
            few,
            {"name": "a", "where": "here", "models": ("m", "n", "o")},
            {"name": "b", "where": "country", "models": ("n", "o")},
            {"name": "c", "where": "abroad", "models": ("o",)},
        ).items()
    }
    assert (where["m"], where["n"], where["o"]) == ("here", "country", "abroad")
