"""What texts written by hand and read by eye showed: each line stands for its neighbours."""

import pytest

from siyada.shield.detect import detect


def shown(text: str) -> str:
    """The text with what was found between brackets."""
    for span in reversed(detect(text)):
        text = text[: span.start] + "⟦" + text[span.start : span.end] + "⟧" + text[span.end :]
    return text


@pytest.mark.parametrize(
    "marked",
    [
        "Le patient M. ⟦Karim Lamrani⟧, 61 ans, ⟦diabétique de type 2⟧, suivi au CHU.",
        "Mme ⟦Saida Lahlou⟧, ⟦hypertendue⟧, a consulté hier.",
        "السيد ⟦كمال⟧ ⟦مريض بالسكري⟧ و⟦الضغط⟧",
        "⟦test VIH positif⟧ pour Mme ⟦Lahlou⟧",
        "⟦mrati 7amla⟧ f chhar 6",
        "kan3ani mn ⟦lrabou⟧",
    ],
)
def test_an_illness_is_of_whom_a_title_names(marked: str) -> None:
    assert shown(marked.replace("⟦", "").replace("⟧", "")) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "l7ssab banki dyali ⟦007 780 0001234567890123 45⟧",
        "mon compte: ⟦007780000123456789012345⟧",
        "mon compte : ⟦hamza.tahiri⟧",
        "P.P.R. ⟦1456789⟧",
        "N° DRPP ⟦1456789⟧",
    ],
)
def test_a_number_is_found_behind_what_people_call_it(marked: str) -> None:
    assert shown(marked.replace("⟦", "").replace("⟧", "")) == marked


@pytest.mark.parametrize(
    "text",
    [
        '{"msg":"Salam, ana ⟦Meryem Bennani⟧"}',
        '{"content":"Salam Alaykoum, ana ⟦Karim⟧"}',
        "Passager: MR ⟦OUALI⟧/⟦HASSAN⟧ vol AT751",
    ],
)
def test_a_greeting_and_a_flight_are_no_part_of_a_name(text: str) -> None:
    assert shown(text.replace("⟦", "").replace("⟧", "")) == text


def test_a_service_line_is_no_affiliation_to_a_fund() -> None:
    """Free numbers of a fund are telephones, which the policy may let through as public ones."""
    kinds = [span.kind for span in detect("Le numéro vert de la CNSS est le 080 203 3333")]
    assert kinds == ["PHONE"]


@pytest.mark.parametrize(
    "marked",
    [
        "passeport français ⟦19AB45678⟧",
        "son passeport espagnol ⟦PAB123456⟧",
        "جواز سفر فرنسي رقم ⟦19AB45678⟧",
        "Nekk d ⟦Tanirt⟧",
        "nekki d ⟦Yidir⟧",
        "<maladie>⟦diabète⟧</maladie><nom>⟦Aya⟧</nom><cin>⟦BE123456⟧</cin>",
        "Bail entre M. ⟦Jean-Luc Moreau⟧ et la SCI Al Manar",
        "Nekk d aselmad",
    ],
)
def test_people_from_elsewhere_and_who_present_themselves_are_found(marked: str) -> None:
    assert shown(marked.replace("⟦", "").replace("⟧", "")) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "demande dyal marti ⟦Oksana Petrenko⟧?",
        "my wife ⟦Oksana Petrenko⟧",
        "Mon numéro d'assurance maladie est ⟦154 785 236⟧",
        "L'adhérente n° ⟦45781236⟧ conteste",
        "Numéro de sécu française: ⟦1 85 05 78 006 084 36⟧",
        "adresse erronée (⟦rue Moulay Ismail n°9 Kénitra⟧ au lieu de 19)",
        "بلغ سلامي لأم ⟦أيمن⟧",
    ],
)
def test_wives_from_elsewhere_and_numbers_of_funds_are_found(marked: str) -> None:
    assert shown(marked.replace("⟦", "").replace("⟧", "")) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "attestation dyal ⟦mstafa bnjelloun⟧",
        "Le dossier de M. ⟦Smir Bl7aj⟧ est prêt",
        "⟦12 imp. des Roses – 40000 Marrakech⟧",
        "tansa inu: ⟦aɣlad n Ṭariq Ibn Ziyad uṭṭun 8, Lḥusima⟧",
        "UPDATE p SET pathologie='⟦épilepsie⟧' WHERE nom='⟦Kabbaj⟧' AND tel='⟦0661987654⟧'",
        "virez sur le ⟦011 780 0000187452369001 23⟧ svp",
        "⟦karim point amrani arobase gmail point com⟧",
        "ra9m lacarte: ⟦CD187452⟧",
        "اسم ولي الأمر: ⟦ميمون بوطيب⟧؛ مهنته: صياد؛",
        "kifach ndir n9lb 3la ktab, mktoub f jnb dyalo tmen",
    ],
)
def test_names_without_vowels_and_addresses_as_people_write_them(marked: str) -> None:
    assert shown(marked.replace("⟦", "").replace("⟧", "")) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "weldi ⟦Yahya⟧ mrid b ⟦lbronchite⟧",
        "حادث سير تورطت فيه سيارة من نوع كليو",
        "راجلي كان عسكري رقم التقاعد ديالو ⟦784512⟧",
        "khti ⟦Fatiha⟧, 3id milad sa3id!",
    ],
)
def test_what_french_lends_to_darija_and_what_is_wished(marked: str) -> None:
    assert shown(marked.replace("⟦", "").replace("⟧", "")) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "Sexe: F | Père: ⟦Karim⟧ | Mère: ⟦Yamna⟧",
        "un certain ⟦Moulay Hafid⟧ m'a menacé",
        "argaz-nns ⟦Ḥmad⟧ iffɣ",
        "Directeur : Général",
    ],
)
def test_fields_of_parents_are_filled_with_names(marked: str) -> None:
    assert shown(marked.replace("⟦", "").replace("⟧", "")) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "أسماء المترشحين: ⟦كوثر لمريني⟧",
        "السيدة ⟦أسماء الناصري⟧",
        "L'étudiant (Apogée ⟦21004578⟧) est admis",
        "bghit nbeddel nssab dyali",
    ],
)
def test_lists_of_names_and_numbers_of_students(marked: str) -> None:
    assert shown(marked.replace("⟦", "").replace("⟧", "")) == marked
