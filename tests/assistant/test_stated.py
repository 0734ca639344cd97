import pytest

from siyada.assistant.account import Account
from siyada.assistant.evidence import Evidence
from siyada.assistant.features import take_apart
from siyada.assistant.rank import Matters
from siyada.assistant.stated import stated
from siyada.language.bridge import bridge
from siyada.library.procedure import Cost, Fact, Procedure, Text
from tests.assistant.whole_record import record


def _procedure(**fields: object) -> Procedure:
    return Procedure.model_validate(
        {
            "id": "made-up",
            "category": "citizen",
            "title": Text(fr="Registre des cerfs-volants"),
            "administration": Fact(text=Text(fr="La commune")),
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (Text(fr="75 dirhams de timbre"), {"money"}),
        (Text(fr="Le service est gratuit"), {"money"}),
        (Text(ar="خلال أجل خمسة أيام"), {"time"}),
        (Text(fr="Sous 48 h, contre 20 DH"), {"money", "time"}),
        (Text(fr="Une copie du reçu, deux photos"), set()),
    ],
)
def test_the_kinds_of_values_are_those_of_the_statements(text: Text, kinds: set[str]) -> None:
    assert stated(_procedure(conditions=(Fact(text=text),))) == kinds


def test_a_cost_with_its_value_states_an_amount() -> None:
    cost = Cost(description=Text(fr="Timbre"), value=75)
    assert stated(_procedure(costs=(cost,))) == {"money"}


def test_the_doubt_sees_a_facet_and_a_value_that_are_asked_and_not_held() -> None:
    procedures = record().procedures
    account = Account(Matters(procedures, bridge()).model, Evidence(procedures, bridge()))
    reading = take_apart("combien de temps pour la carte de handicap", bridge(), "fr")
    odds = {"delay": 0.75, "conditions": 0.25, "absent": 0.0}
    assert not procedures["disability-card"].processing_time
    assert account.absent(reading, "fr", "disability-card", odds)["lacks"] == pytest.approx(0.75)
    assert procedures["passport-adult"].processing_time
    held = account.absent(reading, "fr", "passport-adult", odds)
    assert held["lacks"] == held["no time"] == held["no amount"] == 0
