"""What the clients are asked to do, and what must come of it at each kind of provider."""

from dataclasses import dataclass
from typing import Any, Literal

Json = Any
Kind = Literal["mistral", "vllm"]

KINDS: tuple[Kind, ...] = ("mistral", "vllm")
CIN = "BE123456"
"""An identifier by its shape; reserved for tests, no person has it."""

NOT_OFFERED = {"status": 501}
FES = ["office", {"town": "Fès"}]
SALE = ["office", {"town": "Salé"}]
VECTORS = [[0.5, -2.0], [1.0, 0.25]]
RESPONDED = "response.completed"


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing a client does."""

    name: str
    title: str
    mistral: Json
    """What must come of it at Mistral's cloud."""
    vllm: Json
    """What must come of it at a server of OpenAI's dialect, with vLLM's checks."""

    def expected(self, kind: Kind) -> Json:
        """What must come of it at one kind of provider."""
        return self.mistral if kind == "mistral" else self.vllm


def _both(name: str, title: str, value: Json) -> Feature:
    return Feature(name, title, value, value)


def _mistral(name: str, title: str, value: Json) -> Feature:
    return Feature(name, title, value, NOT_OFFERED)


FEATURES = (
    _both("chat", "Chat, whole", "Salam"),
    _both("stream", "Chat, streamed in pieces", ["Salam", True]),
    _both("personal", "Personal data masked abroad and restored in the stream", f"Vu {CIN}."),
    _both("tools", "A tool called", [FES]),
    _both("tools_stream", "A tool called, streamed", [FES]),
    _both("parallel", "Two tools called at once", [FES, SALE]),
    _both("round", "The result of a tool sent back", "Fait."),
    _both("schema", "An answer after a JSON schema", {"town": "Fès"}),
    _both("image", "A picture read", "Une image."),
    _both("document", "A document read", "Un document."),
    _both("reasoning", "Reasoning told apart from the answer", ["hm", "Salam"]),
    _both("reasoning_stream", "Reasoning, streamed", ["hm", "Salam"]),
    _both("cut", "An answer that breaks off is noticed", "noticed"),
    _both("embeddings", "Embeddings", VECTORS),
    _both("embeddings_base64", "Embeddings in base64", VECTORS),
    _both("models", "Models listed, one described", [True, "mistral-small-latest"]),
    _both("delete_model", "Deleting a model is refused", {"status": 403}),
    _mistral("fim", "FIM", "return 1"),
    _mistral("fim_stream", "FIM, streamed", "return 1"),
    _mistral("agents", "Agents, whole and streamed", ["Salam", "Salam"]),
    _mistral("moderations", "Moderations", [True, 0.9]),
    _mistral("chat_moderations", "Moderations of conversations", [True, 0.9]),
    _mistral("classifications", "Classifications", 0.9),
    _mistral("chat_classifications", "Classifications of conversations", 0.9),
    _mistral("ocr", "OCR of a document, and of an uploaded file", ["Bonjour", "Bonjour"]),
    _both("transcription", "A recording transcribed", "Salam"),
    _both("transcription_stream", "A recording transcribed, streamed", ["Salam", "Salam"]),
    _both("files", "Files: upload, list, one, content, address, delete", [True] * 6),
    _both("responses", "Responses, whole", "Salam"),
    _both("responses_stream", "Responses, streamed", ["Salam", RESPONDED]),
    _both("responses_tools", "Responses: a tool called, and its result sent back", [FES, "Fait."]),
    _both("responses_schema", "Responses: an answer after a JSON schema", {"town": "Fès"}),
    _both("responses_reasoning", "Responses: reasoning", ["hm", "Salam"]),
    _both("input_tokens", "Responses: tokens of the input", "counted"),
    Feature("rerank", "Rerank", NOT_OFFERED, [1, 0]),
    _both("whoami", "Who the caller is", "told"),
    _both("wrong_key", "A wrong key is told", {"status": 401}),
    _both("invalid", "Wrong fields are told", {"status": 422}),
    _both("unknown_model", "A model that is not there is told", {"status": 404}),
    _both("limited", "A limit is told, with how long to wait", {"status": 429, "wait": "7"}),
    _both("not_offered", "A part that is not offered is told", NOT_OFFERED),
)
