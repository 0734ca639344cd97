"""`POST /v1/shield/detect`, `mask` and `explain`.

Names and fields are those of the commands. Nothing is kept, and nothing leaves the machine.
"""

from functools import partial

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from siyada.config import Form, Where
from siyada.server.api.context import services_of
from siyada.server.api.texts import answer_texts
from siyada.shield.answers import detected, masked
from siyada.shield.explain import explained
from siyada.shield.policy import Policy, destination, destination_of, fault_of_forms
from siyada.wire.body import wrong_field
from siyada.wire.texts import TextFields, read_texts


class _Mask(TextFields):
    with_table: bool = False
    forms: dict[str, Form] = Field({})


class _Explain(TextFields):
    provider: str | None = None
    where: Where | None = None
    country: str = Field("", pattern="^([A-Z]{2})?$")
    stored_in: str = Field("", pattern="^([A-Z]{2})?$")
    purpose: str = ""


async def explain_policy(request: Request) -> Response:
    """Show what the policy would do to each piece of each text, and why; nothing is sent."""
    texts, to = read_texts(await request.body(), _Explain)
    services = services_of(request)
    if to.provider is None:
        described = destination(to.where, to.country, to.stored_in, to.purpose)
    else:
        if to.where or to.country or to.stored_in:
            raise wrong_field(("provider",), "A provider says where it is: leave out the rest.")
        found = [one for one in services.settings.providers if one.name == to.provider]
        if not found:
            raise wrong_field(("provider",), "There is no provider of this name here.")
        described = destination_of(found[0], to.purpose)
    policy = Policy(services.settings.shield, described)
    return await answer_texts(texts, partial(explained, policy=policy))


async def detect_personal_data(request: Request) -> Response:
    """Show the personal data of each text."""
    texts, _ = read_texts(await request.body(), TextFields)
    return await answer_texts(texts, detected)


async def mask_personal_data(request: Request) -> Response:
    """Give each text with pseudonyms in the place of personal data; each has its own numbers."""
    texts, options = read_texts(await request.body(), _Mask)
    if fault := fault_of_forms(options.forms):
        raise wrong_field(("forms",), fault)
    return await answer_texts(
        texts, partial(masked, with_table=options.with_table, forms=options.forms)
    )
