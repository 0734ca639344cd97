"""Question → understanding → cited answer, without a model. Pure: values in, values out."""

from collections.abc import Callable
from datetime import date

from siyada.assistant.answer import Answer, Block, Choice, Citation, Group, Run, State, Statement
from siyada.assistant.compose import Composed, Composer, has, makers_of
from siyada.assistant.contacts import at_the_counter, contact, elsewhere, rights
from siyada.assistant.dates import first_day, is_stale, newest, spoken
from siyada.assistant.statements import Scribe
from siyada.assistant.understand import Explanation, Reader, Understanding
from siyada.assistant.voice import Voice, voice_for
from siyada.language.identify import Tag
from siyada.library.procedure import Facet, Procedure
from siyada.library.record import Record


class Assistant:
    """Answers from one record. `today` tells the day against which sources are found stale.

    Without it, that day is the newest on which a source of the record was read.
    """

    def __init__(self, record: Record, *, today: Callable[[], date] | None = None) -> None:
        self._record = record
        self._reader = Reader(record)
        self._makers = makers_of(record.procedures.values())
        read = newest(s.checked or s.read for p in record.procedures.values() for s in p.sources)
        as_read = first_day(read) if read else date.max
        self._today = today or (lambda: as_read)

    def answer(
        self,
        question: str,
        *,
        language: Tag | None = None,
        fallback: Tag = "ar",
        procedure: str | None = None,
        facet: Facet | None = None,
    ) -> Answer:
        """The answer, in the language asked; every failure to answer is an answer with its state.

        `language` forces the answer's language; `fallback` is taken where the question has none
        that we know. `procedure` and `facet` are what the asker already chose; raises NotFound
        for a procedure that the record does not hold.
        """
        if procedure is not None:
            self._record.get(procedure)
        understood = self._reader.read(question, procedure=procedure, facet=facet)
        voice = voice_for(question, understood.language.tag, language=language, fallback=fallback)
        return self.respond(understood, voice)

    def explain(self, question: str) -> Explanation:
        """Why a question is understood as it is."""
        return self._reader.explain(question)

    def respond(self, understood: Understanding, voice: Voice) -> Answer:
        """The answer to a question already understood."""
        if understood.state is State.ANSWERED and understood.procedure:
            return self._answered(understood, voice)
        if understood.state is State.CLARIFY:
            return self._clarify(understood, voice)
        return self._refused(understood, voice)

    def sheet(self, procedure_id: str, *, language: Tag) -> Answer:
        """Everything the record holds on a procedure; raises NotFound."""
        procedure = self._record.get(procedure_id)
        voice = voice_for("", language, language=language, fallback=language)
        scribe = Scribe(voice)
        composed = Composer(procedure, scribe, self._makers).sheet()
        return self._assembled(procedure, "overview", composed, scribe)

    def notice(self, state: State, *, language: Tag) -> Answer:
        """The fixed answer of a state that has nothing to do with the record (busy, failed…)."""
        voice = voice_for("", language, language=language, fallback=language)
        scribe = Scribe(voice)
        return self._fixed(state, language, elsewhere(self._record, scribe), scribe)

    def _answered(self, understood: Understanding, voice: Voice) -> Answer:
        procedure = self._record.get(understood.procedure or "")
        scribe = Scribe(voice)
        composer = Composer(procedure, scribe, self._makers)
        asked = (understood.facet, *understood.also)
        composed = (
            composer.without_detail(understood.facet)
            if understood.lacking and all(has(procedure, facet) for facet in asked)
            else composer.answer(*asked)
        )
        return self._assembled(procedure, understood.facet, composed, scribe, understood)

    def _assembled(
        self,
        procedure: Procedure,
        facet: Facet,
        composed: Composed,
        scribe: Scribe,
        understood: Understanding | None = None,
    ) -> Answer:
        blocks = [*composed.blocks, contact(procedure, self._record, scribe)]
        if closing := rights(procedure, self._record, scribe, facet):
            blocks.append(closing)
        if opening := _notice(scribe):
            blocks.insert(0, opening)
        state, status = self._status(composed, scribe)
        return Answer(
            state=state,
            language=scribe.voice.language,
            asked=understood.language.tag if understood else scribe.voice.language,
            title=scribe.words(procedure.title),
            status=status,
            procedure=procedure.id,
            facet=facet,
            also=understood.also if understood else (),
            confidence=understood.confidence if understood else 1.0,
            blocks=tuple(blocks),
            citations=tuple(scribe.citations),
            checked=_newest_reading(scribe.citations),
        )

    def _status(self, composed: Composed, scribe: Scribe) -> tuple[State, tuple[Run, ...]]:
        say = scribe.phrases.say
        language = scribe.voice.language
        about = [c for c in scribe.citations if c.number in composed.about]
        own = newest(date for c in about for date in (c.date, c.date_note))
        if not composed.has_facet:
            state = State.ANSWERED_PARTLY
        elif composed.has_conflict:
            state = State.ANSWERED_CONFLICT
        elif own and not any(c.kind == "law" for c in about) and is_stale(own, self._today()):
            state = State.ANSWERED_STALE
        else:
            state = State.ANSWERED
        values = {"sources": scribe.phrases.count("sources", len(scribe.citations))}
        values["date"] = (Run(spoken(own, language), language),) if own else ()
        return state, say(f"state.{state}", **values) + _freshness(scribe)

    def _clarify(self, understood: Understanding, voice: Voice) -> Answer:
        scribe = Scribe(voice)
        choices = tuple(
            Choice(identifier, scribe.words(self._record.get(identifier).title))
            for identifier in understood.choices
        )
        said = Block("direct", (), (Group((), (scribe.own("state.clarify"),)),))
        return Answer(
            state=State.CLARIFY,
            language=voice.language,
            asked=understood.language.tag,
            title=scribe.phrases.say("title.clarify"),
            facet=understood.facet,
            confidence=understood.confidence,
            blocks=(*_opening(scribe), said),
            choices=choices,
        )

    def _refused(self, understood: Understanding, voice: Voice) -> Answer:
        known = self._record.procedures.get(understood.procedure or "")
        lawful = self._record.procedures.get(understood.lawful or "")
        scribe = Scribe(voice)
        if known and understood.state is State.REFUSED_PERSONAL:
            places = at_the_counter(known, self._record, scribe)
        else:
            places = elsewhere(self._record, scribe, lawful)
        return self._fixed(understood.state, understood.language.tag, places, scribe)

    def _fixed(self, state: State, asked: Tag, places: Block, scribe: Scribe) -> Answer:
        """The fixed text of a state, and where else to ask."""
        said = Block("direct", (), (Group((), (scribe.own(f"state.{state}"),)),))
        return Answer(
            state=state,
            language=scribe.voice.language,
            asked=asked,
            title=scribe.phrases.say(f"title.{state}"),
            blocks=(*_opening(scribe), said, places),
            citations=tuple(scribe.citations),
            checked=_newest_reading(scribe.citations),
        )


