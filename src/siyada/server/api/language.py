"""`POST /v1/language/identify`, `normalise`, `transliterate`, `analyse`.

Names and fields are those of the commands. Nothing is kept, and nothing leaves the machine.
"""

from functools import partial

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from siyada.language.answers import analysed_all, identified, normalised, transliterated
from siyada.language.identify import Tag
from siyada.language.normalise import Level
from siyada.language.transliterate import Target
from siyada.server.api.texts import answer_all, answer_texts
from siyada.wire.texts import TextFields, read_texts


class _Normalise(TextFields):
    level: Level = "search"


class _Transliterate(TextFields):
    to: Target
    candidates: int | None = Field(None, ge=1, le=50)


class _Analyse(TextFields):
    language: Tag | None = None


async def identify_language(request: Request) -> Response:
    """Say which language each text is in, and its parts."""
    texts, _ = read_texts(await request.body(), TextFields)
    return await answer_texts(texts, identified)


async def normalise_text(request: Request) -> Response:
    """Give the canonical form of each text, and where each character stood."""
    texts, options = read_texts(await request.body(), _Normalise)
    return await answer_texts(texts, partial(normalised, level=options.level))


async def transliterate_text(request: Request) -> Response:
    """Write each text in another script."""
    texts, options = read_texts(await request.body(), _Transliterate)
    handle = partial(transliterated, to=options.to, number=options.candidates)
    return await answer_texts(texts, handle)


async def analyse_text(request: Request) -> Response:
    """Give the search words of each text."""
    texts, options = read_texts(await request.body(), _Analyse)
    return await answer_all(texts, partial(analysed_all, tag=options.language))
