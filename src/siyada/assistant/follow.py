"""Questions that go on with the one before: they say what is asked, and not about what."""

from siyada.assistant.features import matter_features, take_apart
from siyada.language.bridge import bridge


def goes_on(question: str) -> bool:
    """Whether a question asks for something ("and the price?") and names no matter of its own."""
    reading = take_apart(question, bridge())
    asks = any(match.concept.startswith("?") for match in reading.matches)
    return asks and not matter_features(reading)
