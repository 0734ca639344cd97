"""An assistant with a model: what is checked reaches the caller, and nothing else."""

import httpx2
import orjson
import pytest

from siyada.config import ProviderSettings, Settings, Where, load_settings
from siyada.config.assistants import AssistantSettings
from siyada.library.document import Document
from siyada.library.search import Library
from siyada.models.scripted import CUT, Script, Step, events, said, scripted_server, whole
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json

pytestmark = pytest.mark.usefixtures("few_procedures")

FEE = "Combien coûte le passeport ?"


def settings(url: str, where: Where = "here", **assistant: Json) -> Settings:
    """Settings with one model `m` and one assistant `idara` that uses it."""
    provider = ProviderSettings(name="rack", url=url, where=where, models=("m",))
    idara = AssistantSettings(model="m", **assistant)
    changes = {"providers": (provider,), "assistants": {"idara": idara}}
    return load_settings().model_copy(update=changes)


def ask(gateway: Trial, model: str, *questions: str) -> dict[str, Json]:
    """The whole answer of a model to the last of these questions."""
    turns = [{"role": "user", "content": text} for text in questions]
    answer = httpx2.post(
        f"{gateway.url}/v1/chat/completions",
        json={"model": model, "messages": turns},
        headers=gateway.headers,
        timeout=20,
    )
    found: dict[str, Json] = answer.json()
    return found


def text(answer: dict[str, Json]) -> str:
    content = answer["choices"][0]["message"]["content"]
    assert isinstance(content, str)
    return content


def saying(*sentences: str) -> Script:
    """A model that streams these sentences a few characters at a time."""
    whole_text = " ".join(sentences)
    pieces = [whole_text[at : at + 9] for at in range(0, len(whole_text), 9)]
    return events(*(said(piece) for piece in pieces), said("", finish="stop"))


