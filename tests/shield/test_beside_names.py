"""Words beside names and figures beside numbers that are nobody's, by kind."""

import pytest

from siyada.shield.detect import detect

NOBODYS = (
    "ⴰⵎⵓⵔ ⵏ ⵉⵎⵣⴷⴰⵖ ⴳ ⵜⵉⵣⵏⵉⵜ ⵉⴳⴰ 12,5 % ⴳ 2015.",
    "Amur n imezdagh g Tiznit iga 12,5 % g 2015.",
    "http: GET /v1/etat 200, bind 0.0.0.0:9090, build 12.7.3.204",
    "reseau 10.20.0.0, netmask 255.255.248.0",
    "firmware 3.12.118.4 installé, revision=2.0.140.1",
    "سبيطار الشيخ زايد داير حملة فابور نهار 14/11/2025.",
    "clinique cheikh zayd dayra 7amla fabor nhar l7ed",
    "اللي بغا يدوز يجيب معاه الدفتر الصحي.",
    "indicateur;region;annee;valeur\nbeneficiaires_amo;Souss;2011;0623456",
    "Travaux rue Allal El Fassi / أشغال بشارع علال الفاسي : ⴰⴱⵔⵉⴷ ⵉⵇⵇⵏ du 12 mars 2020.",
)
OUTSIDE = (
    ("Salam,\nAna brahim ouali, matricule CNSS 192330448", "Ana"),
    ("السلام أستاذة، أنا أم حميد العلوي، اللي عندك ف القسم", "أم"),
    ("lwra9 b smiyt l walid Brahim Ouali, CIN BH451207", "walid"),
    ("agent: wa3alaykoum salam, smiytek ?\nclient: smiti Hamid Alaoui", "wa3alaykoum"),
    ("TC : service réclamations bonjour\nCL : oui bonjour euh madame Hamid Alaoui", "CL"),
    ('{"LANG": "ZGH", "ISM": "ⴱⵔⴰⵀⵉⵎ ⵡⴰⵍⵉ"}', "ZGH"),
    ("ⴰⵏⵙⴰ : ⴷⴷⵡⴰⵔ ⵉⵎⵉ ⵏ ⵜⴰⵍⴰ, ⵜⵉⵎⵉⵍⵜ\nⴰⵙⵉⵏⴼ ⵏ ⵡⴰⴷⴷⴰⴷ : ⴰⵖⵔⵎⴰⵏ", "ⴰⵙⵉⵏⴼ"),
    ("| ism | tilifun | douar |\n| Hamid Alaoui | 0661234567 | Tamllalt |", "douar"),
    ("nkki Brahim Ouali, zdghgh gh rue Zitoun nemra 14 tiznit, ifssi ddu", "gh rue"),
)


@pytest.mark.parametrize("text", NOBODYS)
def test_figures_and_words_of_nobody_are_left(text: str) -> None:
    assert detect(text) == []


@pytest.mark.parametrize(("text", "word"), OUTSIDE)
def test_what_stands_beside_a_value_is_left(text: str, word: str) -> None:
    at = text.index(word)
    first = at, at + len(word.split()[0])
    spans = detect(text)
    assert spans
    assert not [span for span in spans if span.start < first[1] and span.end > first[0]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("connexion depuis 10.4.2.118 à 12:01", "10.4.2.118"),
        ("Bénéficiaire AMO : 192330448", "192330448"),
        ("الطفلة زايدة نهار 14/11/2015", "14/11/2015"),
        ("Hamid Alaoui, 14 rue du 20 août, Rabat", "14 rue du 20 août, Rabat"),
        ("Adresse : rue Zitoun\nimm 4 appt 2, Rabat", "rue Zitoun\nimm 4 appt 2, Rabat"),
        ("l walid Bennani jay ghedda", "walid Bennani"),
        ("Assurés AMO : Mohamed Tahiri 123456789", "123456789"),
        ("Mme Ana Martinez, CIN BH451207", "Ana Martinez"),
        ("Nom : Baba Ouali\nCIN : BH451207", "Baba Ouali"),
        ("Adresse : GH 12 imm 3 Rabat", "GH 12 imm 3 Rabat"),
    ],
)
def test_values_beside_which_none_of_this_stands_are_hidden(text: str, value: str) -> None:
    at = text.index(value)
    hidden = {place for span in detect(text) for place in range(span.start, span.end)}
    assert set(range(at, at + len(value))) <= hidden
