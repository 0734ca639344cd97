"""Persons: titles and clitics outside, unknown family names inside, places left alone."""

import re

import pytest

from siyada.shield.detect import detect


def _spans(marked: str) -> tuple[str, list[str]]:
    return marked.replace("⟦", "").replace("⟧", ""), re.findall("⟦(.*?)⟧", marked, re.DOTALL)


def _found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text) if span.kind == "PERSON"]


@pytest.mark.parametrize(
    "marked",
    [
        "Je soussigné M. ⟦Hamid SQUALLI⟧, né à Fès",
        "La représentante de la commune ⟦Khadidja Bourita⟧",
        "خدمت مع ⟦نادية السعيدي⟧ فبركان",
        "<nom>⟦LHAJ⟧</nom><prenom>⟦Mustapha⟧</prenom>",
        "Isem inu ⟦Ɛdju Uḥemmu⟧, tilifun 0661234567",
        "1. ⟦ⵏⵓⵎⵉⴷⵢⴰ ⵓⵃⵎⴰⴷ⟧ – H778222191",
        "⟦SQUALLI Hamid⟧ et ⟦EL KHOURI Nadia⟧",
        "⟦H. Squalli⟧",
        "⟦Mohammed M. Alami⟧ habite ici",
        "Réunion avec ⟦Karim⟧, M. ⟦Alami⟧",
        "Me ⟦Rachida Tahiri⟧, avocate",
        "Mr ⟦Jean-Pierre Dupont⟧",
        "Monsieur ⟦Ahmed ben Mohamed ben Ali⟧.",
        "⟦Abdellatif Ait Ouahmane⟧ est absent",
        "Bonjour, je m'appelle ⟦Karim Xyloqui⟧ et je veux",
        "le nommé ⟦Zkeriko⟧",
        "السيد ⟦حميد الصقلي⟧، المزداد بفاس",
        "أنا الموقعة أسفله ⟦فاطمة الزهراء العلوي⟧ الحاملة للبطاقة",
        "⟦محمد بن أحمد بن علي الفاسي⟧",
        "سلم الملف ل⟦فاطمة⟧ ول⟦محمد⟧",
        "⟦عبد الرحيم بوزيد⟧ يطلب تصحيح",
        "الاسم العائلي: ⟦أوزغيت⟧",
        "اسمي ⟦يوسف بنعمر⟧ وساكن فحي السلام",
        "خويا ⟦سعيد⟧ و ختي ⟦نجاة⟧ مشاو",
        "smiti ⟦hamid squalli⟧ o bghit njedded lacarte",
        "ana ⟦7amid⟧ bghit nemra dyal ⟦youssef⟧",
        "rah ⟦3abdlkader⟧ ja l dar",
        "ⵉⵙⵎ ⵉⵏⵓ ⟦ⵃⴰⵎⵉⴷ ⴰⵢⵜ ⵃⵎⴰⴷ⟧",
        "ism inu ⟦Itto Ouhammou⟧",
        "ⵉⵙⵎ ⵉⵏⵓ ⟦ⴽⵏⵣⴰ⟧",
        "حضر ⟦سعيد بن كريم⟧ اليوم",
        "Présents : ⟦Hamid Tazi⟧, ⟦Xavi Qermoud⟧ et ⟦Ziko Mandoul⟧.",
        "fin mchiti a ⟦hanane⟧?",
        "سلام ⟦مصطفى⟧، واش كاين الجديد",
        "goul l ⟦safa2⟧ tji m3a ⟦badr-eddine⟧",
        "سلم على ⟦كريمة⟧ و⟦إسماعيل⟧ و⟦منال⟧",
        '{"nomComplet":"⟦Hamid Squalli⟧"}',
        "لقاء مع السيد ⟦كريم الوزاني⟧ ممثل الشركة",
        "الأخت ⟦عزيزة بناني⟧",
        "إلى السيد الكريم ⟦حميد العلوي⟧",
        "شكاية السيد ⟦عبد الرحيم لمسفر⟧ القاطن هنا",
        "السيد ⟦رشيد⟧ لمكتبه",
        "حضر ⟦محمد آيت أوزني⟧ إلى المكتب",
        "ⵏⴽⴽ ⴷ ⟦ⵎⵓⵃⵎⵎⴰⴷ ⴰⵢⵜ ⵓⵣⵏⵏⵉ⟧",
        "المريضة ⟦فاطمة ب.⟧ تعاني",
        "السيد ⟦امحمد ولد سيدي علي⟧، المزداد هنا",
        "السيدة ⟦فاطمة بنت سي محمد⟧ حضرت",
        "أنا الموقع أسفله السيد ⟦محمد العلوي⟧، أصرح بشرفي أنني أرمل",
        "ⴰⵙⵙⴰⵖ: ⟦ⵢⵉⴷⵉⵔ⟧",
        "conducteur ⟦Said B.⟧, permis",
        "الأستاذ ⟦سليم⟧ له ملف",
        "GET /x?nom=⟦Lamrani⟧&prenom=⟦Mehdi⟧ HTTP/1.1",
    ],
)
def test_a_name_is_found_without_title_or_clitic(marked: str) -> None:
    text, names = _spans(marked)
    assert _found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "avenue Moulay Rachid, lycée Ibn Khaldoun, hôpital Mohammed V",
        "مستشفى ابن رشد و جامعة محمد الخامس",
        "M'écoutes-tu ? Le quartier Ben M'Sik et la vallée de Setti Fatma",
        "باع البقعة المسماة البورة",
        "الله كريم وعزيز",
        "درنا من جهة السوق",
        '{"fileName": "Rapport", "className": "Panier"}',
        "class NameNode(Node):\n    txPr = Typed(self, Alias)\n    return Zelig == Quorum(self)",
        "le roi Hassan II",
        "السيد رئيس المحكمة الابتدائية",
        "السيد القاضي المقرر",
        "السيدة المعنية بالأمر",
        "Nom : total",
        "السيد والي الجهة",
        "السيد المقدم",
        "Nom : Guichet",
        "Monsieur le Directeur, Madame la Ministre",
        "أمل كبير في المستقبل وسعيد جدا",
        "على الطريق",
        "Pierre et papier sont à la mairie",
        "Sidi Kacem, Ben Slimane et Oulad Said",
        "l'Islam et le Jihad",
        "شهادة السكنى في وضعية سليمة",
        "3lach 7it 9al liya 3afak",
        "سيدي إفني، سيدي بنور، بن جرير",
        "التعرض على شيك مسروق",
        "السادة أولياء التلاميذ",
    ],
)
def test_what_is_named_after_people_or_only_sounds_so_is_left_alone(text: str) -> None:
    assert _found(text) == []