def test_sentences_that_hold_are_told_with_their_sources_and_others_are_not() -> None:
    script = saying(
        "Le passeport coûte 500 DH pour un adulte [2].",
        "Il coûte 300 DH pour tous [2].",
        "Le délai est de 15 jours [3].",
    )
    with scripted_server(script) as model, trial(settings(model.url)) as gateway:
        answer = ask(gateway, "idara", FEE)
    assert "500 DH pour un adulte[1][2]." in text(answer)
    assert "300" not in text(answer)
    assert answer["siyada"]["model"] == {
        "name": "m",
        "kept": 2,
        "dropped": {"figure": 1},
        "took_over": False,
        "failure": None,
    }
    assert answer["siyada"]["procedure"] == "passport-adult"
    numbers = [citation["number"] for citation in answer["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    ("script", "failure"),
    [
        (saying("Le passeport coûte 900 DH [2]."), None),
        (saying("NONE"), None),
        (whole({"error": {"message": "no"}}, status=500), "provider_failed"),
        (Script([b"data: nothing\n\n", CUT]), "provider_failed"),
    ],
    ids=["wrong", "none", "error", "garbage"],
)
def test_the_composed_answer_takes_over_when_nothing_holds(
    script: Script, failure: str | None
) -> None:
    with scripted_server(script) as model, trial(settings(model.url)) as gateway:
        answer = ask(gateway, "idara", FEE)
        composed = ask(gateway, "siyada", FEE)
    assert text(answer) == text(composed)
    assert answer["siyada"]["model"]["took_over"] is True
    assert answer["siyada"]["model"]["failure"] == failure


def test_what_was_told_before_a_model_broke_off_stands() -> None:
    first = b"data: " + orjson.dumps(said("Le passeport co\u00fbte 500 DH [2]. Et")) + b"\n\n"
    steps: list[Step] = [first, CUT]
    with scripted_server(Script(steps)) as model, trial(settings(model.url)) as gateway:
        answer = ask(gateway, "idara", FEE)
    assert "500 DH" in text(answer)
    assert answer["siyada"]["model"]["failure"] == "provider_failed"
    assert answer["choices"][0]["finish_reason"] == "stop"


LIST = "Il faut :\n- une copie de la CNIE valide [6]\n"
PHOTO = "une photo récente 35 × 45 mm"


@pytest.mark.parametrize(
    ("script", "is_whole"),
    [
        (events(said(LIST + "- une photo récente [7]\n"), said("", finish="stop")), True),
        (events(said(LIST + "- deux extraits de naissance [7]\n"), said("", finish="stop")), False),
        (events(said(LIST + "- le formulaire de passepo"), said("", finish="length")), False),
        (Script([b"data: " + orjson.dumps(said(LIST + "- une photo")) + b"\n\n", CUT]), False),
    ],
    ids=["whole", "item dropped", "no room", "cut"],
)
def test_half_a_list_is_not_taken_for_all_of_it(script: Script, *, is_whole: bool) -> None:
    with scripted_server(script) as model, trial(settings(model.url)) as gateway:
        answer = ask(gateway, "idara", "Quels documents pour le passeport ?")
    assert "une copie de la CNIE valide" in text(answer)
    assert (PHOTO in text(answer).lower()) is not is_whole
    assert "passepo\n" not in text(answer)


def test_texts_in_chunks_are_read_and_thoughts_are_not_told() -> None:
    thought = {"type": "thinking", "thinking": [{"type": "text", "text": "Il coûte 500 DH [2]."}]}
    spoken = {"type": "text", "text": "Le délai est de 15 jours [3]."}
    chunks = said("")
    chunks["choices"][0]["delta"]["content"] = [thought, spoken]
    script = events(chunks, said("", finish="stop"))
    with scripted_server(script) as model, trial(settings(model.url)) as gateway:
        answer = ask(gateway, "idara", FEE)
    assert answer["siyada"]["model"]["kept"] == 1
    assert "Le délai est de 15 jours" in text(answer)


def test_refusals_are_canned_and_no_model_is_asked() -> None:
    with scripted_server(saying("Oui [1].")) as model, trial(settings(model.url)) as gateway:
        answer = ask(gateway, "idara", "Où en est mon dossier de passeport ?")
    assert model.received == []
    assert answer["siyada"]["state"] == "refused_personal"


def test_a_question_that_goes_on_is_asked_with_the_one_before() -> None:
    script = saying("Le délai est de 15 jours [1].")
    with scripted_server(script) as model, trial(settings(model.url)) as gateway:
        answer = ask(gateway, "idara", FEE, "et le délai ?")
    assert answer["siyada"]["procedure"] == "passport-adult"
    assert answer["siyada"]["facet"] == "delay"
    content = model.received[0].json()["messages"][1]["content"]
    assert f"asked before: {FEE}" in content


def test_what_is_personal_does_not_reach_a_model_abroad_and_comes_back() -> None:
    script = saying("Le passeport coûte 500 DH [2].")
    with scripted_server(script) as model, trial(settings(model.url, "abroad")) as gateway:
        answer = ask(gateway, "idara", f"Je m’appelle Nadia Tazi. {FEE}")
    assert b"Tazi" not in model.received[0].body
    assert b"[PERSON_1]" in model.received[0].body
    assert "500 DH" in text(answer)


def test_documents_are_quoted_without_a_model_and_answered_from_with_one() -> None:
    with Library(load_settings().data, "notes", create=True) as library:
        library.add(
            [
                Document(
                    "n1",
                    "Règlement de la piscine municipale",
                    "La piscine municipale ouvre à 9h00. L’abonnement coûte 120 DH par mois.",
                )
            ]
        )
    question = "Combien coûte l’abonnement à la piscine municipale ?"
    script = saying("L’abonnement à la piscine coûte 120 DH par mois [1].")
    with scripted_server(script) as model:
        made = settings(model.url, libraries=("notes",))
        alone = AssistantSettings(model=None, libraries=("notes",))
        made = made.model_copy(update={"assistants": {**made.assistants, "papers": alone}})
        with trial(made) as gateway:
            written = ask(gateway, "idara", question)
            quoted = ask(gateway, "papers", question)
            outside = ask(gateway, "papers", "Qui a gagné la coupe du monde ?")
    assert "120 DH par mois[1]." in text(written)
    assert written["citations"][0]["source"] == "notes/n1#1"
    assert "ouvre à 9h00" in text(quoted)
    assert "120 DH" in quoted["citations"][0]["quote"]
    assert outside["siyada"]["state"] in {"no_source", "refused_scope"}


def test_an_assistant_is_listed_and_named_apart() -> None:
    with scripted_server(saying("x")) as model, trial(settings(model.url)) as gateway:
        listed = httpx2.get(f"{gateway.url}/v1/models", headers=gateway.headers).json()["data"]
    assert [item["id"] for item in listed] == ["siyada", "idara", "m"]


def asked_of_notes(gateway: Trial, question: str) -> str:
    """What the assistant without a model answers from a library that the caller names."""
    answer = httpx2.post(
        f"{gateway.url}/v1/chat/completions",
        json={
            "model": "siyada",
            "messages": [{"role": "user", "content": question}],
            "siyada": {"libraries": ["notes"]},
        },
        headers=gateway.headers,
        timeout=20,
    )
    return text(answer.json())


def test_named_documents_come_first_where_they_hold_more_of_the_question() -> None:
    note = "La photo du passeport se fait au bureau 7 de la maison des jeunes de Tafza."
    with Library(load_settings().data, "notes", create=True) as library:
        library.collections.make("halls", "key:local")
        library.collections.share("halls", "everyone", "read")
        library.add([Document("n1", "Photos", note, collection="halls")])
    with trial(load_settings()) as gateway:
        asked = "À quel bureau de la maison des jeunes de Tafza faire la photo du passeport ?"
        assert "bureau 7" in asked_of_notes(gateway, asked)
        assert "500" in asked_of_notes(gateway, FEE)


def test_what_documents_disagree_on_is_shown_with_each_source_and_its_date() -> None:
    """Of the model's sentence only the passage is cited that bears it out, whatever it cites."""
    with Library(load_settings().data, "notes", create=True) as library:
        rules = "La piscine ouvre à 9h00. L’abonnement coûte 120 DH par mois."
        notice = "L’abonnement à la piscine municipale est fixé à 150 DH par mois."
        library.add(
            [
                Document("n1", "Règlement de la piscine municipale", rules, date="2024-01-05"),
                Document("n2", "Avis aux usagers", notice, date="2026-08-01"),
            ]
        )
    question = "Combien coûte l’abonnement à la piscine municipale ?"
    script = saying("L’abonnement à la piscine coûte 120 DH par mois [1][2].")
    with scripted_server(script) as model:
        made = settings(model.url, libraries=("notes",))
        alone = AssistantSettings(model=None, libraries=("notes",))
        made = made.model_copy(update={"assistants": {**made.assistants, "papers": alone}})
        with trial(made) as gateway:
            written, quoted = (ask(gateway, name, question) for name in ("idara", "papers"))
    rule, notice_line = "coûte 120 DH par mois", "est fixé à 150 DH par mois"
    for answer in (written, quoted):
        assert answer["siyada"]["state"] == "answered_conflict"
        shown = text(answer).partition("### Les sources ne s’accordent pas")[2]
        assert rule in shown
        assert notice_line in shown
        assert {one["date"] for one in answer["citations"]} == {"2024-01-05", "2026-08-01"}
    place = next(n["number"] for n in written["citations"] if n["source"] == "notes/n1#1")
    assert f"L’abonnement à la piscine coûte 120 DH par mois[{place}].\n" in text(written)
