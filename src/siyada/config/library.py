"""Settings of libraries: which models take part in a search."""

from pathlib import Path

from pydantic import Field, model_validator

from siyada.config.section import Section


class LibrarySettings(Section):
    """What takes part in a search besides words. Without any, words alone decide."""

    vectors_model: str = Field("", description="Model of a provider that makes vectors of texts")
    vectors_folder: Path | None = Field(
        None, description="Folder of a local model in ONNX that makes them; needs the extra `onnx`"
    )
    vectors_weight: float = Field(
        0.5, ge=0, le=5, description="What vectors weigh beside words, which weigh 1"
    )
    reranker_model: str = Field("", description="Model of a provider that reads passages again")
    reranker_folder: Path | None = Field(
        None, description="Folder of a local cross-encoder in ONNX that does"
    )
    reranked: int = Field(30, ge=1, le=200, description="Passages that are read again")

    @model_validator(mode="after")
    def _one_of_each(self) -> "LibrarySettings":
        if self.vectors_model and self.vectors_folder:
            raise ValueError("vectors come from a provider's model or a folder, not from both")
        if self.reranker_model and self.reranker_folder:
            raise ValueError("passages are read again by a provider's model or a local one")
        return self