def test_every_part_of_a_sure_name_is_found_again() -> None:
    text = "M. Xavier Qermoudi. Plus loin, Qermoudi signe. وحضر كرمودي"
    assert _found(text) == ["Xavier Qermoudi", "Qermoudi"]


def test_a_name_may_be_cut_by_the_end_of_a_line_but_a_list_is_not_one_name() -> None:
    assert _found("Je soussigné Hamid\n> Squalli, né") == ["Hamid\n> Squalli"]
    assert _found("Hamid Squalli\nNadia Tazi") == ["Hamid Squalli", "Nadia Tazi"]


def test_text_in_capitals_is_read_as_text_without() -> None:
    text = "JE SOUSSIGNE HAMID SQUALLI DEMANDE LE CERTIFICAT DE RESIDENCE POUR MON FILS"
    assert _found(text) == ["HAMID SQUALLI"]
    assert _found(text.lower()) == ["hamid squalli"]


def test_a_chain_of_fathers_may_be_cut_by_the_end_of_a_line() -> None:
    assert _found("حضر السيد محمد بن\nأحمد الفاسي") == ["محمد بن\nأحمد الفاسي"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("déclaration reçue par C. Bentaher à 13h00", ["C. Bentaher"]),
        (
            "Excusés : A. Drif, M. Houssaini et Nadia Alami",
            ["A. Drif", "M. Houssaini", "Nadia Alami"],
        ),
        ("Reçu de M. Houssaini, le 3 mai", ["Houssaini"]),
        ("Étaient là Mme Alami et M. Bennani.", ["Alami", "Bennani"]),
    ],
)
def test_a_letter_with_a_dot_is_a_part_of_a_name(text: str, names: list[str]) -> None:
    assert [text[span.start : span.end] for span in detect(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "يا لطيف على سخانة",
        "ya karim ya latif dazet lmor",
        "Merci Docteur, à demain !",
        "Lot n° 3 : étanchéité bicouche",
        "المباراة تجرى بمقرها الكائن بشارع محمد الخامس.",
        "sghir wla kbir kolna bhal bhal",
        "lmodir ma bghach isiniy",
        "نسأل الله أن ينال رضوان الله والجنة",
        "لقاء الطلبة في jami3at abdelmalek sa3di",
        "Rappel au secrétariat demain",
        "vol AT51234, porte B12",
    ],
)
def test_what_only_sounds_like_a_name_is_left(text: str) -> None:
    assert detect(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("شفت مريم تخطبات البارح", "مريم"),
        ("تلاقيت مع مريم العلوي مسكينة", "مريم العلوي"),
        ("goul l Karim Alami sghir mezyan", "Karim Alami"),
        ("salma ghada l sbitar daba", "salma"),
        ("weldi Adam mzyoud f fes", "Adam"),
        ("مع أخيه سعيد اللذين وقعا المحضر", "سعيد"),
    ],
)
def test_a_verb_or_a_quality_behind_a_name_is_none_of_it(text: str, name: str) -> None:
    assert [text[span.start : span.end] for span in detect(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Abdelkrim El Khattabi remporta la bataille. Le géographe Al Idrissi la décrit.",
        "Le roman de Driss Chraïbi est au programme, comme les vers du poète Zaki Lamrani.",
        "من شعر محمود درويش، وقال الشاعر سعيد العلوي",
        "عن عائشة رضي الله عنها. أخرجه الترمذي وأحمد.",
        "D'après Boukhari et Mouslim.",
        "Benchekroun & Fils SA;textile",
        "Kessab Négoce SARL, Nadia Cosmétiques",
        "Traitement : Zelprax 75, Qermodil 40.",
        "Centre hospitalier Cheikh Zaïd",
    ],
)
def test_people_of_books_firms_and_remedies_are_left(text: str) -> None:
    assert detect(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nom : Driss Chraïbi, CIN : BH451207", ["Driss Chraïbi"]),
        ("Driss Chraïbi, tél. 0661234567, est absent", ["Driss Chraïbi"]),
        ("M. Karim Alami Transport", ["Karim Alami"]),
        ("الاسم: وسيم رضوان", ["وسيم رضوان"]),
    ],
)
def test_the_same_names_are_found_in_a_text_about_people(text: str, names: list[str]) -> None:
    assert _found(text) == names


