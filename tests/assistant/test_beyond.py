"""Kinds of answers that no record of a procedure holds, and questions that only sound so."""

import pytest

from siyada.assistant.account import Account
from siyada.assistant.beyond import beyond
from siyada.assistant.evidence import Evidence
from siyada.assistant.features import take_apart
from siyada.assistant.rank import Matters
from siyada.language.bridge import bridge
from siyada.language.identify import identify
from tests.assistant.whole_record import record


def said(question: str) -> list[str]:
    """The words for whose sake a question is of such a kind."""
    tag = identify(question).tag
    reading = take_apart(question, bridge(), tag)
    return [
        " ".join(word.folded for word in reading.words[wanted.start : wanted.end])
        for wanted in beyond(reading, tag)
    ]


@pytest.mark.parametrize(
    "question",
    [
        "combien de jeunes ont reçu le prêt Forsa depuis le début",
        "combien de cartes nationales ont été délivrées à Oujda",
        "le tarif d'un avocat pour une assistance judiciaire",
        "les honoraires du géomètre pour le bornage",
        "quelle banque choisir pour un compte de société",
        "la commune de Berkane est ouverte le dimanche ?",
        "le commissariat ferme à midi pendant le ramadan",
        "il y a un ascenseur à la conservation foncière",
        "puis-je mettre un foulard sur la photo du passeport",
        "est-ce que l'allocation va augmenter bientôt",
        "qui a inventé la carte d'identité",
        "pourquoi le permis est rose",
        "où va l'argent de la taxe d'habitation",
        "combien de fois peut-on rater l'épreuve du code",
        "régler la vignette en plusieurs fois",
        "كم شركة حصلت على الدعم هذه السنة",
        "كم أتعاب المحامي في قضية طلاق",
        "أي بنك أفضل لفتح حساب المقاولة",
        "هل تفتح الجماعة يوم السبت",
        "هل يجوز وضع النظارات في الصورة",
        "من اخترع جواز السفر",
        "شحال من واحد دار التسجيل هاد العام",
        "شحال كياخد النوتير فالدار",
        "شمن لوطو ايكول مزيانة فسلا",
        "واش المقاطعة محلولة نهار السبت",
        "واش غادي ينقصو من لافينييت",
        "ch7al mn wa7ed khda l'aide had l3am",
        "ch7al kayakhod lmo7ami f tla9",
        "wach lmo9ata3a m7loula nhar l7ed",
        "ina banka khir l charika",
        "is rẓmn ass n ssbt",
    ],
)
def test_what_no_record_answers_is_known_by_what_it_is_made_of(question: str) -> None:
    assert said(question)


@pytest.mark.parametrize(
    "question",
    [
        "combien de témoins faut-il pour le mariage",
        "combien de jours de cotisation pour la retraite",
        "combien coûte le passeport",
        "je suis avocat, puis-je cotiser à l'amo des indépendants",
        "mon père est notaire, il renouvelle sa carte où",
        "j'ai perdu mon permis dans le bus",
        "dans quelle commune faire le certificat de résidence",
        "je veux construire un deuxième étage",
        "كم عدد الشركاء المطلوب لتأسيس تعاونية",
        "كم يستغرق استخراج جواز السفر",
        "بغيت نفتح حساب فالبنكة للشركة",
        "شحال من تصويرة خاصني للباسبور",
        "ch7al mn chahed khass f zwaj",
        "mani rad awiɣ lakart",
    ],
)
def test_what_a_record_may_answer_is_no_such_question(question: str) -> None:
    assert not said(question)


def test_a_part_within_the_words_of_another_is_not_said_besides() -> None:
    assert said("quelle banque choisir") == ["banque"]
    assert not said("la meilleure")


def test_the_doubt_sees_whether_statements_speak_of_it() -> None:
    procedures = record().procedures
    account = Account(Matters(procedures, bridge()).model, Evidence(procedures, bridge()))

    def unsaid(question: str, procedure: str) -> float:
        reading = take_apart(question, bridge(), "fr")
        return account.absent(reading, "fr", procedure, {"fees": 0.9, "absent": 0.1})[
            "beyond unsaid"
        ]

    assert unsaid("le prix de l'avocat pour le passeport", "passport-adult") == 1
    assert unsaid("le prix de l'architecte pour construire", "permis-construire") == 0
    assert unsaid("le prix du passeport", "passport-adult") == 0
