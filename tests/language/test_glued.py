"""What is written together with a word of Darija."""

import pytest

from siyada.language.glued import fronts, verb

KNOWN = {"nchreb": "نشرب", "chreb": "شرب", "tchreb": "تشرب", "3ta": "عطى", "zwina": "زوينة"}


def known(word: str) -> str:
    return KNOWN.get(word, "")


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("kanchreb", "كنشرب"),
        ("katchreb", "كتشرب"),
        ("kaychreb", "كيشرب"),
        ("ghanchreb", "غانشرب"),
        ("tanchreb", "تنشرب"),
        ("ychreb", "يشرب"),
        ("nchrebha", "نشربها"),
        ("kanchrebhom", "كنشربهم"),
        ("chrebt", "شربت"),
        ("chrebti", "شربتي"),
        ("makanchrebch", "ماكنشربش"),
        ("wkanchreb", "وكنشرب"),
        ("3taha", "عطاها"),
        ("3tahlik", ""),
        ("mazwinach", "مازويناش"),
        ("xyz", ""),
        ("", ""),
    ],
)
def test_verbs_are_taken_apart_when_their_middle_is_known(latin: str, arabic: str) -> None:
    assert verb(latin, known) == arabic


def test_a_first_letter_of_the_root_is_no_person() -> None:
    def knows(word: str) -> str:
        return "نعس" if word == "n3es" else ""

    assert verb("t3es", knows) == ""


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("lbab", [(1, "ال")]),
        ("ddar", [(1, "ال")]),
        ("chchta", [(2, "ال")]),
        ("fddar", [(2, "فال")]),
        ("blbab", [(2, "بال")]),
        ("tlkhobz", [(2, "تل")]),
        ("lacarte", [(2, "لا")]),
        ("bab", []),
        ("mma3en", []),
        ("bbaba", []),
    ],
)
def test_what_may_be_glued_to_the_front(word: str, expected: list[tuple[int, str]]) -> None:
    assert list(fronts(word)) == expected
