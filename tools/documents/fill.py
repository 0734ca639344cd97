"""Models of documents filled with made-up values, each marked where it stands."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.documents import people, values
from tools.documents.people import Dice, Person, Script

_HEAD = re.compile(r"=== (\S+) (\S+)")
_SLOT = re.compile(r"\{([a-z])\.([^{}]+)\}|⟦([A-Z_]+):|⟧")
"""A value to fill in; or where a value begins that is written out, with its kind, and its end."""
_CHOICE = re.compile(r"⟨([^⟨⟩]*)⟩")
"""Ways of saying the same: ⟨one|another|⟩, within each other too."""
_BAR = re.compile(r"\|(?![^{}]*\})")
_NAMES = frozenset(
    {
        *("full", "formal", "given", "last", "caps", "small", "initial", "kunya", "chain"),
        *("married", "double", "honour", "short", "any"),
    }
)
_SCRIPTS: dict[str, Script] = {
    "ar": "ar",
    "ary-Arab": "ar",
    "ary-Latn": "chat",
    "zgh-Tfng": "tf",
    "ber-Latn": "chat",
}
_HEALTH = {
    "fr": (
        "diabète de type 2",
        "asthme",
        "insuffisance rénale",
        "dépression",
        "hépatite C",
        "cancer du sein",
        "épilepsie",
    ),
    "ar": ("السكري", "الربو", "القصور الكلوي", "الاكتئاب", "سرطان الثدي", "الصرع", "التهاب الكبد"),
    "chat": ("sokkar", "rabw", "lklawi", "diabete", "cancer", "sar3"),
    "tf": ("ⵙⵙⵓⴽⴽⵔ", "ⵔⵔⴱⵓ"),
}
_OFFICES = {
    "fr": (
        "le directeur régional",
        "le chef de service",
        "le wali de la région",
        "le greffier en chef",
        "le caïd",
    ),
    "ar": ("المدير الجهوي", "رئيس المصلحة", "والي الجهة", "كاتب الضبط", "القائد"),
    "chat": ("lmodir", "chef de service", "l9ayd"),
    "tf": ("ⴰⵏⵎⵀⴰⵍ",),
}
_FIRMS = (
    "EXEMPLE SARL",
    "ATLAS EXEMPLE SA",
    "SOCIÉTÉ MODÈLE SARL AU",
    "Coopérative Exemple",
    "Essai Transport SARL",
)
_LAWS = {
    "fr": (
        "loi n° 09-08",
        "loi 55-19",
        "dahir n° 1-09-15",
        "article 12 de la loi n° 67-12",
        "décret n° 2-22-04",
    ),
    "ar": (
        "القانون رقم 09.08",
        "المادة 12 من القانون رقم 67.12",
        "الظهير الشريف رقم 1.09.15",
        "المرسوم رقم 2.22.04",
    ),
    "chat": ("9anoun 09-08", "loi 55-19"),
    "tf": ("ⴰⵙⴰⴹⵓⴼ 09-08",),
}


@dataclass(frozen=True, slots=True)
class Value:
    """A personal value of a document, in characters of its text."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Document:
    """A filled document."""

    language: str
    form: str
    hand: str
    text: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A document before it is filled."""

    language: str
    form: str
    hand: str
    text: str


def models(folder: Path) -> list[Model]:
    """All models of a folder, one file a hand."""
    return [model for path in sorted(folder.glob("*.txt")) for model in _read(path)]


def _read(path: Path) -> Iterator[Model]:
    pieces = _HEAD.split(path.read_text("utf-8"))
    for language, form, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        yield Model(language, form, path.stem, text.strip("\n"))


@dataclass(slots=True)
class _Filling:
    dice: Dice
    script: Script
    eastern: bool
    """Whether figures are Arabic-Indic."""
    coined: float = 0.0
    """How often names are ones that no list holds."""
    capital: bool = False
    """Whether Tamazight in Latin letters writes names with capitals, as books do."""
    held: bool = False
    """Whether names are those that nothing is learned from."""
    people: dict[str, Person] = field(default_factory=dict)
    made: dict[tuple[str, str], str] = field(default_factory=dict)


Change = Callable[[str, str], str]
"""What noise makes of a piece of text, given its kind (empty for what is not personal)."""


def fill(
    model: Model,
    dice: Dice,
    change: Change = lambda text, _: text,
    *,
    coined: float = 0.0,
    held: bool = False,
) -> Document:
    """One document of a model; `coined`: how often names are ones that no list holds."""
    script = _SCRIPTS.get(model.language, "fr")
    filling = _Filling(dice, script, script == "ar" and dice.random() < 0.15, coined)
    filling.capital = model.language == "ber-Latn" and dice.random() < 0.7
    filling.held = held
    page, done = _Page(change), 0
    chosen = _chosen(model.text, dice)
    for slot in _SLOT.finditer(chosen):
        page.write(chosen[done : slot.start()], "")
        done = slot.end()
        if slot[1]:
            kind, value = _value(filling, slot[1], slot[2])
            page.write(value, kind)
        elif slot[3]:
            page.open(slot[3])
        else:
            page.close()
    page.write(chosen[done:], "")
    if page.kind:
        raise ValueError(f"a value does not end: {model.text[:60]}")
    return Document(model.language, model.form, model.hand, page.text, tuple(page.values))


@dataclass(slots=True)
class _Page:
    """What is written of a document so far."""

    change: Change
    text: str = ""
    values: list[Value] = field(default_factory=list)
    kind: str = ""
    """That of the value that is being written out, of which all that is in it is a part."""
    start: int = 0

    def write(self, piece: str, kind: str) -> None:
        start = len(self.text)
        self.text += self.change(piece, self.kind or kind)
        if kind and not self.kind:
            self.values.append(Value(start, len(self.text), kind))

    def open(self, kind: str) -> None:
        self.kind, self.start = kind, len(self.text)

    def close(self) -> None:
        self.values.append(Value(self.start, len(self.text), self.kind))
        self.kind = ""


def _chosen(text: str, dice: Dice) -> str:
    """A model with one of each ways of saying the same."""
    while "⟨" in text:
        changed = _CHOICE.sub(lambda match: dice.choice(_BAR.split(match[1])), text)
        if changed == text:
            raise ValueError(f"a bracket is not closed: {text[:60]}")
        text = changed
    return text


def _value(filling: _Filling, subject: str, attribute: str) -> tuple[str, str]:
    """The kind and the text of a slot."""
    if attribute.startswith("m?"):
        man, woman = attribute[2:].split("|")
        return "", woman if _person(filling, subject).woman else man
    form, _, wanted = attribute.partition(":")
    script: Script = {"ar": "ar", "fr": "fr", "chat": "chat", "tf": "tf"}.get(
        wanted, filling.script
    )  # type: ignore[assignment]
    if subject == "x":
        return ("FREE" if form == "box" else ""), _neutral(filling, form, script)
    if form in _NAMES:
        name = people.name(_person(filling, subject), form, script, filling.dice)
        return "PERSON", name.title() if filling.capital and form != "small" else name
    kind, make = _KINDS[form]
    key = (subject, form + (script if kind in {"ADDRESS", "HEALTH", "DATE_OF_BIRTH"} else ""))
    if key not in filling.made:
        filling.made[key] = make(filling, subject, script)
    value = filling.made[key]
    if filling.eastern and script == "ar" and not re.search("[A-Za-z]", value):
        value = values.eastern(value)
    return kind, value


def _person(filling: _Filling, subject: str) -> Person:
    if subject not in filling.people:
        filling.people[subject] = people.person(filling.dice, filling.coined, held=filling.held)
    return filling.people[subject]


Make = Callable[[_Filling, str, Script], str]


def _number(make: Callable[[Dice], str]) -> Make:
    return lambda filling, _subject, _script: make(filling.dice)


_KINDS: dict[str, tuple[str, Make]] = {
    "cin": ("CIN", _number(values.cin)),
    "passport": ("PASSPORT", _number(values.passport)),
    "phone": ("PHONE", _number(values.phone)),
    "email": ("EMAIL", lambda f, s, _: people.mailbox(_person(f, s), f.dice)),
    "address": ("ADDRESS", lambda f, _, script: people.address("town", script, f.dice)),
    "rural": ("ADDRESS", lambda f, _, script: people.address("rural", script, f.dice)),
    "birth": (
        "DATE_OF_BIRTH",
        lambda f, _, script: values.written_day(values.day(f.dice, 1945, 2012), script, f.dice),
    ),
    "iban": ("IBAN_RIB", _number(values.iban)),
    "rib": ("IBAN_RIB", _number(values.account)),
    "card": ("CARD", _number(values.card)),
    "cnss": ("CNSS", _number(lambda dice: values.digits(9, dice))),
    "employer": ("CNSS", _number(lambda dice: values.digits(7, dice))),
    "massar": (
        "MASSAR",
        _number(lambda dice: dice.choice("BCDEFGHJKLMNPRS") + values.digits(9, dice)),
    ),
    "plate": ("PLATE", _number(values.plate)),
    "title": ("LAND_TITLE", _number(values.land_title)),
    "record": (
        "CIVIL_RECORD",
        _number(lambda dice: f"{dice.randint(1, 980)}/{dice.randint(1950, 2024)}"),
    ),
    "url": (
        "URL_PERSONAL",
        lambda f, s, _: people.profile(_person(f, s), f.dice),
    ),
    "ip": (
        "IP",
        _number(values.network_address),
    ),
    "health": ("HEALTH", lambda f, _, script: f.dice.choice(_HEALTH[script])),
    "illness": (
        "HEALTH",
        lambda f, _, script: f.dice.choice(people.words("illnesses.tsv")["illness"]).written(
            script
        ),
    ),
    "ice": ("ICE", _number(values.ice)),
    "if": ("TAX_ID", _number(lambda dice: values.digits(8, dice))),
    "patente": ("TAX_ID", _number(lambda dice: values.digits(8, dice))),
    "rc": ("COMPANY_REG", _number(lambda dice: values.digits(dice.choice((4, 5, 6)), dice))),
}


def _neutral(filling: _Filling, form: str, script: Script) -> str:
    """What is never personal."""
    dice = filling.dice
    makes: dict[str, Callable[[], str]] = {
        "date": lambda: values.written_day(values.day(dice, 2018, 2026), script, dice),
        "amount": lambda: (
            f"{dice.randint(1, 980)} {dice.randint(0, 999):03},{dice.randint(0, 99):02}"
        ),
        "law": lambda: dice.choice(_LAWS[script]),
        "city": lambda: dice.choice(people.words("places.tsv")["city"]).written(script),
        "street": lambda: dice.choice(people.words("places.tsv")["street"]).written(script),
        "ref": lambda: values.reference(dice),
        "time": lambda: f"{dice.randint(8, 18)}h{dice.choice(('00', '15', '30', '45'))}",
        "percent": lambda: f"{dice.randint(1, 99)},{dice.randint(0, 9)} %",
        "year": lambda: str(dice.randint(2000, 2026)),
        "hash": lambda: f"{dice.getrandbits(64):016x}",
        "version": lambda: f"{dice.randint(0, 9)}.{dice.randint(0, 30)}.{dice.randint(0, 12)}",
        "office": lambda: dice.choice(_OFFICES[script]),
        "firm": lambda: dice.choice(_FIRMS),
        "box": lambda: f"{dice.choice(('contact', 'service.rh', 'info'))}@exemple.gov.ma",
        "number": lambda: str(dice.randint(10, 99_999)),
    }
    if form in makes:
        return makes[form]()
    return dice.choice(people.words("neutral.tsv")[form]).written(script)
