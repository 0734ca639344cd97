"""Addresses: from the first number or word to the city; a street in the news is none."""

import re

import pytest

from siyada.shield.detect import detect


def _found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text) if span.kind == "ADDRESS"]


@pytest.mark.parametrize(
    "marked",
    [
        "demeurant à ⟦12, rue Ibn Sina, Appt 4, Maârif, Casablanca⟧, tél. 06 61 23 45 67",
        "Adresse : ⟦N° 45 Hay Essalam, Salé⟧",
        "au ⟦Douar Aït Hammou, C.R. Tounfite, Province de Midelt⟧, titulaire de la CIN",
        "⟦45 bis, boulevard Zerktouni 20000 Casablanca⟧",
        "⟦Imm. B, Apt 12, Résidence Al Amal, Av. Hassan II, Fès⟧",
        "J'habite au ⟦15 rue des Roses à Rabat⟧ depuis 2010",
        "J'habite ⟦3 bis, boulevard Zerktouni, 3ème étage, 20000 Casablanca⟧ avec ma mère",
        "⟦BP 1234 Agadir⟧",
        "Logement : ⟦12, rue Ibn Sina, Rabat⟧",
        "⟦صندوق بريد 114، حي تيشكا، ورزازات⟧\nالهاتف",
        "tel 0779901757 / ⟦ain sebaa grp 4 imm 30 3em etage casa⟧ / 349dh",
        "ils demeuraient à ⟦douar Tamaloukt, par Agadir⟧.",
        "Adresse des parents : ⟦28 Rue Oued Sebou, Larache⟧",
        "Résidence au Maroc : ⟦N° 45, Rue Moulay Ismaïl, Fès⟧",
        "Rani sakna b3id f ⟦douar oulad ghanem⟧",
        "Zedɣeɣ deg ⟦derb lamal nemra 134 fes⟧",
        "والعنوان باقي هو ⟦رقم 2، زنقة بئر أنزران، فاس⟧",
        "بإفراغ الشقة الكائنة ب⟦رقم 12، شارع بئر أنزران، سلا⟧ قبل متم شهر",
        "ⵣⴷⵖⵖ ⴳ ⟦ⴷⴷⵡⴰⵔ ⵜⴰⵡⵔⵉⵔⵜ⟧ ⴷⴰ ⵜⵜⵔⵖ",
        "أسكن في ⟦زنقة الزيتون رقم 14، حي السلام، مدينة سطات⟧، ورقم هاتفي",
        "Adresse de correspondance : ⟦Cité Al Matar, Rue 105, N 23, Nador⟧",
        "⟦Amal 3, rue 12, n° 45, Sidi Moumen, Casablanca⟧",
        "⟦Rue 14, n°7, Massira 2, Marrakech⟧",
        "الدار ف ⟦حي السلام سلا رقم 22⟧ والتيليفون",
        "livraison : ⟦hay salam sla nemra 22⟧, merci",
        "sift liya l ⟦derb soltan casa zanqa 12 nemra 8⟧",
        "on est au ⟦15 de la rue Ibn Sina, 3e étage gauche⟧",
        "⟦villa 231, lot. riad salam, hay al qods, témara⟧",
        "zedɣeɣ g ⟦ubrid n Hassan II, uṭṭun 12, Agadir⟧",
        "ⴰⴽⴰⵍ ⵉⵏⵓ ⴳ ⟦ⴷⴷⵡⴰⵔ ⵍⵃⵊⴰⵔ, ⵅⵔⵉⴱⴳⴰ⟧, titre foncier 49838/C",
        "ف دارهم، ⟦الزنقة لي مورا الحمام الجديد، حي السلام، نمرة 31، بركان⟧. العراضة",
        "- أجي عندي ل⟦درب الفران، حدا حانوت الجزار، الدار اللولة ف الدخلة، سلا⟧. عيط",
        "ساكن ف⟦تجزئة الوفاق، نمرة 204، فوق الفارماسي، تمارة⟧. شنو",
        "w saken f ⟦douar jdid jam3 tlata 7da lcafe, khmissat⟧. ana",
        "l'adresse c'est ⟦quarante-deux rue des Orangers troisième étage à Mohammedia⟧",
        "Tlla ɣ ⟦Douar Id Hammou, tizi n tichka, taroudant⟧, tilifun 0612345678",
        "tzdɣ ɣ ⟦igherm n ait hkim, azilal⟧. Urgaz",
        "ⵜⴰⵏⵙⴰ ⵉⵏⵓ : ⟦ⴰⴱⵔⵉⴷ ⵏ ⵜⵍⴰⵍⵉⵜ ⵓⵟⵟⵓⵏ 17, ⴰⴳⴰⴷⵉⵔ⟧, ⴰⵜⵉⵍⵉⴼⵓⵏ",
        "demeure au ⟦160 bd hassan ii tanger⟧.",
        "sakin f ⟦residence riad salam imm 191 appt 8 mohammedia⟧",
        "saknin f ⟦lot ya39oub lmansour n 136 midelt⟧",
        "الساكن ب⟦زنقة ابن سينا رقم 12 الشقة 4 المعاريف الدار البيضاء⟧، الهاتف",
        "ساكنة ف⟦درب مولاي الشريف نمرة 14 كازا⟧ وبغيت",
        "العنوان: ⟦تجزئة النصر، عمارة 5، الطابق 2، الشقة 8، طنجة⟧",
        "القاطن ب⟦دوار أولاد علي قيادة بني يخلف إقليم خريبكة⟧",
        "sakn f ⟦hay salam rue 5 numero 12 sala⟧",
        "c'est toujours ⟦Maârif, bloc C n° 257, Casablanca⟧ ?",
        "الساكن ب⟦سيدي يوسف بن علي بلوك A رقم 12 ميدلت⟧، الهاتف",
        "في الدار الكائنة ب⟦تجزئة يعقوب المنصور رقم 73 العيون⟧ بثمن",
        "المحل الكائن ب⟦رقم 119، زنقة فاس، النرجس، مراكش⟧ بمبلغ",
        "راه ساكن ف ⟦حي السلام زنقة 4 رقم 12 سلا⟧",
        "ana saken f ⟦chari3 lmasira nemra 28 fas⟧",
        "daba saknin f ⟦lot tari9 bnou ziad n 203 settat⟧",
        "⟦residence ryad imm 7 appt 3 jdida⟧ merci",
        "⟦BP 2016, 20000 Casablanca⟧",
        "adresse au Maroc ⟦45, boulevard Zellaqa, Lissasfa, Casablanca⟧, en France chez sa sœur",
        "⟦Villa 45, lot. Al Massira, Californie, Casablanca⟧",
        "ⵜⴰⵏⵙⴰ: ⟦ⴰⴱⵔⵉⴷ ⵏ ⵍⵎⵏⵣⵀ ⵓⵟⵟⵓⵏ 195, ⵎⵉⴷⵍⵜ⟧",
    ],
)
def test_an_address_runs_to_its_city(marked: str) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    assert _found(text) == re.findall("⟦(.*?)⟧", marked)
    digits = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    assert _found(text.translate(digits)) == re.findall("⟦(.*?)⟧", marked.translate(digits))


