"""Health: words of illness that are said of someone, not illness in general."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from siyada.language.identify import Language
from siyada.shield.phrases import Found, Phrases
from siyada.shield.reading import Reading, Sign
from siyada.shield.span import CONTEXT, LABEL, LEXICON, Span
from siyada.shield.tables import rows

HEALTH = "HEALTH"
_REACH = 48
"""Characters before an illness in which the words that say whose it is may stand."""
_DEGREE = re.compile(
    r"(?:(?:,? (?:de )?(?:type|stade) [1-4i]+|[ \-](?:19|21|b|c)(?!\w)"
    r"|,? (?:chronique|aigue?|severe|avancee?|metastatique|المزمن|المزمنه|الحاد|الحاده)(?!\w)"
    r"|,? (?:من النوع (?:الاول|الثاني)|النوع [12])(?!\w)"
    r"| (?:d['’]effort|d['’]origine [a-z]{4,14}|de grossesse|de l['’](?:enfant|adulte|adolescent)"
    r"|du (?:nourrisson|sujet age)|professionnel(?:le)?|allergique|saisonniere?|ديال الحمل)(?!\w)"
    r"|[ \-](?:insulino[ \-]?dependante?|non insulino[ \-]?dependante?|a angle (?:ouvert|ferme)|ss"
    r"|gauche|droite?|au stade terminal|en phase terminale|lombaire|cervicale?)(?!\w)"
    r"| [a-z]{3,14}(?:iques?|ives?|aires?|eales?|erales?|itales?|onales?|inales?|entielles?|ielles?"
    r"|euses?|euxs?|iennes?|inees?|isees?|igene|oide|forme)(?!\w)"
    r"| (?:ال)?(?:منجلي|حاد|حاده|مزمن|مزمنه|وراثي|وراثيه|خبيث|خبيثه|حميد|كلوي|كلويه|قلبي|قلبيه|رءوي"
    r"|رئوي|رئويه|رييوي|دماغي|دماغيه|نصفي|نصفيه|شديد|شديده|نفسي|نفسيه|عقلي|عقليه|حركي|حركيه|ذهني"
    r"|ذهنيه|بصري|بصريه|سمعي|سمعيه|جلدي|جلديه|طالع|هابط|مرتفع|الرضاعي|الشرياني)(?!\w)){1,2})?"
)
_PLACES = (
    "الدماغ|المخ|الراس|القلب|الريه|الكبد|الكلي|المعده|العين|العينين|الاذن|الساق|اليد|الرجل|الركبه"
    "|الكتف|الظهر|العمود الفقري|الورك|الفخذ|الحوض|الصدر|الثدي|البطن|الرقبه|العنق|الكاحل"
    "|الذراع|المعصم"
    "|الانف|الجمجمه|الدم|العظام|المفاصل|العضلات|الجلد|الرحم|المبيض|البروستات|القولون|الامعاء|المثانه"
    "|الحنجره|الغده الدرقيه|(?:l|r)?e?rjel|rje?l|l?yedd?|ras|rras|l?dher|dhar|ssder|sder|l9elb"
    "|lkebda|ktef|lktef|rekba|rrekba|3in|l3in|cheville|genou|poignet|bras|jambe|hanche|epaule|main|pied|tete|dos"
    "|bassin|doigt|coude|sein|poumon|foie|colon|rein|pancreas|estomac|prostate|uterus|gorge|larynx|oeil"
)
"""Parts of the body that follow an injury or an illness and belong to it."""
_AT = re.compile(
    r" (?:في |ف ?|ديال |d |dyal |f |fi |de la |du |de l['’]|a la |au |a l['’]|des |aux )?"
    rf"(?:{_PLACES})"
    r"(?: (?:gauche|droite?|الايمن|اليمني|الايسر|اليسري))?(?!\w)"
)
_HEADINGS = (
    r"maladies?(?: chroniques?)?|pathologies?|affections?|handicaps?|type de handicap|allergies?"
    r"|antecedents?(?: medicaux| familiaux| personnels| chirurgicaux)?|atcds?"
    r"|diagnostics?(?: retenu| medical| principal)?|dg|dx|diagnosis"
    r"|etat de sante|probleme de sante|problemes de sante|ald"
    r"|التشخيص|تشخيص|السوابق(?: المرضيه| الطبيه)?|سوابق مرضيه|(?:نوع )?(?:ال)?مرض(?:ه|ها)?|الامراض"
    r"|(?:نوع )?الاعاقه|الحاله الصحيه|المشكل الصحي|الحساسيه|lmard|lmerd|lmrd|mard|merd|l3ilaj"
    r"|ⵜⴰⵎⴰⴹⵓⵏⵜ|ⴰⵟⵟⴰⵏ|ⴰⵟⵟⴰⵏ ⵏⵏⵙ|tamadunt|tamaḍunt|attan|aṭṭan"
)
"""Headings under which stands what somebody suffers from."""
_OWNED = re.compile(
    rf"(?<!\w)(?:(?:mon|ma|son|sa|leur|votre)\s|(?:{_HEADINGS}|motif(?: medical| d absence"
    r"| d'absence| de consultation| d'hospitalisation| du conge| de l'absence)?|justification"
    r"|traitement en cours pour|observations?|remarques?|reserves?|cause du deces|cause"
    r"|سبب الغياب|سبب الوفاه|سبب الاستشفاء|السبب|ملاحظات?|الملاحظه|terrain)"
    r"(?: ?/ ?[^\W\d]{2,12})?[\"']{0,2}\s?[:=]\s?[\"']?)\Z"
)
"""What says right before an illness that somebody has it: `mon asthme`, `Maladie : asthme`."""
_OWNER = 40
"""Characters of that, at most."""
_HEADED = re.compile(rf"(?<!\w)(?:{_HEADINGS})[\"']{{0,2}}[ \t]?\Z")
"""Such a heading right before the sign behind it."""
_LONGEST = 32
"""Characters of that, at most."""
_ASSIGNS = re.compile(r"[:=]")
_FIELD = re.compile(
    r"[ \t]?[\"']?"
    r"(?P<value>[^\W\d_][^\n\"|;:,،.؛(]{2,60}?)(?=\s*(?:[\"|;,،.؛(<]|'(?!\w)|\n|$))"
)
"""What stands behind the sign, whatever it is: no table holds every illness."""
_SUFFERED = Sign(
    re.compile(
        r"(?<!\w)(?:(?:souffr(?:e[sz]?|ante?s?|ai[st]|aient|i[st]|irent|ir|ir[ae]i?|ions|iez|ons|ent)|souffert|atteinte?s?|diagnostic|victime"
        r"|porteu(?:r|se)) d(?:e la |e l['’]|u |es |['’]une? |e |['’])"
        r"|و?[يتان]عاني من |و?(?<!ال)مصابه? (?:ب|من )|و?اصيبت? (?:ب|من )"
        r"|[ktn]a?[ytn]?3ani (?:mn|men) "
        r"|allergi(?:que|es?) (?:aux? |a (?:la |l['’])?)|allergic to "
        r"|mrida? b |msaba? b |مريضه? ب|كي?عاني من )"
        r"(?:(?:مرض|داء|lmard dyal|lmerd dyal|مرض ديال) )?"
        r"(?P<value>[^\W\d_]{3,}(?:[ '’\-][^\W\d_]+){0,4}?)"
        r"(?=\s?[.,;:!?،؛؟()\n\"]|\s(?:et|qui|depuis|avec|ce|je|il|elle|donc|mais|منذ|مما|وهو|وهي|الامر"
        r"|ويحتاج|وتحتاج|w|o|ou|hadi|men|mn|من|حسب)\s|\sو[\u0620-\u064a]|$)"
    ),
    (
        *("souff", "attein", "diagnostic d", "victime d", "porteu", "mrid", "msab", "3ani m"),
        *("allergi",),
        *("عاني من ", "مصاب", "اصيب", "مريض"),
    ),
)
"""In a file of somebody, what is said right behind words of suffering, whatever it is."""
_NOTHING = re.compile(
    r"(?:neant|aucune?s?|ras|rien|non|oui|none|normale?|inconnue?|a preciser|sans|pas d|en cours"
    r"|negatif|لا |ليس|بدون|سليم|غير|عادي|لاشيء|walo|makaynch|والو|ماكاين|n/?a)(?!\w)|.*\d{4}"
)
"""What says there that it is nothing."""
_OF_THINGS = re.compile(
    r"(?:manque|retard|probleme|absence|vol|agression|escroquerie|fraude|accident|violence"
    r"|harcelement|nuisance|bruit|injustice|malfacon|defaut|coupure|une?|نقص|تاخر|تاخير|مشكل|مشاكل"
    r"|غياب|ضعف الخدم|الاقصاء|التهميش|الهشاشه|الفقر|البطاله|انقطاع|تماطل|ضجيج|الضجيج|سرقه"
    r"|اعتداء|حادث|نصب|ظلم)"
)
"""What one suffers from that is no illness."""
_BLOOD = re.compile(
    r"[\"']?\s?[:=]?\s?[\"']?(?:ab|a|b|o) ?(?:\+|-|positif|negatif|rh ?[+\-])?(?!\w)"
)
"""The group itself behind the words `groupe sanguin`."""
_OF_BLOOD = frozenset({"groupe sanguin", "فصيله الدم"})
_ORGANS = frozenset(
    {"coeur", "cœur", "foie", "rein", "reins", "القلب", "قلب", "الكبد", "الكلي", "lkebda", "kebda"}
    | {"l9elb", "lqelb", "lcolon", "lkolon", "الكولون", "lghoda"}
)
"""Parts of the body that are an illness right behind words of suffering only: not `mon cœur`."""
_SALT = frozenset({"sel", "sell", "ssel", "ssell", "lsel", "lsell"})
"""Tuberculosis in Darija and Tamazight (السل); in French the first of them is salt."""
_ILL_WITH = re.compile(
    r"(?<!\w)(?:(?:mri+de?a?|merda?|msaba?|mardt|merdat?) (?:b|bel|b had)"
    r"|[yt]ude?n(?: [^\W\d_]+){0,3} s(?:er|eg|eb)?) \Z"
)
"""What says in Arabizi and Tamazight right before an illness that somebody has it."""
_SUGAR = frozenset(
    {"sokar", "sokkar", "sukkar", "sukar", "soukar", "soukkar", "ssoukar", "ssoukkar", "seker"}
    | {"sker", "ssker", "السكر", "سكر"}
)
_EATEN = re.compile(
    r"(?<!\w)(?:[nytk]?[ayt]{0,2}(?:7bes|hbes|9ess|qess|n9ess|nqess|n9es|9t3|qt3|kter|chri|akol|akel|chrob)"
    r"[iou]{0,2}|(?:kilo|sachet|bakiya|chwiya|3l9a|mel3a9a) ?(?:d|dyal)?|bla|atay b|l9ahwa b"
    r"|[نيتك]{1,2}(?:حبس|نقص|قطع|شري|اكل|شرب|كثر)[يو]?|كيلو(?: ديال)?|شويه(?: د| ديال)?|بلا)"
    r" (?:(?:mn|men|l|f|had|من|ف|ل) )?\Z"
)
"""What says right before sugar that it is what one eats, buys, or gives up."""
_WITH_CHILD = frozenset({"7amla", "hamla", "حمله"})
_CAMPAIGN = re.compile(
    r" (?:fabor|fabour|bla flous|gratuite?|dyal|d|n|l|ta7sissi|tahsissi|tbiya|tibbiya|f nhar)(?!\w)"
)
_HOLDS = re.compile(r"(?<!\w)(?:dayra?|dayrin|daro|dar|darat|ghadi ydirou?|kaydiro?|wa7d l?) \Z")
"""What shows that a word for a woman with child is rather a campaign: `dayr 7amla fabor`."""
_MEAL = 24
"""Characters of that, and of whom an illness has got, at most."""
_SUFFERER = 60
_BESIDE = 12
"""Characters between such words and a part of the body, at most."""
_IN_GENERAL = re.compile(
    r"(?<!\w)(?:(?:ال)?(?:فيروس|فيروسات|لقاح|لقاحات|تلقيح|فاكسان|مضادات|مكافحه|محاربه|وقايه|كشف)"
    r"|جمعيه|جمعيات|اخصاييه?|طبيب|مصلحه|مرضي|(?:لا|ولا) [يت]عاني|خال"
    r"|virus|vaccins?|(?<!combat )(?<![ms]on traitement )contre"
    r"|depistage|prevention|lutte|association|federation|journee"
    r"|pas|aucune?|sans|absence|specialiste|specialisee?|service|centre|ni)"
    r" (?:(?:d[eu'’]s?|l[ae'’]|en|pour|dyal|ديال|ضد|من|في|عن) ?)*\Z"
)
"""What says right before an illness that nobody has it: a virus, a vaccine."""
_HEADING = re.compile(r"\s?[:=](?!\S{3})")
"""Behind a word of illness that is a label: `Maladie chronique : asthme`."""
_WIDEST = 28
"""Characters of that, at most."""
_SHORT = frozenset({"hta"})
"""Illnesses that are written in capitals only: `hta` is a word of Darija."""
_CAUSED = 24
"""Characters between words of a cause or a remedy and the illness, at most."""
_SAYING = frozenset({"sufferer", "being", "cause"})
_ANY_PATIENT = "المصاب"
"""How what is said of whoever suffers begins: على المصابين بالصرع."""
_WHOEVER = re.compile(
    r"(?:^|[.!?؟،,;:\n\"«»)*•\-] ?\n?|\s(?:w|و|o|ou|et|walakin|ولكن|mais) )"
    r"(?:و?(?:ا?ل)?ل[يى]|و?من كان|(?:وكل|كل|لكل) من|w?(?:e?l)?li|wanna|wenna|winna|tanna"
    r"|ⵡⴰⵏⵏⴰ|ⵡⵉⵏⵏⴰ|ⵜⴰⵏⵏⴰ|(?:toute|chaque) personne|tou(?:s|tes) ceux|quiconque"
    r"|(?:pour )?(?:ceux|celles|celui|celle) qui"
    r"|si (?:on|vous|tu)|w?ila(?: kan)?|(?:و?ال[اي]|و?اذا)(?: كان)?|whoever"
    r"|anyone who)(?: \w+){0,2} \Z"
)
"""What begins, with a sentence or a part of it, what is said of whoever it is: لي عندو السكر."""
_OF_SOMEBODY = frozenset({"PERSON", "TITLE", "ROLE", "CIN", "DATE_OF_BIRTH", "MASSAR", "CNSS"})
_IDENTIFIERS = frozenset({"CIN", "DATE_OF_BIRTH", "MASSAR", "CNSS", "PASSPORT", "PHONE"})
"""Kinds of labels of which one, beside a word that announces a name, shows a file of somebody."""
_TITLE = "TITLE"
_NAMED = frozenset({"PERSON", _TITLE, "ROLE"})
_FIGURES = re.compile(r"\d{5}|\d\d(?:[ .\-]\d\d){3}")
_CELL = re.compile(r"(?:[:=|;\t>]\s?[\"']?|[,\"(](?!\s)|\n\s?[\-•*]\s?)\Z")
"""Before what fills a field, a cell of a table, or a line of a list."""
_SENTENCE = re.compile(
    r"(?<![ .(\n][A-Z])(?<!\bM)(?<!\bMme)(?<!\bMlle)(?<!\bMM)(?<!\b[DP]r)(?<!\bMe)\.\s|[!?؟\n]\s"
)
"""What ends a sentence, which the point of a title or an initial does not."""


@cache
def _phrases() -> Phrases:
    """Words of illness, and words that say that someone has it."""
    return Phrases("health-words", rows("health-words"))


class Health:
    """The recogniser of what law 09-08, article 1(3), says of health."""

    @property
    def kinds(self) -> frozenset[str]:
        """HEALTH."""
        return frozenset({HEALTH})

    def find(self, reading: Reading, language: Language | None) -> Iterable[Span]:
        """The illnesses of people. `Le diabète est une maladie` is about nobody."""
        del language
        return _find(reading)


def _find(reading: Reading) -> Iterator[Span]:
    said = _Said(reading)
    for found in _phrases().find(reading.text, reading.words, reading.marks):
        kind = found.kinds[0]
        if kind in _SAYING:
            said.note(kind, found)
        elif kind == "told":
            span = _told(reading, found)
            if span:
                yield span
        elif not _is_of_nobody(reading, found, said.sufferer) and said.of(kind, found.start):
            organ = _AT.match(reading.folded, found.end)
            end = organ.end() if organ else found.end
            degree = _DEGREE.match(reading.folded, end)
            end = degree.end() if degree else end
            yield Span(found.start + found.glued, end, HEALTH, 0.8, CONTEXT)
            said.sufferer = end
    if _is_a_file(reading):
        yield from _fields(reading)


def _fields(reading: Reading) -> Iterator[Span]:
    """What a file of somebody has under the heading of his illness."""
    folded, done = reading.folded, 0
    for sign in _ASSIGNS.finditer(folded):
        at = sign.start()
        if at < done or not _HEADED.search(folded, max(done, at - _LONGEST), at):
            continue
        match = _FIELD.match(folded, at + 1)
        if match:
            done = match.end()
            if not _NOTHING.match(match["value"]):
                yield Span(*match.span("value"), HEALTH, 0.75, LABEL)
    if not reading.holds(_SUFFERED):
        return
    for match in _SUFFERED.shape.finditer(folded):
        if not _OF_THINGS.match(match["value"]):
            yield Span(*match.span("value"), HEALTH, 0.7, CONTEXT)


def _told(reading: Reading, found: Found) -> Span | None:
    """What says of somebody how he is by itself; of a group of blood, which."""
    blood = _BLOOD.match(reading.folded, found.end)
    grouped = reading.folded[found.start + found.glued : found.end] in _OF_BLOOD
    if grouped and not blood:
        return None
    end = blood.end() if blood and grouped else found.end
    return Span(found.start + found.glued, end, HEALTH, 0.8, LEXICON)


@dataclass(slots=True)
class _Said:
    """What a text has said of somebody as far as it was read: where that ended."""

    reading: Reading
    sufferer: int = -1_000
    being: int = -1_000
    cause: int = -1_000

    @property
    def _titles(self) -> Iterator[int]:
        """Where the titles of people end: what is behind one says how he is, without a verb."""
        return (label.end for label in self.reading.labels if label.kinds[0] == _TITLE)

    def note(self, kind: str, found: Found) -> None:
        """Note that somebody suffers or is something, or why or against what something is done."""
        if kind == "cause":
            self.cause = found.end
            return
        general = self.reading.folded.startswith(_ANY_PATIENT, found.start + found.glued)
        general = general and not self._of_somebody
        if kind == "sufferer" and not (general or _is_whoever(self.reading, found.start)):
            self.sufferer = found.end
        self.being = max(self.being, found.end)

    def of(self, kind: str, start: int) -> bool:
        """Whether it is said of somebody what begins at a place: an `illness` or a `quality`."""
        if _is_owned(self.reading, start):
            return True
        if _reaches(self.reading.text, self.being if kind == "quality" else self.sufferer, start):
            return True
        if kind == "quality":
            return any(
                end <= start and _reaches(self.reading.text, end, start) for end in self._titles
            )
        if not self._of_somebody:
            return False
        near = start - self.cause < _CAUSED and _reaches(self.reading.text, self.cause, start)
        return near or (_is_a_file(self.reading) and _is_a_field(self.reading, start))

    @property
    def _of_somebody(self) -> bool:
        """Whether a name or a number is announced anywhere."""
        return not self.reading.kinds_of_labels.isdisjoint(_OF_SOMEBODY)


def _is_a_file(reading: Reading) -> bool:
    """Whether a name is announced and an identifier labelled: what is said there is somebody's."""
    kinds = reading.kinds_of_labels
    if kinds.isdisjoint(_IDENTIFIERS) or kinds.isdisjoint(_NAMED):
        return False
    return _FIGURES.search(reading.text) is not None


