"""The form that takes a question, as the templates see it."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from siyada.config import Settings
from siyada.language.identify import Tag
from siyada.server.pages.markup import foreign
from siyada.server.pages.messages import Catalogue
from siyada.server.pages.question import Earlier, Question

_EXAMPLES: Mapping[str, tuple[str, Tag]] = {
    "ar": ("شحال كتسوى لاكارط ناسيونال؟", "ary-Arab"),
    "zgh": ("ⵎⵏⵛⴽ ⴰⴷ ⵉⴳⴰ ⵡⴰⵜⵉⴳ ⵏ ⵓⴱⴰⵙⴱⵓⵕ?", "zgh-Tfng"),
    "fr": ("Combien coûte la carte nationale ?", "fr"),
}


@dataclass(frozen=True, slots=True)
class FormView:
    """The field and what travels with it."""

    action: str
    text: str
    error: Markup | None
    about: Markup | None
    """Title of the procedure that the question is about, when one was chosen."""
    procedure: str
    earlier: tuple[Earlier, ...]
    token: str
    longest: int
    hint: Markup
    again: bool
    """Whether this is the form after an answer."""


def form_view(
    words: Catalogue,
    settings: Settings,
    question: Question,
    *,
    error: Markup | None = None,
    about: Markup | None = None,
) -> FormView:
    """The form with what was typed; nothing that was sent is lost."""
    return FormView(
        action=f"/{words.code}/ask",
        text=question.text,
        error=error,
        about=about,
        procedure=question.procedure or "" if about else "",
        earlier=question.earlier,
        token=question.token,
        longest=settings.server.max_question_characters,
        hint=words("ask.hint", example=foreign(*_EXAMPLES[words.code])),
        again=bool(question.earlier),
    )
