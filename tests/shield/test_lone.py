"""Names that are all that somebody says, or all of a field, or a part of a file's name."""

import pytest

from siyada.shield.detect import detect


def names(text: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text) if span.kind == "PERSON"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Omar Fassi", "Omar Fassi"),
        ("عمر الفاسي", "عمر الفاسي"),
        ("salma idrissi, rabat", "salma idrissi"),
        ("Omar Fassi (Rabat)", "Omar Fassi"),
        ("Omar Fassi 0661234567", "Omar Fassi"),
        ("عمر الفاسي 0661234567", "عمر الفاسي"),
        ("شكون نتا؟ عمر الفاسي", "عمر الفاسي"),
        ("de: omar fassi", "omar fassi"),
        ("pour omar fassi", "omar fassi"),
        ("Omar FASSI", "Omar FASSI"),
        ("Kerroumi Selma", "Kerroumi Selma"),
        ("شيماء زغنون", "شيماء زغنون"),
        ("ⵄⵓⵎⴰⵔ ⴼⴰⵙⵉ", "ⵄⵓⵎⴰⵔ ⴼⴰⵙⵉ"),
        ("youssef", "youssef"),
        ("Salma.", "Salma"),
        ("Fatima?", "Fatima"),
        ("sabah lkhir salma", "salma"),
        ("صباح الخير سلمى", "سلمى"),
        ("sba7 lkhir si ahmed", "ahmed"),
        ("Mr Jean-Pierre Dupont", "Jean-Pierre Dupont"),
        ("omar", "omar"),
        ("سلمى", "سلمى"),
        ("Salma Zeghnoun", "Salma Zeghnoun"),
        ("karim lfassi", "karim lfassi"),
        ("3abdl7akim", "3abdl7akim"),
        ("abdl9ader l3alami", "abdl9ader l3alami"),
    ],
)
def test_a_name_and_nothing_else_is_somebodys(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("cv_omar_fassi.pdf", "omar_fassi"),
        ("facture-Omar-Fassi-2024.pdf", "Omar-Fassi"),
        ("attestation salma idrissi.docx", "salma idrissi"),
        ("Scan 2024-03-12 Salma Idrissi CIN.jpg", "Salma Idrissi"),
        ("omar.fassi", "omar.fassi"),
        ("cv_salma.pdf", "salma"),
    ],
)
def test_the_name_of_a_file_names_somebody(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Mohammed V", "Hassan II", "Sidi Kacem", "Hay Mohammadi", "Moulay Idriss Zerhoun",
        "Lalla Takerkoust", "Sidi Slimane", "Beni Mellal", "Derb Omar", "Yacoub El Mansour",
        "Allal El Fassi", "Ibn Sina", "Lycée Omar El Khayyam", "rue_allal_el_fassi.jpg",
        "أمل", "عمر", "mbrouk", "sabah nour", "رمضان كريم",
        "عيد مبارك سعيد", "joumou3a mobaraka", "نور الصباح",
        "Hamid Travel", "Amina Shop", "user_id", "acte_naissance_2024.pdf", "liste-noms.docx",
        "carte nationale", "الحالة المدنية", "merci khouya", "Maroc Telecom",
    ],
)  # fmt: skip
def test_a_place_a_wish_or_a_word_is_nobody(text: str) -> None:
    assert names(text) == []