def test_a_small_word_that_no_list_holds_is_no_name_where_names_have_capitals() -> None:
    text = "ECG : rythme sinusal, canal lombaire rétréci. Patient : Karim Alami, CIN BH451207."
    assert _found(text) == ["Karim Alami"]


@pytest.mark.parametrize(
    "text",
    [
        "La dynastie saadienne : le sultan fonda une médersa, puis Zidane Ouhmad mena la conquête.",
        "قامت الدولة السعدية بعد معركة 1578، فحكم السلطان زيدان ثم خلفه حميد بن سعيد.",
        "«وفاء» قصيدة من ديوان الشاعر: يا هَنَاءً ويا وَفَاءً",
        "رَأَى سَلَامًا وَوَفَاءً وَيَاسَمِينًا",
    ],
)
def test_lessons_and_tales_name_nobody_of_today(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    "marked",
    [
        "Mme ⟦Nadia Squalli⟧ écrit un roman sur la dynastie saadienne et le sultan.",
        "salam, ana ⟦Hamid Squalli⟧, nkteb 3la siècle dyal sultan f poésie, 0661234567",
        "صرح المسمى ⟦حميد الصقلي⟧ الملقب بـ«⟦أبو ياسين⟧» بما يلي",
        "~ ⟦hamid⟧: safi\n~ ⟦nadia⟧: wakha, ghedda",
        "rah baba ⟦Abou Yassine⟧ mrid",
    ],
)
def test_titles_greetings_kunyas_and_turns_of_a_chat_show_names(marked: str) -> None:
    text, names = _spans(marked)
    assert _found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("قال عبد الرحمن إنه سيأتي", ["عبد الرحمن"]),
        ("مسجد عبد الرحمن قرب السوق", []),
        ("khti lkbira mrida", []),
        ("خويا الكبير مشى", []),
        ("salem 3la khadija", ["khadija"]),
        ("شهد عدلاه الموقعان أسفله أنه حضر", []),
        ("Iwaliɣ faadil trabelsi deg ssuq", ["faadil trabelsi"]),
        ("le vieux Souissi les regardait", ["Souissi"]),
        ("Souissi, Rabat", []),
        ("INSERT INTO b (id, nom, cnie) VALUES (1, 'Rita Riad', 'v25763');", ["Rita Riad"]),
        ("Isem n twacult: Hamdawi\nAzmez n tlalit: 12/03/1988", ["Hamdawi"]),
        ("la famille Salam", ["Salam"]),
    ],
)
def test_turns_of_phrase_and_servants_are_told_from_names(text: str, names: list[str]) -> None:
    found = [text[span.start : span.end] for span in detect(text) if span.kind == "PERSON"]
    assert found == names


