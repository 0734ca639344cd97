"""The headers that say where an answer was made and what was masked on the way."""

from collections.abc import Mapping


def siyada_headers(
    where: str,
    provider: str,
    masked: Mapping[str, int],
    *,
    in_latin: bool = False,
    rerouted: str = "",
) -> dict[str, str]:
    """Where the model runs, who runs it, and how many pieces of which kinds were masked.

    One more says so when Tifinagh was sent in Latin letters, one when personal data of a kind made
    a model in the country answer instead of the one asked.

    >>> siyada_headers("abroad", "paris", {"PHONE": 2, "CIN": 1})["X-Siyada-Masked"]
    'CIN=1, PHONE=2'
    """
    kinds = ", ".join(f"{kind}={count}" for kind, count in sorted(masked.items()))
    return {
        "X-Siyada-Where": where,
        "X-Siyada-Provider": provider,
        "X-Siyada-Masked": kinds or "none",
        **({"X-Siyada-Tifinagh": "latin"} if in_latin else {}),
        **({"X-Siyada-Rerouted": rerouted} if rerouted else {}),
    }
