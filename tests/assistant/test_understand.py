import pytest

from siyada.assistant.answer import State
from siyada.assistant.understand import Reader
from tests.assistant.whole_record import reader, record


def test_a_procedure_already_chosen_is_kept() -> None:
    read = reader().read("combien ça coûte", procedure="certificat-negatif")
    assert read.procedure == "certificat-negatif"
    assert read.facet == "fees"


def test_a_facet_already_chosen_is_kept() -> None:
    assert reader().read("passeport perdu", facet="delay").facet == "delay"


@pytest.mark.parametrize(
    "question",
    ["passeport perdu ou volé", "ضاع ليا الباسبور", "tsra9 lia lpaspor", "ⵉⵊⵍⴰ ⵢⵉ ⵍⴱⴰⵙⴱⵓⵔ"],
)
def test_one_procedure_is_found_in_every_script(question: str) -> None:
    assert reader().read(question).procedure == "passport-loss"


@pytest.mark.parametrize("question", ["", "  ", "؟", "🙂", "\u200f", "...", "a"])
def test_a_question_without_words_names_no_procedure(question: str) -> None:
    read = reader().read(question)
    assert read.procedure is None
    assert read.state in {State.NO_SOURCE, State.REFUSED_SCOPE, State.CLARIFY}


def test_reading_is_the_same_every_time() -> None:
    question = "bghit njedded lpermis w nbeddel l'adresse"
    assert reader().read(question) == Reader(record()).read(question)


@pytest.mark.parametrize(
    ("question", "state"),
    [
        ("où en est mon dossier n° 44719", State.REFUSED_PERSONAL),
        ("chhal na3ti rechwa lmo9addem", State.REFUSED_UNSAFE),
        ("recette de la pastilla au poisson", State.REFUSED_SCOPE),
    ],
)
def test_what_is_not_answered_has_its_own_state(question: str, state: State) -> None:
    read = reader().read(question)
    assert (read.state, read.procedure) == (state, None)


@pytest.mark.parametrize(
    "question",
    [
        "comment obtenir un visa schengen pour l'espagne",
        "permis de chasse et port d'arme",
        "بغيت نحفر بير فالبلاد",
        "النفقة ديال الدراري ما كيخلصهاش طليقي",
        "kifach njedded permesso di soggiorno f milano",
        "mo3adalat diplome dyal fransa",
        "ⵔⵉⵖ ⴰⴷ ⴷⴷⵓⵖ ⵙ ⵍⵃⵉⵊⵊ",
        "mamnk rad snwɣ sksu",
    ],
)
def test_what_the_record_does_not_hold_is_not_answered(question: str) -> None:
    assert reader().read(question).procedure is None


@pytest.mark.parametrize(
    "question",
    [
        "mon permis est sorti ou pas encore",
        "هل تم قبول ملفي رقم 7781",
        "شوف ليا الدوسي ديالي فين وصل",
        "wach wajda la carte dyali",
        "is yujad lbasbur inu",
    ],
)
def test_what_only_ones_own_file_tells_is_said_to_be_so(question: str) -> None:
    assert reader().read(question).state is State.REFUSED_PERSONAL


@pytest.mark.parametrize(
    ("question", "procedure"),
    [
        ("où retirer le passeport une fois prêt", "passport-adult"),
        ("comment suivre sa plainte contre une administration", "chikaya"),
        ("كم يستغرق تعويض ملف المرض", "amo-remboursement"),
        ("ضاع ليا الباسبور فالقطار", "passport-loss"),
        ("on m'a volé ma carte nationale au match de foot", "cnie-loss"),
    ],
)
def test_asking_in_general_or_naming_something_in_passing_is_answered(
    question: str, procedure: str
) -> None:
    assert reader().read(question).procedure == procedure


@pytest.mark.parametrize("question", ["cin", "permis", "cnss", "شهادة"])
def test_a_bare_name_of_several_procedures_is_asked_back(question: str) -> None:
    read = reader().read(question)
    assert read.state is State.CLARIFY
    assert 2 <= len(read.choices) <= 4


@pytest.mark.parametrize(
    "question",
    ["combien coûte le passeport", "شنو الوراق ديال البيرمي", "quelle loi pour le bail commercial"],
)
def test_what_the_record_has_is_not_lacking(question: str) -> None:
    assert not reader().read(question).lacking
