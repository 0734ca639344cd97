"""Which figures of different documents disagree, and which are of different cases."""

import pytest

from siyada.grounding.disagreement import disagreements
from siyada.grounding.verify import evidence
from siyada.language.identify import Tag

FR: Tag = "fr"
AR: Tag = "ar"
POOL = "Combien coûte l’abonnement à la piscine municipale ?"
RULES = ("Règlement de la piscine municipale", "L’abonnement coûte 120 DH par mois.")
NOTICE = ("Avis", "L’abonnement mensuel à la piscine municipale est fixé à 150 dirhams.")


def pairs(question: str, language: Tag, *passages: tuple[str, str]) -> list[tuple[str, str]]:
    """The figures that disagree, each passage being a document of its own."""
    found = disagreements(evidence(passages), str, question, language)
    return [(one.figure.value, other.figure.value) for one, other in found]


@pytest.mark.parametrize(
    ("question", "language", "one", "other"),
    [
        (POOL, FR, RULES, NOTICE),
        (
            "Quand se terminent les inscriptions à la piscine ?",
            FR,
            ("Piscine", "Les inscriptions se terminent le 15 octobre 2026."),
            ("Note", "La date limite des inscriptions à la piscine est le 30 septembre 2026."),
        ),
        (
            "Quel délai pour le passeport ?",
            FR,
            ("Passeport", "Le délai est de 15 jours."),
            ("Passeport biométrique", "Le passeport est délivré dans un délai de 20 jours."),
        ),
        (
            "À quelle heure ouvre la piscine ?",
            FR,
            ("Piscine municipale", "Elle ouvre à 9h30."),
            ("Piscine", "La piscine ouvre à 10 h."),
        ),
        (
            "شحال الانخراط فالمسبح البلدي؟",
            "ary-Arab",
            ("قرار المسبح البلدي", "ثمن الانخراط الشهري في المسبح البلدي ١٠٠ درهم."),
            ("إعلان", "حدد واجب الانخراط في المسبح البلدي في 150 درهما شهريا."),
        ),
        (
            "How much is the pool subscription?",
            "en",
            ("Pool rules", "The monthly pool subscription costs 120 DH."),
            ("Pool notice", "The pool subscription is set at 150 dirhams per month."),
        ),
    ],
    ids=["amount", "date", "delay", "hour", "arabic", "english"],
)
def test_two_documents_that_say_differently_disagree(
    question: str, language: Tag, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert len(pairs(question, language, one, other)) == 1
    assert pairs(question, language, one, one) == []


@pytest.mark.parametrize(
    ("question", "other"),
    [
        (POOL, "L’abonnement étudiant à la piscine municipale coûte 60 DH par mois."),
        (POOL, "L’abonnement annuel à la piscine municipale coûte 1 200 DH."),
        (POOL, "L’abonnement à la piscine municipale ne coûte plus 150 DH par mois."),
        (POOL, "L’entrée à la piscine municipale coûte 15 DH."),
        (POOL, "Abonnement à la piscine municipale de 10 à 14 ans : 70 DH par mois."),
        (POOL, "L’abonnement à la piscine municipale coûte cent vingt dirhams par mois."),
        ("Combien coûte l’abonnement étudiant ?", "L’abonnement coûte 150 DH par mois."),
        ("Quand ouvre la bibliothèque de Tafza ?", "L’abonnement coûte 150 DH par mois."),
    ],
    ids=["case", "period", "denied", "matter", "age", "words", "narrower", "else"],
)
def test_what_is_of_another_case_does_not_disagree(question: str, other: str) -> None:
    assert pairs(question, FR, RULES, ("Piscine municipale", other)) == []


def test_a_word_of_the_question_tells_two_documents_apart() -> None:
    library = ("Bibliothèque municipale", "L’abonnement coûte 20 DH par mois.")
    assert pairs("Combien coûte l’abonnement ?", FR, RULES, library) == []
    assert pairs(POOL, FR, RULES, library) == []


def test_each_holds_in_its_own_time() -> None:
    until = ("Piscine", "Jusqu’au 31 août 2026, l’abonnement à la piscine est de 120 DH par mois.")
    since = ("Avis", "Dès le 1er septembre 2026, l’abonnement à la piscine est de 150 DH par mois.")
    assert pairs("Combien coûte l’abonnement à la piscine ?", FR, until, since) == []


def test_the_cases_of_one_document_do_not_disagree() -> None:
    passages = evidence([RULES, NOTICE])
    assert disagreements(passages, lambda _: "rules", POOL, FR) == ()


@pytest.mark.parametrize(
    "other", ["الاشتراك الشهري للطلبة في المسبح 60 درهما.", "ثمن الدخول إلى المسبح 10 دراهم."]
)
def test_arabic_cases_do_not_disagree(other: str) -> None:
    general = ("المسبح", "ثمن الاشتراك الشهري في المسبح 100 درهم.")
    assert pairs("كم ثمن الاشتراك في المسبح؟", AR, general, ("إعلان", other)) == []
