"""Kinds of numbers as forms, talk and data name them, in six languages; what is none of them."""

import pytest

from siyada.shield.detect import detect

NAMED = (
    ("titre de séjour n° B 2214 770 81, valable", "B 2214 770 81"),
    ("carte de séjour : 12A345678", "12A345678"),
    ("لاكارط سيجور نمرتها B 2214 770 81", "B 2214 770 81"),
    ("lkart d sijour B221477081", "B221477081"),
    ('{"num_sejour":"99887766A"}', "99887766A"),
    ("Permis : 31/220418", "31/220418"),
    ("lpermi dyali 31/220418", "31/220418"),
    ("البيرمي ديالي ٣١/٢٢٠٤١٨", "٣١/٢٢٠٤١٨"),
    ("turagt n usnhr uṭṭun 31/220418", "31/220418"),
    ('{"driverLicense":"31/220418"}', "31/220418"),
    ("dossier judiciaire 2025/1201/456", "2025/1201/456"),
    ("ملف جنحي عدد 2105/2024/233", "2105/2024/233"),
    ("الدوسي ديالي فالمحكمة نمرة 1234/8202/2025", "1234/8202/2025"),
    ("asdaw n tsnbḍayt uṭṭun 1234/8202/2025", "1234/8202/2025"),
    ('{"courtFile":"1234/8202/2025"}', "1234/8202/2025"),
    ("nom d'utilisateur : nadia.tz92", "nadia.tz92"),
    ("اسم المستخدم: nadia.tz92", "nadia.tz92"),
    ("insta dyali nadia_tz", "nadia_tz"),
    ('{"screenName":"nadia_tz"}', "nadia_tz"),
    ("نمرة الضريبة 40123456", "40123456"),
    ("nmra d dariba 40123456", "40123456"),
    ("ⵓⵟⵟⵓⵏ ⵏ ⵜⵉⴱⵣⵔⵜ 40123456", "40123456"),
    ("arrat n tlalit uṭṭun 123/1988", "123/1988"),
    ("Le 94/1407/2023 est renvoyé", "94/1407/2023"),
    ("carte de séjour n° S 208 114 C, acquéreur", "S 208 114 C"),
    ("lbirmi nemra 07/218843", "07/218843"),
    ("identifiant portail nadia.tz", "nadia.tz"),
    ("[10:03] client: username sami.zr", "sami.zr"),
    ("الكونط سميتو dar_tazi31", "dar_tazi31"),
    ("صيفطو لنادية ف الايميل لnadia_tz@poste.example", "nadia_tz@poste.example"),
    ("العقد ديال الزواج ديالو مقيد برقم 136/1996", "136/1996"),
    ("Taxe professionneIIe : 87205481", "87205481"),
    ("ldent. fiscal : 66232614", "66232614"),
    ("Ne(e) Ie : 26-10-1991", "26-10-1991"),
    ("pour mon père Azzam Karimi (31/05/1946)", "31/05/1946"),
)
OTHERS = (
    "Le permis de construire n° 123/2024 a été affiché.",
    "Le permis d'habiter n° 31/220418 est délivré par la commune.",
    "Le login est obligatoire, le pseudo aussi.",
    "Le permis coûte 3500 dirhams en 2024.",
    "le projet 12/2024/2025 est adopté",
    "serveur bind 0.0.0.0:8080, build 10.4.2.118",
    "beneficiaires_amo;Oriental;2007;0612345",
    "sbitar dayr 7amla fabor nhar 20/10/2025",
    "ⴰⵎⵓⵔ ⵏ ⵉⵎⵣⴷⴰⵖ ⴳ ⵡⴰⵔⵣⴰⵣⴰⵜ",
    "TC : bonjour\nCL : oui bonjour euh madame",
)


@pytest.mark.parametrize(("text", "value"), NAMED)
def test_a_number_is_found_however_it_is_named(text: str, value: str) -> None:
    at = text.index(value)
    assert any(span.start <= at and at + len(value) <= span.end for span in detect(text))


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_sounds_like_it_is_left(text: str) -> None:
    assert detect(text) == []
