"""First and last words of names that look like other words: Ana, Ɛbdrrḥman, halves in Tifinagh."""

import pytest

from siyada.shield.detect import detect


def names(text: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text) if span.kind == "PERSON"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Martinez a déposé sa demande.", "Ana Martinez"),
        ("Le bail est au nom de Ana Garcia depuis mars.", "Ana Garcia"),
        ("(Ɛbdrrḥman Mounadi)", "Ɛbdrrḥman Mounadi"),
        ("Ɛica Ubrahim tzdɣ ɣ Tiznit", "Ɛica Ubrahim"),
        ("Ɣzlan Saffar tdda s lbiru", "Ɣzlan Saffar"),
        ("ⴳⵀⵣⵍⴰⵏ ⵙⴼⴼⴰⵔ", "ⴳⵀⵣⵍⴰⵏ ⵙⴼⴼⴰⵔ"),
        ("tomobil dial Hicham tsrqat", "Hicham"),
    ],
)
def test_the_name_is_whole_and_nothing_else(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Ana Fatima bghit nsewel", "Fatima"), ("Ana Hicham Lamrani mn fes", "Hicham Lamrani")],
)
def test_the_word_for_i_is_no_name(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "La chanteuse Najat Aatabou en concert",
        "Les films de Nabil Ayouch et Faouzi Bensaïdi",
        "n Muḥemmed Xayr-Eddin d yisefra n Ɛli Ṣedqi Azaykku ttwassnen g tmazirt",
        "Le parcours évoque aussi les voyages de Raoul Dufy et d'Albert Marquet.",
    ],
)
def test_who_is_renowned_is_nobody_to_hide(text: str) -> None:
    assert names(text) == []


def test_the_same_name_beside_somebodys_data_is_hidden() -> None:
    assert "Nabil Ayouch" in names("Nabil Ayouch, CIN BH451207, 0661234567, demande un extrait")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("conseiller : M'barek Oujaâ, né en 1970", "M'barek Oujaâ"),
        ("comparaît le nommé Samir Tazi dit « Mounir l'Oujdi »", "Mounir l'Oujdi"),
        ("pointage 3nd si l3erbi. o li ma3tach", "l3erbi"),
        ("اجتمع طارق مبروك، شيماء الداخلي، المختار الغندور", "شيماء الداخلي"),
        ("YEMMA-S MINA TZDEƔ F ZN9AT FES, Mme MINA", "MINA"),
        ("tarragt-ines Fuad Zaidane tra ad tt tzznz", "Fuad Zaidane"),
        ("وراه أم عمر ديال الطبقة التانية", "أم عمر"),
        ("CURRICULUM VITAE\nSaadia Kabouri — née le 11-05-1963", "Saadia Kabouri"),
    ],
)
def test_the_whole_name_whatever_stands_around(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "bghit njadd la carte nationale",
        "رفض الطلب لعدم توفره على بطاقة الفلاح",
        "تجديد بطاقة الرميد سابقا",
        "وقال لينا سيرو عند المقدم",
        "objet du titre foncier n° 1395/06, dit « Yasmina 12 ».",
        "ماتش حسنية أكادير سالا",
        "ⵉⵜⵜⵔⴰⵔⴰ ⴰⴷ ⴷⵉⴷⵉ ⵜⴷⴷⵓ",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("kayn f 9nitra. dris: 05.89.76.67.72 — appel", "dris"),
        ("لابنة أختي ضحى بنكيران، على أن تتكفل", "ضحى بنكيران"),
        ("technicien Redouane K. Contact sur place", "Redouane K."),
    ],
)
def test_names_beside_numbers_and_kin(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    "text",
    ["الملياني من عشرة قناطير", "سلم على حسين وعلى جواد", "خرج ذات فجر مع رفيقه علال إلى البحر"],
)
def test_counted_things_prepositions_and_companions_stay(text: str) -> None:
    assert not any(word in " ".join(names(text)) for word in ("قناطير", "وعلى", "رفيقه"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Leila B. a laissé un avis 5 étoiles", "Leila B."),
        ("Yuɣ axxam n Layla di temdint", "Layla"),
        ('comparaît le nommé Rachid dit "Lmkhantar"', "Lmkhantar"),
    ],
)
def test_single_names_that_their_place_shows(text: str, name: str) -> None:
    assert name in names(text)