def _is_a_field(reading: Reading, start: int) -> bool:
    """Whether an illness begins a field, a cell of a table or a line of a list."""
    return _CELL.search(reading.text, max(0, start - 4), start) is not None


def _reaches(text: str, said: int, start: int) -> bool:
    """Whether what was said of someone still holds: near, and in the same sentence."""
    return start - said < _REACH and not _SENTENCE.search(text, said, start)


def _is_of_nobody(reading: Reading, found: Found, said: int) -> bool:
    """Whether an illness is rather a part of the body, a virus, or another word."""
    start = found.start + found.glued
    spelt = reading.folded[start : found.end]
    if not _ORGANS.isdisjoint((spelt, found.word)) and start - said >= _BESIDE:
        return True
    if spelt in _WITH_CHILD and (
        _CAMPAIGN.match(reading.folded, found.end)
        or _HOLDS.search(reading.folded, max(0, start - 16), start)
    ):
        return True
    if spelt in _SALT:
        return _ILL_WITH.search(reading.folded, max(0, start - _SUFFERER), start) is None
    if spelt in _SUGAR and _EATEN.search(reading.folded, max(0, start - _MEAL), start):
        return True
    if spelt in _SHORT and (
        not reading.text[start : found.end].isupper() or reading.text.isupper()
    ):
        return True
    if _HEADING.match(reading.folded, found.end):
        return True
    return _IN_GENERAL.search(reading.folded, max(0, start - _WIDEST), start) is not None


def _is_whoever(reading: Reading, start: int) -> bool:
    """Whether words that say that somebody is ill say it of whoever is: of nobody in particular."""
    return _WHOEVER.search(reading.folded, max(0, start - _OWNER), start) is not None


def _is_owned(reading: Reading, start: int) -> bool:
    """Whether the words right before an illness say that it is somebody's."""
    return _OWNED.search(reading.folded, max(0, start - _OWNER), start) is not None