def _notice(scribe: Scribe) -> Block | None:
    """Which language the facts are in, where it is not the one the answer speaks."""
    said: list[Statement] = []
    if scribe.voice.offers:
        said.append(scribe.own("notice.offered"))
    if scribe.voice.language == "zgh-Tfng":
        said.append(scribe.own(f"notice.facts_{scribe.voice.facts}"))
    if scribe.shows_another_language:
        said.append(scribe.own("notice.some_facts"))
    heading = scribe.phrases.say("heading.notice")
    return Block("notice", heading, (Group((), tuple(said)),)) if said else None


def _opening(scribe: Scribe) -> tuple[Block, ...]:
    notice = _notice(scribe) if scribe.voice.offers else None
    return (notice,) if notice else ()


def _freshness(scribe: Scribe) -> tuple[Run, ...]:
    """When the sources were last compared with their pages, else when they were read."""
    language = scribe.voice.language
    for name, dates in (
        ("checked", [c.checked for c in scribe.citations]),
        ("read", [c.read for c in scribe.citations]),
    ):
        if found := newest(dates):
            date = (Run(spoken(found, language), language),)
            return (Run(" ", language), *scribe.phrases.say(f"freshness.{name}", date=date))
    return ()


def _newest_reading(citations: list[Citation]) -> str | None:
    return newest(date for c in citations for date in (c.checked, c.read))
