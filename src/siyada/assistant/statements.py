"""Facts of the record as statements that cite: each source gets its number once."""

import re
from collections.abc import Iterable

from siyada.assistant.amounts import dirhams
from siyada.assistant.answer import Citation, Run, Statement
from siyada.assistant.dates import spoken
from siyada.assistant.phrases import phrases
from siyada.assistant.values import CONTROLS, runs
from siyada.assistant.voice import Voice
from siyada.language.identify import Tag, identify
from siyada.library.procedure import Cost, Fact, Procedure, Source, Text

_AMOUNT = re.compile(r"(?<![\d,./])\d{2,}(?![\d,./]|\s*%)")


class Scribe:
    """Writes the statements of one answer and numbers their sources by first appearance."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.phrases = phrases(voice.language)
        self.citations: list[Citation] = []
        self.shows_another_language = False
        """Whether a fact stood in one language only, and not in the reader's."""
        self._numbers: dict[str, int] = {}

    def fact(self, procedure: Procedure, fact: Fact, lead: str | None = None) -> Statement:
        """A fact in the reader's language, as it stands; `lead` is a phrase with `{fact}`."""
        said = self.words(fact.text)
        if lead:
            said = self.phrases.say(lead, fact=said)
        return self._statement(procedure, fact, said, sources_of(procedure, fact))

    def cost(
        self, procedure: Procedure, cost: Cost, *, line: str = "cost.line", lead: str | None = None
    ) -> Statement:
        """A cost: what for, the exact amount or what was published, how to pay, date of figure.

        `line` is the phrase that joins `{description}` and an exact `{amount}`.
        """
        said = self.words(cost.description)
        if amount := self._amount(cost):
            line = line if cost.value is not None else "cost.line"
            said = self.phrases.say(line, description=said, amount=amount)
        if cost.payment:
            said += self.phrases.say("cost.payment", payment=self.words(cost.payment))
        if cost.as_of and cost.as_of != "undated":
            date = runs(*_dated(cost.as_of, self.voice.language))
            said += self.phrases.say("cost.as_of", date=date)
        if lead:
            said = self.phrases.say(lead, fact=said)
        return self._statement(procedure, cost, said, cost.sources)

    def words(self, text: Text) -> tuple[Run, ...]:
        """A text of the record in the reader's language, else in the one it has."""
        languages: tuple[Tag, Tag] = ("fr", "ar") if self.voice.facts == "fr" else ("ar", "fr")
        for language in languages:
            if found := text.fr if language == "fr" else text.ar:
                self.shows_another_language |= language != self.voice.facts
                return runs(found, language)
        return runs(text.und or "", self.voice.facts)

    def cite(self, procedure: Procedure, keys: Iterable[str]) -> tuple[int, ...]:
        """The numbers of those sources of the procedure."""
        return tuple(self._number(procedure, key) for key in dict.fromkeys(keys))

    def own(
        self, key: str, citations: tuple[int, ...] = (), **values: tuple[Run, ...]
    ) -> Statement:
        """A sentence of the service itself."""
        return Statement(self.phrases.say(key, **values), citations)

    def _statement(
        self, procedure: Procedure, fact: Fact | Cost, said: tuple[Run, ...], keys: Iterable[str]
    ) -> Statement:
        citations = self.cite(procedure, keys)
        reserves = [
            *(["note.unsure"] if fact.certainty == "unsure" else []),
            *([] if citations else ["note.unsourced"]),
        ]
        note: tuple[Run, ...] = ()
        for key in reserves:
            note += (self.phrases.say("punctuation.separator") if note else ()) + self.phrases.say(
                key
            )
        return Statement(said, citations, fact.certainty, note)

    def _amount(self, cost: Cost) -> tuple[Run, ...]:
        if cost.value is not None:
            amount = runs(dirhams(cost.value, self.voice.language), self.voice.language)
            return amount if cost.value else self.phrases.say("cost.free", amount=amount)
        if cost.value_text is None:
            return ()
        value = runs(cost.value_text, "fr")
        self.shows_another_language |= self.voice.facts != "fr"
        if _AMOUNT.search(cost.value_text):
            return self.phrases.say("cost.published", value=value)
        return value

    def _number(self, procedure: Procedure, key: str) -> int:
        address = f"{procedure.id}.{key}"
        if address not in self._numbers:
            self._numbers[address] = len(self.citations) + 1
            source = next(source for source in procedure.sources if source.id == key)
            title, tag = _title(source, self.voice.facts)
            self.citations.append(
                Citation(
                    number=len(self.citations) + 1,
                    source=address,
                    title=CONTROLS.sub("", title),
                    title_tag=tag,
                    url=source.url,
                    publisher=source.publisher,
                    kind=source.kind,
                    date=source.date,
                    read=source.read,
                    checked=source.checked,
                    date_note=source.date_note,
                )
            )
        return self._numbers[address]


def sources_of(procedure: Procedure, fact: Fact) -> tuple[str, ...]:
    """The fact's own sources; a bare legal reference cites the listed law that it names first.

    It cites nothing when no listed law, or more than one, bears that name.
    """
    if fact.sources or fact not in procedure.legal_resources:
        return fact.sources
    text = (fact.text.fr or fact.text.ar or "").casefold()
    named = [
        source.id for source in procedure.sources if source.kind == "law" and _names(text, source)
    ]
    return tuple(named) if len(named) == 1 else ()


def _names(text: str, source: Source) -> bool:
    """Whether the text begins with what the law is called (its title up to a comma or bracket)."""
    name = re.split(r"\s*[(,:]", source.title.fr or source.title.ar or "")[0].casefold()
    return bool(name) and re.match(rf"{re.escape(name)}(?![\w-])", text) is not None


def _title(source: Source, facts: Tag) -> tuple[str, Tag]:
    title = source.title
    if facts == "fr":
        known: tuple[tuple[str | None, Tag], ...] = ((title.fr, "fr"), (title.ar, "ar"))
    else:
        known = ((title.ar, "ar"), (title.fr, "fr"))
    for text, tag in known:
        if text:
            return text, tag
    return title.und or "", identify(title.und or "").tag


def _dated(phrase: str, language: Tag) -> tuple[str, Tag]:
    """The date in words of the language; a phrase that is more than a date stays French."""
    said = spoken(phrase, language)
    return said, "fr" if re.search(r"[A-Za-z]", said) else language
