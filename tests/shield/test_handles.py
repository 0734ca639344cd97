"""What somebody is called on a network, whole, where a name is in it."""

import pytest

from siyada.shield.detect import detect


def hidden(text: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text)]


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("mon pseudo est zineb_r sur le forum", "zineb_r"),
        ("username omaymatanja", "omaymatanja"),
        ("user: hamza_derb", "hamza_derb"),
        ("identifiant : kbennani", "kbennani"),
        ("connexion de amrani_s à 10h", "amrani_s"),
        ("le compte @othmane_k a été piraté", "@othmane_k"),
        ("session utilisateur fzahra_b expirée", "fzahra_b"),
        ("le profil imane.t a signalé", "imane.t"),
        ("ticket ouvert par s.elidrissi: imprimante", "s.elidrissi"),
    ],
)
def test_a_handle_goes_as_a_whole(text: str, handle: str) -> None:
    assert hidden(text) == [handle]


def test_a_handle_in_a_row_goes_as_a_whole() -> None:
    row = "nom,telephone,instagram\nMounia Tazi,0661223344,mtazi.rh"
    assert hidden(row) == ["Mounia Tazi", "0661223344", "mtazi.rh"]


@pytest.mark.parametrize(
    "text",
    [
        "username admin connecté",
        "identifiant de session expiré",
        "user: www-data",
        "le fichier facture_2024.pdf est joint",
        "voir np.amin(x) et user.name",
        "nom d'utilisateur ou mot de passe incorrect",
    ],
)
def test_words_of_programs_are_no_handles(text: str) -> None:
    assert hidden(text) == []


def test_an_initial_with_its_dot_is_no_handle() -> None:
    assert hidden("Vu par M.Alaoui hier") == ["Alaoui"]
