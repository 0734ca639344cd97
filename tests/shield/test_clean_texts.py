"""Texts that name nobody, by kind, and what stands in them as somebody's data all the same."""

import pytest

from siyada.shield.detect import detect

CLEAN = (
    "Câbles de 2,5 mm² (réf. 0612457788 du catalogue), 4 200 ml.",
    "الماشينة كتعطي الخطأ E20، الرقم ديال السيري 0611-2294-45. الضمانة سالات.",
    "لي عندو السكر ما يديرش العسل بزاف.",
    "الحلوة زوينة. واللي عندها الحساسية من البيض ما تستعملهاش.",
    "سيدي، الحلوة واجدة. لي عندو السكر ما يديرش العسل.",
    "men souk o la carrefour. ila 3ndk sokkar n9es men l3sel",
    "ERROR 504 upstream timeout after 30s, node app-3, build 4.12.0.7, commit 1c4137ac865cbce0",
    "ⵉⵔⵏⴰ ⵍⵀⵉⵍⴰⵍ ⵍⴰⵀⵍⵉ ⵙ 2-1 ⴳ ⵓⵏⵏⴰⵔ ⵏ ⵎⵓⵍⴰⵢ ⵄⴱⴷⵍⵍⴰⵀ.",
    "ⴰⵙⴳⵏⴰⴼ ⵏ ⵍⵃⴰⵙⴰⵏ ⵡⵉⵙⵙ ⵙⵉⵏ ⵉⵍⵍⴰ ⵖⵓⵔ ⵓⴱⵔⵉⴷ ⵏ ⵎⵓⵃⴰⵎⵎⴰⴷ ⵡⵉⵙⵙ ⵙⴰ.",
    "ويحمل أحد المدرجات اسم ابن رشد، وآخر اسم فاطمة الفهرية.",
)
NOT_NAMES = (
    ("Ur issa ddwa. Mmass n Fadma Ouali, CIN JB451207.", "issa"),
    ("حميد العلوي بغا يبيع وخديجة ما باغاش.", "باغاش"),
    ("khti, radi nmchiw 3and lmowatti9 Hamid Alaoui nhar tnin", "radi"),
    ('[bot] user_msg "RC25477" ip=160.160.12.7 nom=Hamid Alaoui', "msg"),
    ("Isem : Nabila\nIsem n twacult : Aouam\nAzemz n tlalit : 25/03/1983", "Azemz"),
    ("سميتي حميد العلوي، CIN BH451207، ساكن ف بروكسيل", "بروكسيل"),
    ("Anlmad Brahim Ouali : J148220774", "Anlmad"),
)
FOUND = (
    ("ur k ssin Brahim Ouali, tilifun 0661234567", "Brahim Ouali"),
    ("khouya عندو السكر، سميتو حميد العلوي", "السكر"),
    ("smiti Hamid Alaoui, 3ndi sokkar", "sokkar"),
    ("الراجل لي عندو السكر هو خويا.", "السكر"),
    ("Le taman. Yasmina 07 14 53 87 90 (whatsapp)", "07 14 53 87 90"),
    ("Merci pour la facture. 0612457788", "0612457788"),
    ("ghadi Nadia Tazi tji ghedda", "Nadia Tazi"),
)


@pytest.mark.parametrize("text", CLEAN)
def test_nothing_is_found_in_a_text_about_nobody(text: str) -> None:
    assert detect(text) == []


@pytest.mark.parametrize(("text", "word"), NOT_NAMES)
def test_a_word_beside_somebodys_data_is_left(text: str, word: str) -> None:
    at = text.index(word)
    assert not any(span.start < at + len(word) and at < span.end for span in detect(text))


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_what_is_somebodys_is_found_all_the_same(text: str, value: str) -> None:
    at = text.index(value)
    assert any(span.start <= at and at + len(value) <= span.end for span in detect(text))