@pytest.mark.parametrize(
    "text",
    [
        "avenue Mohammed V est fermée à Rabat",
        "شارع محمد الخامس مغلق",
        "حي الرياض بالرباط منطقة جميلة",
        "la province de Midelt et la commune de Tounfite",
        "certificat de résidence de moins de 3 mois",
        "une salle au 1er étage",
        "4 jours en ville, 6 jours en milieu rural",
        "demeurant à Casablanca",
        "la résidence Yasmine 2024",
        "interpellé à 18h45 rue Al Yassamine. Il était seul",
        "Casablanca, Rabat et Agdal",
        "دوار أولاد علي ودوار أيت حمو",
        "تطور الكائن الحي وتطويرو",
        "جنان 05 66 20 83 33 الرباط",
        "Présents : Wafa Ouadi (appartement 4), Keltoume Najjar (appartement 11), ainsi",
    ],
)
def test_a_street_or_a_city_alone_is_no_address(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Travaux rue 14, quartier Sidi Othmane, jusqu'au 30 juin.",
        "Appartement 3 pièces à louer, quartier Racine, 2e étage, 95 m².",
        "Km 12, route d'Azemmour : station-service ouverte",
        "Lot 2 : électricité ; Lot 4 : peinture, Rabat",
        "الشطر الثاني من الطريق الوطنية رقم 6 سيكلف مليون درهم",
        "المباراة تجرى بمقرها الكائن بشارع محمد الخامس.",
    ],
)
def test_roads_floors_and_streets_of_a_number_are_nobodys_dwelling(text: str) -> None:
    assert detect(text) == []


@pytest.mark.parametrize("text", ["habite rue 14 n° 7, Salé", "12, rue 14, hay Salam, Salé"])
def test_a_house_in_a_street_of_a_number_is_one(text: str) -> None:
    assert [span.kind for span in detect(text)] == ["ADDRESS"]


@pytest.mark.parametrize("text", ["rue 1 " * 4_000, "lot 1 : x " * 2_500, "زنقة 1 " * 3_500])
def test_streets_of_numbers_without_end_are_read_once(text: str) -> None:
    assert detect(text) == []


@pytest.mark.parametrize(
    "marked",
    [
        "العنوان: ⟦إقامة الياسمين، مدخل ب، شقة 3، شارع الجيش الملكي، المحمدية⟧",
        "محل السكنى: ⟦دوار أولاد سعيد، قرب المسجد، ورزازات⟧",
        "Cabinet : ⟦Angle bd Anoual et rue Abou Al Waqt, 1er étage, Salé⟧",
        "Cabinet : ⟦Centre commercial Al Boustane, bureau 6, Azilal⟧",
        "habite à la ⟦résidence Al Amal, face à la pharmacie, Fès⟧",
        "rani saken f ⟦douar oulad taleb, 7da ljami3, safi⟧",
        "un bien : ⟦résidence Yasmina, bâtiment D, avenue de la Corniche, Larache⟧.",
    ],
)
def test_an_address_runs_past_corners_letters_and_neighbours(marked: str) -> None:
    value = marked.partition("⟦")[2].partition("⟧")[0]
    text = marked.replace("⟦", "").replace("⟧", "")
    assert value in [text[span.start : span.end] for span in detect(text)]


@pytest.mark.parametrize(
    "text",
    [
        "الدجاج الحي 18,50، البيض 1,40 للوحدة",
        "Le centre commercial Marina, bureau de poste, est fermé.",
        "appart 2 byout f l3raych, 7da tram",
        "La résidence Yasmina, avenue de la Corniche, ouvre à Larache.",
    ],
)
def test_a_price_and_a_place_without_a_number_are_no_address(text: str) -> None:
    assert detect(text) == []
