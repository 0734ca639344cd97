from functools import cache

import pytest

from siyada.assistant.account import Account, telling_words
from siyada.assistant.answer import State
from siyada.assistant.evidence import Evidence
from siyada.assistant.features import matter_features, take_apart
from siyada.assistant.rank import Matters, Ranking
from siyada.assistant.shelf import Ranked
from siyada.language.bridge import bridge
from tests.assistant.whole_record import reader, record


@cache
def _matters() -> Matters:
    return Matters(record().procedures, bridge())


@cache
def _account() -> Account:
    return Account(_matters().model, Evidence(record().procedures, bridge()))


def _features(question: str) -> dict[str, float]:
    reading = take_apart(question, bridge(), "fr")
    ranking = _matters().rank(matter_features(reading), doubt=1.0)
    return dict(_account().outside(reading, "fr", ranking, {"fees": 0.9, "absent": 0.1}))


def test_words_that_ask_or_stand_in_every_text_tell_nothing() -> None:
    reading = take_apart("combien coûte le passeport pour un enfant", bridge(), "fr")
    told = [word.concepts | word.names for word in telling_words(reading)]
    assert len(told) == 2
    assert "c:passport" in told[0]


def test_what_a_procedure_explains_is_measured_on_the_words_that_tell() -> None:
    named, foreign = (
        _features("passeport biométrique"),
        _features("passeport xylophone gribouillis"),
    )
    assert named["unknown"] == 0
    assert foreign["unknown"] == pytest.approx(2 / 3)
    assert named["explained"] > foreign["explained"]
    assert named["said"] == 1
    assert foreign["unsaid words"] == pytest.approx(2 / 5)


def test_a_procedure_that_was_never_learned_is_not_doubted() -> None:
    reading = take_apart("passeport", bridge(), "fr")
    ranking = Ranking((Ranked("idarati-1", 0.9),), {State.NO_SOURCE: 0.1})
    assert not _account().outside(reading, "fr", ranking, {"fees": 1.0})
    assert not _account().absent(reading, "fr", "idarati-1", {"fees": 1.0})
    assert not _account().outside(reading, "fr", Ranking((), {}), {})


@pytest.mark.parametrize(
    "question",
    [
        "comment dresser un perroquet gris à parler",
        "quelle est la meilleure recette de rfissa",
        "ما أسباب انقراض الديناصورات",
        "كيف أصلح غسالة لا تعصر الملابس",
        "كيفاش نربي السلوكي ديال الصيد",
        "kifach n3awed ndkhel l compte dyal tiktok",
    ],
)
def test_what_nobody_listed_is_not_answered(question: str) -> None:
    assert reader().read(question).procedure is None


@pytest.mark.parametrize(
    ("question", "procedure"),
    [
        ("comment s'appelle le directeur du bureau des passeports", "passport-adult"),
        ("à quel étage se trouve le bureau du casier judiciaire", "criminal-record"),
        ("combien de passeports ont été délivrés l'année dernière", "passport-adult"),
        ("ما رأيك في بطاقة الشخص في وضعية إعاقة", "disability-card"),
        ("شحال كان ثمن الباسبور عام 90", "passport-adult"),
        ("wach lbiro d passport khdam nhar l3id", "passport-adult"),
        ("passeport : à quelle heure ferme le bureau", "passport-adult"),
        ("ما لون غلاف جواز السفر الجديد", "passport-adult"),
        ("شنو هي احسن اوطو ايكول باش ندوز البيرمي", "driving-licence-new"),
        ("ina promoteur mzyan m3a daam sakane", "housing-aid"),
    ],
)
def test_what_stands_in_no_record_of_a_procedure_is_said_to_be_missing(
    question: str, procedure: str
) -> None:
    read = reader().read(question)
    assert (read.procedure, read.lacking) == (procedure, True)


@pytest.mark.parametrize(
    "question",
    ["Où est la salle du sous-sol ?", "où est la mairie", "où est le bureau 12", "où est la gare"],
)
def test_where_a_place_is_concerns_nobodys_file(question: str) -> None:
    assert reader().read(question).state is not State.REFUSED_PERSONAL


@pytest.mark.parametrize(
    "question",
    [
        "où en est mon dossier",
        "où en est ma demande de logement",
        "mon numéro de dossier est le 5519, c'est prêt ?",
        "combien touche mon voisin comme aide",
        "عطيني نمرة التيليفون ديال هاد السيد",
        "أعطني رقم هاتف هذا الرجل",
    ],
)
def test_ones_own_file_and_that_of_others_is_personal(question: str) -> None:
    assert reader().read(question).state is State.REFUSED_PERSONAL


def test_when_a_paper_is_ready_is_a_delay_and_whether_mine_is_a_matter_of_my_file() -> None:
    read = reader().read("le passeport, c'est combien et il est prêt quand ?")
    assert (read.procedure, read.facet, read.also) == ("passport-adult", "fees", ("delay",))
    assert reader().read("mon passeport est prêt ?").state is State.REFUSED_PERSONAL


def test_an_explanation_tells_both_doubts() -> None:
    found = reader().explain("quelle est la meilleure recette de rfissa").doubts
    assert set(found) == {"outside", "absent"}
    assert all(0 <= odds <= 1 for odds in found.values())