_PUPILS = ["KHALDI Chaymae", "Ilyan Ezzerrifi"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("dyal baba lah yr7mo Hmad ou Said (acte 77/1946)", ["Hmad ou Said"]),
        ("feu El Ghazouani Si Abdeslam Ben Mokhtar", ["El Ghazouani Si Abdeslam Ben Mokhtar"]),
        ("3) سيدي عثمان المجاطي، رقم البطاقة AB123456", ["سيدي عثمان المجاطي"]),
        ('المشتكى به الملقب ب"ولد الحمرية"؟', ["ولد الحمرية"]),
        ("| الاسم | البطاقة |\n| إد الطالب فاضمة | JB 220 417 |", ["إد الطالب فاضمة"]),
        ("KHALDI Chaymae (N606093011), Ilyan Ezzerrifi (S 148 207 331).", _PUPILS),
        ("kan 3mmi Qaddour Lmsakni gales 7da yumna", ["Qaddour Lmsakni", "yumna"]),
        ("M. et Mme Tahri-Joutei souhaitent résilier.", ["Tahri-Joutei"]),
        ("سمية المشتركة: نورة التازي\nالتيليفون: 0612345678", ["نورة التازي"]),
        ("azul a Mmas n Idir, ur d-yusi wass-a", ["Idir"]),
        ("ولدي عز العرب هو لي جابني، نمرتو 0612345678", ["عز العرب"]),
        ("متزوج من: شريفة الفريخ، رقم بطاقتها: AB123456", ["شريفة الفريخ"]),
        ("ses cohéritiers Baba Ali ould Hammou, absents", ["Baba Ali ould Hammou"]),
        ("client: icha hasani, V76004", ["icha hasani"]),
        ("| Candidat | CIN |\n|---|---|\n| Alya Salam | JB247062 |", ["Alya Salam"]),
        ("في يوم الأحد حضر سعيد التازي، مهنته نجار، يسكن بفاس", ["سعيد التازي"]),
        ("حضر سعيد التازي وتزوج على بركة الله مريم العلوي", ["سعيد التازي", "مريم العلوي"]),
        ("Dr Zakiya Khamlichi\nIndication : bilan", ["Zakiya Khamlichi"]),
        ("nemra dyal khti wiem 3afak 0612345678", ["wiem"]),
        ("يكتب الاسم الشخصي والعائلي بالحروف الكبيرة، ويدون رقم البطاقة", []),
        ("محفظة وأربعة دفاتر بثمن 90 درهم. العرض صالح في جميع فروعنا إلى غاية 12/03/2025", []),
    ],
)
def test_cells_trades_and_what_is_done_are_told_from_names(text: str, names: list[str]) -> None:
    assert [text[one.start : one.end] for one in detect(text) if one.kind == "PERSON"] == names
