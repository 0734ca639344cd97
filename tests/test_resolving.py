"""Questions that go on with those before them, over the whole record."""

from datetime import date
from functools import cache

import pytest

from siyada.assistant.assistant import Assistant
from siyada.consult.asking import asked
from siyada.consult.resolving import Chosen, answer_in_turn, stands_alone
from siyada.wire.chat import chat_request
from tests.assistant.whole_record import record


@cache
def assistant() -> Assistant:
    return Assistant(record(), today=lambda: date(2026, 11, 1))


def understood(*questions: str) -> tuple[str | None, str | None, str]:
    """The procedure, the facet and the language of the answer to the last of these."""
    turns = [{"role": "user", "content": text} for text in questions]
    question = asked(chat_request({"model": "siyada", "messages": turns}), 1_000)
    answer = answer_in_turn(assistant(), question.text, question.before, Chosen())
    return answer.procedure, answer.facet, answer.language


@pytest.mark.parametrize(
    ("questions", "procedure", "facet"),
    [
        (("Combien coûte le passeport ?", "et pour un mineur ?"), "passport-minor", "fees"),
        (("Combien coûte le passeport ?", "et le renouvellement ?"), "passport-adult", "fees"),
        (("كم رسوم جواز السفر؟", "والبطاقة الوطنية؟"), "cnie-first", "fees"),
        (("chhal taman d lacarte nationale?", "o l pasaport?"), "passport-adult", "fees"),
        (("شنو خاصني باش نجدد لاكارط؟", "و إلا ضاعت ليا؟"), "cnie-loss", "documents"),
        (("chno khassni bach njadded lacarte?", "o ila dda3at liya?"), "cnie-loss", "documents"),
        (("ما هي وثائق عقد الزواج؟", "وبشحال؟"), "marriage-adoul", "fees"),
        (("Quel est le délai de la CNIE ?", "Et pour le casier judiciaire ?"), "criminal-record",
         "delay"),
        (("Combien coûte le passeport ?", "et pour un mineur ?", "et le délai ?"),
         "passport-minor", "delay"),
        (("Quels documents pour la carte nationale ?", "et si je l'ai perdue ?",
          "et combien ça coûte ?"), "cnie-loss", "fees"),
    ],
)  # fmt: skip
def test_a_question_that_goes_on_is_about_what_was_spoken_of(
    questions: tuple[str, ...], procedure: str, facet: str
) -> None:
    assert understood(*questions)[:2] == (procedure, facet)


@pytest.mark.parametrize(
    "question",
    ["Et la météo à Rabat ?", "o lmatch?", "و الطقس؟", "et un plombier ?", "merci",
     "et le prix du pain ?", "والدي توفي، كيف أسجل الوفاة؟", "وثائق البطاقة الوطنية",
     "Comment refaire sa carte grise ?"],
)  # fmt: skip
def test_what_is_outside_or_has_a_matter_of_its_own_stands_alone(question: str) -> None:
    assert stands_alone(question)
    assert understood("Combien coûte le passeport ?", question) == understood(question)


def test_the_language_of_the_conversation_is_kept_where_a_short_question_leaves_it_open() -> None:
    assert understood("كم رسوم جواز السفر؟", "وبالنسبة للقاصرين؟") == (
        "passport-minor",
        "fees",
        "ar",
    )
    assert understood("كم رسوم جواز السفر؟", "وبشحال؟")[2] == "ary-Arab"
    assert understood("شحال كيسوى الباسبور؟", "et pour un mineur ?")[2] == "fr"


def test_what_is_personal_stays_refused_after_another_question() -> None:
    questions = ("Combien coûte le passeport ?", "Où en est mon dossier de passeport ?")
    assert understood(*questions)[0] is None


def test_a_question_goes_on_with_what_was_answered_before_and_not_only_with_its_words() -> None:
    answer = answer_in_turn(
        assistant(), "w bch7al?", ("celui de mon fils",), Chosen(), opened="passport-minor"
    )
    assert (answer.procedure, answer.facet) == ("passport-minor", "fees")


def test_what_was_chosen_stands_before_what_was_spoken_of() -> None:
    chosen = Chosen(language="fr", procedure="cnie-loss", facet="documents")
    before = ("Combien coûte le passeport ?",)
    answer = answer_in_turn(assistant(), "w chhal?", before, chosen)
    assert (answer.procedure, answer.facet, answer.language) == ("cnie-loss", "documents", "fr")
