"""The shield applied to the wire: every field of a request, every delta of an answer."""

import re
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from siyada.config import ShieldSettings, Where
from siyada.errors import MustStay, Refused, ShieldFailed
from siyada.shield.clean import is_clean
from siyada.shield.detect import detect
from siyada.shield.detect import recognisers as _ours
from siyada.shield.encoded import text_of_base64
from siyada.shield.fold import fold
from siyada.shield.invented import Inventions, Known, WholeInventions, known_values
from siyada.shield.law import UNREAD, UNSURE, read_badly
from siyada.shield.mask import Pseudonyms
from siyada.shield.pattern import Recogniser
from siyada.shield.policy import Destination, Policy
from siyada.shield.repeated import parts_of_names
from siyada.shield.restore import Restorer
from siyada.shield.restore_made_up import MadeUpRestorer
from siyada.shield.span import Span
from siyada.wire.deltas import Event, Key, Rewriter, Rewriting, asks_for_json, holds_json, rewrite
from siyada.wire.embedded import escape_json, is_json, join_data, map_json, split_data
from siyada.wire.fields import Path, Role, map_strings, written

Json = Any
"""A value read from JSON."""

_DEEPEST = 4
"""JSON within strings of JSON that is opened; what is deeper is read as plain text."""
_BINARY = re.compile(r"[A-Za-z0-9+/_\-]{256,}={0,2}")
_TEXT_TYPE = re.compile(
    r"data:(?:[;,]|text/(?!rtf|html)|application/(?:[\w.+\-]*\+)?(?:json|xml|yaml|csv|x-ndjson)[;,])",
    re.IGNORECASE,
)
"""Addresses of data that is text as it stands. A PDF may be all letters and still say its words in
pieces, and so may HTML."""
_MEDIA = {"input_audio", "file_data", "b64_json"}
_LINKS = {"image_url", "document_url", "file_url", "video_url", "audio_url"}
"""Keys of addresses at which the provider would read what nobody has searched."""
_PROSE = {"content", "text", "input", "prompt", "arguments", "description", "title", "thinking"}
"""Keys that say nothing about what stands under them. Any other is read as a label."""
_LONGEST_KEY = 60
_SHORT = 60
"""Characters of a message that may be but the answer to the one before: `Votre RIB ?`."""
_UNSEARCHED = {
    UNREAD: "A picture, sound, file or list of numbers cannot be searched for personal data, so it "
    f"does not go as {UNREAD}",
    UNSURE: f"A script that is not read cannot be searched well, so it does not go as {UNSURE}",
}
_RUNS = {"here": "here", "country": "in the country", "abroad": "abroad"}
_MADE = re.compile(r"(?=\D*\d)[A-Za-z0-9_\-]{9,64}")
"""Ids as programs make them. A conversation sends those of all its calls again each time."""
_SUSPECT_KEY = re.compile(r"[\d@\s]|[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Guarded:
    """A request that may leave, and what is needed to restore its answer."""

    body: dict[str, Json]
    pseudonyms: Pseudonyms = field(default_factory=Pseudonyms)
    counts_by_kind: dict[str, int] = field(default_factory=dict)
    """How many different values were masked."""
    json_answer: bool = False
    """Whether the answer was asked for as JSON: values are restored with its escapes."""
    invented: tuple[str, ...] = ()
    """Kinds masked in the answer where the request did not hold the value."""
    known: Known = frozenset()
    """What the request held, of these kinds."""

    @property
    def rewrites(self) -> bool:
        """Whether the answer's strings are to be changed at all."""
        table = self.pseudonyms
        return bool(table.writings or table.surrogates.writings or self.invented)


def guard(
    body: dict[str, Json],
    to: Where | Destination,
    settings: ShieldSettings,
    *,
    recognisers: Iterable[Recogniser] | None = None,
) -> Guarded:
    """The request as it may leave for a destination, or for any that runs `here`, `abroad`.

    Raises Refused when the policy refuses a kind that is in it, MustStay when it wants a model in
    the country for that, and ShieldFailed when personal data cannot be looked for: then nothing
    leaves.
    """
    policy = _policy(settings, to if isinstance(to, Destination) else Destination(to))
    if policy.lets_all_through:
        return Guarded(body)
    try:
        given = _ours(settings.model, settings.loader) if recognisers is None else recognisers
        mask = _Mask(policy, tuple(given))
        masked = mask.body(body)
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - whatever happened, nothing may leave
        raise ShieldFailed(
            "Personal data could not be looked for, so nothing was sent. Try again; if it lasts, "
            "tell the operator of this server."
        ) from None
    return Guarded(
        masked,
        mask.pseudonyms,
        mask.pseudonyms.counts(),
        asks_for_json(body),
        settings.invented,
        frozenset(mask.known),
    )


_MOST_POLICIES = 64
_policies: dict[tuple[int, Destination], Policy] = {}


def _policy(settings: ShieldSettings, to: Destination) -> Policy:
    """The policy for a destination: decided once, since it holds nothing of any request.

    The settings are told apart by identity, and kept so long as the policy is.
    """
    policy = _policies.get((id(settings), to))
    if policy is None:
        policy = Policy(settings, to)
        if len(_policies) >= _MOST_POLICIES:
            _policies.clear()
        _policies[id(settings), to] = policy
    return policy


class _Mask:
    """The masking of one request."""

    def __init__(self, policy: Policy, recognisers: tuple[Recogniser, ...]) -> None:
        self.pseudonyms = Pseudonyms(policy.settings.forms)
        self.known: set[tuple[str, str]] = set()
        """The values found, where the answer is searched for others."""
        self._policy = policy
        self._recognisers = recognisers
        self._identifiers: dict[str, str] = {}
        self._messages: list[str] = []
        self._names: set[str] = set()
        """Parts of the names found so far."""
        self._known: frozenset[str] = frozenset()
        """Those that are looked for in every text."""
        self._found: dict[str, tuple[list[Span], frozenset[str]]] = {}
        """What was found in each text, and the parts of its own names."""

    def body(self, body: dict[str, Json]) -> dict[str, Json]:
        """The body with what the policy masks masked.

        Names found anywhere are looked for everywhere, hence twice where one stands in a text in
        which it was not found.
        """
        for name in ("input", "prompt"):
            if _stands_for_words(body.get(name)):
                self._unread((name,))
        self._messages = _contents(body)
        map_strings(body, self._reserve)
        masked: dict[str, Json] = map_strings(body, self._change)
        names = frozenset(self._names)
        if any(_holds(text, names - own) for text, (_, own) in self._found.items()):
            self._known = names
            self.pseudonyms = self.pseudonyms.fresh()
            self._identifiers = {}
            masked = map_strings(body, self._change)
        return masked

    def _reserve(self, path: Path, role: Role, text: str) -> str:
        del path, role
        self.pseudonyms.reserve(text)
        return text

    def _change(self, path: Path, role: Role, text: str) -> str:
        """What a string of the body becomes."""
        if role == "word" or (role == "key" and not _SUSPECT_KEY.search(text)):
            return text
        if role in {"name", "identifier"}:
            return self._structure(path, role, text)
        if role in {"number", "key"}:
            return self._plain(path, text)
        return self._text(path, text, depth=0)

    def _structure(self, path: Path, role: Role, text: str) -> str:
        """An identifier that holds personal data is renumbered; a name that does is refused."""
        if (role == "name" or _MADE.fullmatch(text)) and is_clean(text, self._recognisers):
            self._found.setdefault(text, ([], frozenset()))
        if not self._spans(path, text, label=""):
            return text
        if role == "name":
            raise Refused(
                "The name of a tool, a schema or a model holds personal data. Rename it.",
                param=written(path),
            )
        new = f"call{len(self._identifiers) + 1:05d}"
        return self._identifiers.setdefault(text, new)

    def _text(self, path: Path, text: str, *, depth: int) -> str:
        if text[:5].lower() == "data:":
            return self._data(path, text, depth=depth)
        if not _MEDIA.isdisjoint(path) or not _LINKS.isdisjoint(path):
            self._unread(path)
        return self._read(path, text, depth=depth)

    def _read(self, path: Path, text: str, *, depth: int) -> str:
        """A text that is not a medium by its place: searched, and what it carries inside too."""
        if _BINARY.search(text):
            self._unread(path)
        if depth < _DEEPEST and is_json(text):
            return map_json(text, lambda key, value, is_key: self._literal(
                (*path, key), value, is_key=is_key, depth=depth + 1))  # fmt: skip
        return self._plain(path, text)

    def _literal(self, path: Path, value: str, *, is_key: bool, depth: int) -> str:
        """A string or number of a JSON document within a string."""
        if is_key and not _SUSPECT_KEY.search(value):
            return value
        return self._plain(path, value) if is_key else self._text(path, value, depth=depth)

    def _data(self, path: Path, address: str, *, depth: int) -> str:
        found = split_data(address)
        head, payload, encoded = found or ("", "", True)
        text = text_of_base64(payload) if encoded else payload
        if not found or text is None or not _TEXT_TYPE.match(head):
            self._unread(path)
            return address
        masked = self._read(path, text, depth=depth + 1) if depth < _DEEPEST else text
        return address if masked == text else join_data(head, masked)

    def _plain(self, path: Path, text: str) -> str:
        return self.pseudonyms.mask(text, self._spans(path, text, label=self._label(path, text)))

    def _label(self, path: Path, text: str) -> str:
        """What is said about a text outside it: its key, or the end of the message before it."""
        key = path[-1] if path else ""
        if isinstance(key, str) and key not in _PROSE and len(key) <= _LONGEST_KEY:
            return f"{key}: "
        if path[:1] == ("messages",) and path[2:] == ("content",) and len(text) <= _SHORT:
            before = self._messages[int(path[1]) - 1] if int(path[1]) else ""
            return before[-_SHORT:] + "\n" if before else ""
        return ""

    def _spans(self, path: Path, text: str, *, label: str) -> list[Span]:
        """What is to be masked in a text that stands under a label."""
        if read_badly(text):
            self._stop_unless("mask", UNSURE, path)
        spans = []
        for span in self._detected(label + text):
            start, end = max(span.start - len(label), 0), span.end - len(label)
            if end <= 0:
                continue
            self._stop_unless("mask", span.kind, path)
            if self._policy.settings.invented:
                self.known |= set(known_values(span.kind, text[start:end]))
            if self._policy.action(span.kind) == "mask":
                spans.append(Span(start, end, span.kind, span.score, span.reason))
        return spans

    def _stop_unless(self, least: Literal["allow", "mask"], kind: str, path: Path) -> None:
        """Raise Refused or MustStay unless the policy lets a kind pass, masked at least."""
        decision = self._policy.decision(kind)
        if decision.action in {"allow", least}:
            return
        what = _UNSEARCHED.get(kind, f"The shield's policy lets no {kind} go")
        where = _RUNS[self._policy.destination.where]
        law = f"law 09-08, articles {decision.articles}"
        if decision.action == "reroute":
            raise MustStay(
                f"{what} to a model that runs {where} ({law}), and no model in the country can "
                "answer instead. Remove it, or ask the operator for one.",
                kind=kind,
                param=written(path),
            )
        raise Refused(
            f"{what} to a model that runs {where} ({law}). Remove it, or choose a model that runs "
            "here.",
            param=written(path),
        )

    def _detected(self, text: str) -> list[Span]:
        """The personal data of a text; looked for again when names are known that may be in it."""
        if text not in self._found:
            found = detect(text, recognisers=self._recognisers)
            self._found[text] = found, parts_of_names(text, found)
            self._names |= self._found[text][1]
        found, own = self._found[text]
        if _holds(text, self._known - own):
            return detect(text, recognisers=self._recognisers, names=self._known)
        return found

    def _unread(self, path: Path) -> None:
        """Refuse what cannot be searched, unless the policy allows it."""
        self._stop_unless("allow", UNREAD, path)


def _holds(text: str, names: frozenset[str]) -> bool:
    """Whether one of some parts of names stands in a text, be it within a word."""
    folded = fold(text) if names else ""
    return any(name in folded for name in names)


def _contents(body: dict[str, Json]) -> list[str]:
    """The contents of the messages, as far as they are plain strings."""
    messages = body.get("messages")
    if not isinstance(messages, list):
        return []
    contents = (one.get("content") if isinstance(one, dict) else "" for one in messages)
    return [content if isinstance(content, str) else "" for content in contents]


def _stands_for_words(value: Json) -> bool:
    """Whether words are sent as the numbers of tokens."""
    return isinstance(value, list) and any(
        isinstance(item, int) or _stands_for_words(item) for item in value
    )


class _Chain:
    """Rewriters one after the other, as one."""

    def __init__(self, *rewriters: Rewriter) -> None:
        self._rewriters = rewriters

    def feed(self, piece: str) -> str:
        """What the next piece lets out at the end."""
        for rewriter in self._rewriters:
            piece = rewriter.feed(piece)
        return piece

    def finish(self) -> str:
        """What all of them held back."""
        held = ""
        for rewriter in self._rewriters:
            held = (rewriter.feed(held) if held else "") + rewriter.finish()
        return held


class Restoration(Rewriting):
    """Rewrites the events of one answer; one rewriter for each choice and field of it."""

    def __init__(self, guarded: Guarded) -> None:
        super().__init__(self._rewriter if guarded.rewrites else None)
        self._guarded = guarded

    def _rewriter(self, key: Key) -> Rewriter:
        encoded = holds_json(key, json_answer=self._guarded.json_answer)
        return _rewriter(self._guarded, encoded=encoded)


def _rewriter(guarded: Guarded, *, encoded: bool) -> Rewriter:
    """Masks what was invented, then restores. Within JSON, values are written with its escapes."""
    encode = escape_json if encoded else None
    table = guarded.pseudonyms
    parts: list[Rewriter] = []
    if guarded.invented:
        inventions = Inventions(guarded.invented, guarded.known)
        parts.append(WholeInventions(inventions, _masked_json) if encoded else inventions)
    if table.writings:
        parts.append(Restorer(table, encode=encode))
    if table.surrogates.writings:
        parts.append(MadeUpRestorer(table.surrogates, encode=encode))
    return parts[0] if len(parts) == 1 else _Chain(*parts)


def _masked_json(text: str, inventions: Inventions) -> str:
    """A JSON document without what was invented; its keys say what its values are."""
    if not is_json(text):
        return inventions.masked(text)
    return map_json(
        text, lambda key, value, is_key: value if is_key else inventions.masked(value, f"{key}: ")
    )


def restore(events: AsyncGenerator[Event], guarded: Guarded) -> AsyncGenerator[Event]:
    """The events of an answer with values in the place of their pseudonyms."""
    return rewrite(events, Restoration(guarded))


def restore_answer(answer: dict[str, Json], guarded: Guarded) -> dict[str, Json]:
    """A whole answer with values in the place of their pseudonyms."""
    return Restoration(guarded).whole(answer)


def restore_strings(answer: dict[str, Json], guarded: Guarded) -> dict[str, Json]:
    """An answer of any shape with values in the place of their pseudonyms, in every string."""
    if not guarded.rewrites:
        return answer

    def change(_path: Path, _role: Role, text: str) -> str:
        rewriter = _rewriter(guarded, encoded=False)
        return rewriter.feed(text) + rewriter.finish()

    restored: dict[str, Json] = map_strings(answer, change)
    return restored
