"""What letters, chats and papers of foreigners say: closings, births, residence titles."""

import re

import pytest

from siyada.shield.detect import detect


@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        (
            "NONE",
            "التقرير مرفقا بالجداول الإحصائية. وتفضلوا بقبول أسمى عبارات التقدير. إمضاء",
        ),
        ("NONE", "وتقبلوا، السيد المدير، فائق عبارات الاحترام والتقدير. والسلام"),
        ("NONE", "وتفضلوا سيدي بقبول خالص التقدير وأصدق المشاعر، مع أزكى التحيات"),
        ("NONE", "تقبلوا منا أطيب المتمنيات ووافر الامتنان وعظيم الشكر وجزيل العرفان"),
        (
            "NONE",
            "Veuillez agréer, Monsieur, l'expression de mes sentiments distingués.",
        ),
        (
            "NONE",
            "Veuillez croire, Madame, à l'assurance de ma haute considération. Respectueusement",
        ),
        ("NONE", "عافاك بغيت نصادق على شي وراق ونجيب عقد الازدياد."),
        ("NONE", "غادي نجيب الوراق غدا ونجيب معايا البطاقة"),
        ("PERSON", "سي ⟦نجيب⟧ جا البارح"),
        ("NONE", "الملف مرفقا بالوثائق ومصحوبا بالصور"),
        ("NONE", "siftli nmrtek l jdida"),
        ("PERSON", "- ahh ⟦akram⟧ ! fin ghbrti\n- siftli nmrtek l jdida"),
        ("PERSON", "salam ostad ana mama d ⟦yassine⟧"),
        ("PLATE", "[15h30] rabie: safi"),
        ("PLATE", "[17h30] jaafar: safi\n[17h35] rabie: mzian"),
        ("PLATE", "rdv à 9h30 ou 14h15 demain"),
        ("HEALTH", "tbib galt liya khassni n7bes sokkar 7it 3ndi ⟦sar3⟧"),
        ("HEALTH", "khti mrida b ⟦sokkar⟧"),
        ("HEALTH", "3andha ⟦sokkar⟧ mn 2010"),
        ("HEALTH", "khassni n9ess mn sokkar o lmel7"),
        ("HEALTH", "rah mrid b ⟦sel⟧ o maghadich yji"),
        ("HEALTH", "mrida b ⟦sell⟧"),
        ("HEALTH", "Yuḍen Lḥsin Hammadi s ⟦sel⟧, yusi tilifun 0661234567"),
        ("PERSON", "– ⴰⵣⵓⵍ ⟦ⵣⴰⵀⵔⴰ⟧, ⵎⴰⵏⵣⴰⴽⵉⵏ?\n– ⵍⴰⴱⴰⵙ, ⵎⴰ ⵜⴳⵉⴷ?\n– ⵏⴽⴽ"),
        (
            "HEALTH",
            "J'étais absent, sachant que je souffrais de ⟦leucémie⟧ et que j'avais un dossier",
        ),
        (
            "HEALTH",
            "M. Karim Alami, CIN BH451207. sachant que je souffrais de ⟦épilepsie⟧ et que j'avais",
        ),
        ("HEALTH", "M. Karim Alami, CIN BH451207. elle a souffert d'une ⟦dépression⟧."),
        ("HEALTH", "nous souffrions de ⟦diabète⟧"),
        ("CIN", "Titre de séjour n° ⟦H2K8LM43Q⟧"),
        ("CIN", "Titre de séjour n° ⟦9914027741⟧\nAdresse à l'étranger"),
        ("CIN", "Carte de résident n° ⟦C01234B7K9⟧"),
        ("CIN", "Residence permit no: ⟦X8812345K⟧"),
        ("CIN", "NIE: ⟦X1234567L⟧"),
        ("CIN", "permesso di soggiorno n. ⟦I09912345⟧"),
        ("CIN", "titre de séjour depuis 2019 à Bruxelles"),
        ("LAND_TITLE", "وترك العقار ذا الرسم عدد ⟦7.803/01⟧ والسيارة"),
        ("LAND_TITLE", "وترك العقار ذا الرسم عدد ⟦3567/R⟧ والسيارة"),
        ("LAND_TITLE", "كراء دار، الطيطر ديالها نمرة ⟦99200/R⟧. أنا"),
        ("LAND_TITLE", "الطيطر ديالها نمرة ⟦13.238/18⟧. أنا"),
        ("LAND_TITLE", "العقار ذي الرسم عدد ⟦58.805/49⟧"),
        ("DATE_OF_BIRTH", "Smiti wiam, ⟦22/1/56⟧ mzyad f glmim, sakn f"),
        ("DATE_OF_BIRTH", "Smiti ikram, ⟦08-10-1990⟧ mzyad f agadir"),
        ("DATE_OF_BIRTH", "isem inu elhouda Karimi, lulegh g ⟦23-04-1954⟧. Swurigh"),
        ("DATE_OF_BIRTH", "nekk soumaya, tlaleɣ g ⟦01/02/1969⟧ g tiznit"),
        ("DATE_OF_BIRTH", "nekk soumaya, lulleɣ ass n ⟦01/02/1969⟧"),
        ("DATE_OF_BIRTH", "mzyad f ⟦12/03/1977⟧"),
        ("DATE_OF_BIRTH", "تاريخ الازدياد: ⟦12 رمضان 1404 هـ موافق 12 يونيو 1984⟧\nمكان"),
        ("DATE_OF_BIRTH", "تاريخ الازدياد: ⟦فاتح محرم 1410 موافق 3 غشت 1989⟧\nمكان"),
        ("DATE_OF_BIRTH", "تاريخ الازدياد: ⟦5 شعبان 1390 هـ (الموافق ل 6 أكتوبر 1970)⟧\nمكان"),
        ("DATE_OF_BIRTH", "Né le ⟦5 chaabane 1390 correspondant au 6 octobre 1970⟧ à Fès"),
        ("CIN", "a guelmim\nn° ⟦f 359526⟧     valable jusqu'au 11.04.2031"),
        ("CIN", "N° ⟦F 359526⟧ Valable jusqu'au 11.04.2031"),
        ("PERSON", "كوليا على سمية ⟦عبد الرزاق خويا⟧، قال ليا"),
        ("PERSON", "المصرح: ⟦عبد الرزاق خويا⟧، ب.ت.و f779758"),
        ("PERSON", "Smiti kamla ⟦ɛebdellah khu⟧, CIN AB 896494"),
        ("PERSON", "salam ⟦hassan⟧ khouya wach jayb lwra9"),
        ("PERSON", "https://v.exemple.ma/confirm?nom=⟦Hamza+El+Khattabi⟧&cin=BJ357690&t=1"),
        ("PERSON", "https://v.exemple.ma/confirm?prenom=⟦Salma⟧&nom=⟦Bennani⟧&cin=BJ357690&t=1"),
        ("ADDRESS", "ⵎⴰⵏ ⵓⵔ ⵍⵍⵉⵏ ⴳ ⵜⴳⵎⵎⵉ ⵉⵏⵓ, ⟦ⴷⴷⵡⴰⵔ ⵜⴰⴳⴰⴷⵉⵔⵜ, ⵍⵄⵢⵓⵏ⟧. ⵙⴰⵡⵍⵖ"),
        (
            "ADDRESS",
            "السيدة مايسة بداوي، الساكنة ب⟦رقم ٢٢٩، شارع عقبة بن نافع، أكدال، سلا⟧، تسلمت مني مبلغ",
        ),
        (
            "ADDRESS",
            "Adresse à l'étranger : ⟦chaussée de Haecht 118, 1030 Bruxelles⟧\nAdresse au Mar",
        ),
        ("PERSON", "nek d ⟦Meria ult Ouala⟧. illa"),
        ("PERSON", "– أنا والد ⟦مريم⟧، اسمي ⟦عبد المجيد السوسي⟧، مرحبا"),
    ],
)
def test_only_what_is_marked_is_found(kind: str, marked: str) -> None:
    """`NONE`: nothing of any kind; else nothing of that kind but what is marked."""
    text = re.sub("[⟦⟧]", "", marked)
    found = [span for span in detect(text) if kind in {"NONE", span.kind}]
    assert [text[span.start : span.end] for span in found] == re.findall("⟦(.*?)⟧", marked)
