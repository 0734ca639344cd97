"""What decides which terms a passage has, as digests that an index is kept with.

An index is made again when its terms would be others today, which for a million passages takes
long. So what is compared is what the analysis answers, not how it is written: `answers` of a probe.
To work these out takes half a second; where not a byte has changed (`sources`) nobody has to.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

import orjson

from siyada.language.headwords import Entry
from siyada.language.lexicon import lexicon
from siyada.language.tables import rows
from siyada.library import mending, terms
from siyada.library.document import Passage
from siyada.library.terms import FIELDS, of_passage

_FORMAT = 4
"""To be raised when what an index keeps of terms changes."""
_LANGUAGE = Path(str(resources.files("siyada.language")))
_EVERY = 40
"""Of so many words of a table one is in the probe."""
_CHUNK = 400
"""Words of a passage of the probe."""
_SENTENCES = (
    ("ary-Arab", "بغيت نجدد لاكارط ديالي ومالقيتش فين كيخلصو التنبر، عفاكم فهموني ﻻ ٠٦ ٢٠٢٦"),
    (
        "ary-Latn",
        "bghit njedded la carte dyali, ma3ndich l7ajz o makanl9ach fin kaykhelsso 3la lwra9",
    ),
    ("ary-Latn", "kifach ghadi ndir n9elleb 3la lmwa3id f lmo9ata3a, wach khassni nmchi ntbetlou"),
    ("ar", "يُودَعُ الطلبُ لدى مصالح الجماعة، وتُسلَّم الوثائق إلى أصحابها في أجل العالقة األشخاص"),
    (
        "fr",
        "Les intéressés déposeraient-ils l’extrait de naissance à l’état civil ? XIII, n° 12",
    ),
    (
        "es",
        "Los ciudadanos solicitan la renovación del permiso de conducir en las oficinas públicas",
    ),
    ("en", "Residents applying for renewed cards need certified copies of their documents"),
    (
        "ber-Latn",
        "Righ ad skergh takarḍa n tmagit inu, ur ssinegh mani yellan yirgazn d tmɣarin-nsn",
    ),
    ("zgh-Tfng", "ⵔⵉⵖ ⴰⴷ ⵙⴽⵔⵖ ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ ⵉⵏⵓ, ⵓⵔ ⵙⵙⵉⵏⵖ ⵎⴰⵏⵉ ⵍⵍⴰⵏ ⵢⵉⵔⴳⴰⵣⵏ"),
    ("", "Le numéro ﷺ ½ E-mail a_b@c.ma 3'ir ⵯ ـ İstanbul straße œuvre"),
)


@cache
def sources() -> str:
    """A digest of every byte that may decide."""
    total = sha256(f"{_FORMAT} {FIELDS}".encode())
    code = [*_LANGUAGE.rglob("*.py"), Path(terms.__file__), Path(mending.__file__)]
    for path in (*sorted(code), *_learned()):
        total.update(path.read_bytes())
    return total.hexdigest()


@cache
def answers() -> str:
    """A digest of the tables without their remarks, of the weights, and of a probe's terms."""
    total = sha256(f"{_FORMAT} {FIELDS}".encode())
    for path in _learned():
        data = path.read_bytes()
        if path.suffix == ".tsv":
            lines = data.splitlines()
            data = b"\n".join(line for line in lines if line and not line.startswith(b"#"))
        total.update(data)
    for passage in _probe():
        total.update(orjson.dumps(of_passage(passage)))
    return total.hexdigest()


def _learned() -> list[Path]:
    """The tables and the weights."""
    return sorted([*_LANGUAGE.glob("tables/*.tsv"), *_LANGUAGE.glob("weights/*")])


def _probe() -> Iterator[Passage]:
    """Passages of sentences, and of many words with what may be glued to them."""
    for tag, text in _SENTENCES:
        yield _passage(text, tag)
    for tag, words in _words():
        some = list(words)
        for at in range(0, len(some), _CHUNK):
            yield _passage(" ".join(some[at : at + _CHUNK]), tag)


def _passage(text: str, tag: str) -> Passage:
    return Passage("1", "1", text[:80], text, 0, len(text), tag)


def _words() -> Iterator[tuple[str, Iterable[str]]]:
    """Words by the language in which they are analysed."""
    entries = lexicon().entries[::_EVERY]
    darija = [_usual(entry) for entry in entries if entry.language == "ary"]
    tamazight = [_usual(entry) for entry in entries if entry.language == "zgh"]
    french = [entry.french[0] for entry in entries]
    arabizi = [latin.split()[0] for _, latin, *_ in rows("arabizi")[:: 4 * _EVERY] if latin]
    yield "ary-Arab", (f"{word} ال{word} و{word}هم ماكن{word}وش {word}ات" for word in darija)
    yield "ar", (f"{word} لل{word} سي{word} {word}ون {word}نا" for word in darija[::2])
    yield "ber-Latn", (f"{word} t{word}t i{word}n n{word} {word}-inu" for word in tamazight)
    yield "fr", (f"{word} l’{word} {word}s {word}ement" for word in french[::4])
    yield "es", (f"{word}ados {word}ción" for word in french[::9])
    yield "en", (f"{word}ing {word}s" for word in french[::9])
    # Turned round, most are words that nobody has met: these are spelt by the model.
    yield "ary-Latn", (f"{word} l{word} ka{word} {word}ha" for word in arabizi)
    yield "ary-Latn", (word[::-1] for word in arabizi)
    yield "und", (word for _, word, *_ in rows("stopwords")[::_EVERY])


def _usual(entry: Entry) -> str:
    return entry.headwords[0]
