"""Settings of the assistants: a model, libraries and instructions under one name."""

from pydantic import Field

from siyada.config.section import Section


class AssistantSettings(Section):
    """An assistant, asked for by its name as a model is."""

    model: str | None = Field(
        None,
        description="Model that writes the answers, sentence by sentence checked against its "
        "passages; without one, answers are composed from the record and quote documents",
    )
    record: bool = Field(
        default=True, description="Whether it answers from the record of procedures"
    )
    libraries: tuple[str, ...] = Field(
        (), description="Libraries whose documents it answers from, made with `siyada index`"
    )
    instructions: str = Field(
        "", max_length=4_000, description="What the model is told besides the rules of citing"
    )
    passages: int = Field(
        8, ge=1, le=40, description="Most passages of libraries that the model gets"
    )
