"""Texts in TCVN3 or VNI to Unicode, and all texts to composed Unicode; what is good Unicode is never damaged.

Letters of these encodings surface as Latin-1 characters (see `legacy_tables`); fonts are no evidence, they outlive a
conversion. A cell is read as it stands and in each encoding, and the words of each reading are compared with the
spelling of Vietnamese (see `syllables`): the reading with the most syllables wins. A cell with letters that only
Unicode has (ạ, ế, ư) stays; one that reads equally well both ways follows the majority of its column.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import lru_cache

from toolkit.files.model import RawSheet, RawValue, RawWorkbook, cell_name
from toolkit.findings import Finding, Place, found
from toolkit.intake.legacy_tables import Encoding, to_unicode
from toolkit.intake.search import with_related
from toolkit.intake.syllables import is_syllable

NAME = -1
"""Row and column of a sheet's own name in `Modernised.originals`."""

_LATIN = "À-ÖØ-öø-ÿ"
# Signs that TCVN3 uses as letters (§ is Đ, « is ô): suspicious beside a letter only.
_SIGNS = "¡-®µ-¹»-¾×÷"
_ODD_LETTERS = "ÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþÿ"
_LETTER = f"A-Za-z{_LATIN}"
_ACCENTED = "àáâãèéêìíòóôõùúý"
"""The accented letters that Latin-1 and Vietnamese share."""
_BEHIND = {"a": "ê", "e": "", "i": "àáâãêôóú", "o": "àáãèéòó", "u": "àáâãêèéìíôòóùúý", "y": "êéèô", "ôö": ""}
"""Which of them may follow a vowel in Vietnamese; others are VNI's marks."""


_PAIRS = "|".join(
    f"(?<=[{vowel}{vowel.upper()}][{marks}{marks.upper()}])"
    for vowel, legal in _BEHIND.items()
    if (marks := "".join(letter for letter in _ACCENTED if letter not in legal))
)
# One character class in front lets the search skip all else quickly: this runs over every text of every workbook.
_SUSPICIOUS = re.compile(
    f"[\x80-\xffƉɖ](?:(?<=[\x80-\x9f{_ODD_LETTERS}Ɖɖ])|{_PAIRS}"
    f"|(?<=[{_LETTER}][{_SIGNS}])|(?<=[{_SIGNS}])(?=[{_LETTER}]))"
)
_WORD = re.compile(rf"[A-Za-z\x80-\x9f{_LATIN}{_SIGNS}\u0100-\u024f\u0256\u1ea0-\u1ef9\u0300-\u0323]+")
_ONLY_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
_LETTERS = re.compile(f"[{_LETTER}\u0100-\u1ef9]")
_MEASURE = re.compile("[µ¼½¾×÷][A-Za-z]{1,2}")
"""5 µm, ½ l, 3 ×m: no words."""
_EDGES = "«»·×÷§©®¡¬¦¨"
_LOOK_ALIKES = str.maketrans({"ð": "đ", "Ð": "Đ", "Ɖ": "Đ", "ɖ": "đ"})
_HALF = 0.5
_MARKS_OF_VNI = 0.35
"""VNI writes marks behind vowels: about 0.56 of its high characters follow one, of TCVN3's 0.14 to 0.18."""
_A_FEW = 3
_MOST_TEXTS = 10_000
"""Different texts of a workbook that are looked into; the others stay as they are, and are said to be unknown."""
_KEPT = 20_000
"""Texts, and words, of which it is remembered how they read: a column repeats its words, a round its labels."""

Spot = tuple[str, int, int]
"""Sheet, row and column."""


class Script(Enum):
    """How a text's letters are to be read. `LOOK_ALIKE`: Unicode, with the Icelandic or African letter for đ."""

    UNICODE = auto()
    LOOK_ALIKE = auto()
    TCVN3 = auto()
    VNI = auto()
    UNKNOWN = auto()


_ENCODINGS = {Script.TCVN3: Encoding.TCVN3, Script.VNI: Encoding.VNI}


@dataclass(frozen=True, slots=True)
class Modernised:
    """A workbook whose texts are Unicode NFC. `originals` has the text as found of every cell that was changed, by the
    sheet's new name, row and column (`NAME`, `NAME` for a sheet's own name); `findings` one a sheet and encoding.
    """

    raw: RawWorkbook
    originals: Mapping[Spot, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def modernise(raw: RawWorkbook) -> Modernised:
    """Read texts in TCVN3 or VNI as what they mean. A workbook without such texts comes back as it is, in little time."""
    if all(map(_is_modern, {text for _, text in _texts(raw) if not text.isascii()})):
        return Modernised(raw)
    found_as = {spot: text for spot, text in _texts(raw) if not text.isascii()}
    read_as = {
        text: readings(text) if at < _MOST_TEXTS else frozenset({Script.UNKNOWN})
        for at, text in enumerate(dict.fromkeys(found_as.values()))
    }
    scripts = _settled({spot: read_as[text] for spot, text in found_as.items()}, found_as)
    changed = {spot: new for spot, text in found_as.items() if (new := rewrite(text, scripts[spot])) != text}
    names = {sheet.name: changed.get((sheet.name, NAME, NAME), sheet.name) for sheet in raw.sheets}
    if len(set(names.values())) < len(names):
        names = {name: name for name in names}
    originals = {(names[spot[0]], *spot[1:]): found_as[spot] for spot in changed}
    findings = tuple(_findings(scripts, names))
    return Modernised(_rewritten(raw, changed, names), originals, findings)


@lru_cache(maxsize=_KEPT)
def _is_modern(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not _SUSPICIOUS.search(text)


@lru_cache(maxsize=_KEPT)
def readings(text: str) -> frozenset[Script]:
    """The ways to read one text's letters under which most of its words are Vietnamese syllables, seen for itself.

    More than one when they are equally good; empty when none makes it Vietnamese, though its letters are not Unicode's.
    """
    composed = unicodedata.normalize("NFC", text)
    words = [word for word in _WORD.findall(composed) if _tells(word)]
    mixed = _ONLY_UNICODE.search(composed) is not None
    scores = {
        script: sum(is_syllable(_reread(word, script, mixed).strip(_EDGES)) for word in words)
        for script in (Script.UNICODE, Script.LOOK_ALIKE, *_ENCODINGS)
        if script is Script.UNICODE or rewrite(composed, script) != composed
    }
    best = max(scores.values())
    if best < _HALF * len(words) and not mixed:
        return frozenset() if _SUSPICIOUS.search(composed) else frozenset({Script.UNICODE})
    tied = frozenset(script for script, score in scores.items() if score == best)
    if Script.UNICODE in tied:
        return frozenset({Script.UNICODE}) if mixed else tied - {Script.LOOK_ALIKE}
    return tied


@lru_cache(maxsize=_KEPT)
def _tells(word: str) -> bool:
    return not word.isascii() and bool(_LETTERS.search(word)) and not _MEASURE.fullmatch(word)


@lru_cache(maxsize=_KEPT)
def rewrite(text: str, script: Script) -> str:
    """A text in NFC, read in a script. In a text that also has letters only Unicode has, no more than its garbled words."""
    composed = unicodedata.normalize("NFC", text)
    if script is Script.UNICODE or script is Script.UNKNOWN:
        return composed
    if script in _ENCODINGS and not _ONLY_UNICODE.search(composed):
        return _reread(composed, script, mixed=False)
    return _WORD.sub(lambda match: _reread(match.group(), script, mixed=True), composed)


@lru_cache(maxsize=_KEPT)
def _reread(text: str, script: Script, mixed: bool) -> str:
    """Words in a script; a look-alike, or a word of a mixed text, only if that makes a syllable of what was none."""
    if script in _ENCODINGS:
        new = to_unicode(text, _ENCODINGS[script])
    elif script is Script.LOOK_ALIKE:
        new, mixed = text.translate(_LOOK_ALIKES), True
    else:
        return text
    if not mixed:
        return new
    garbled = _tells(text) and _SUSPICIOUS.search(text) and not is_syllable(text.strip(_EDGES))
    return new if garbled and is_syllable(new) else text


def _texts(raw: RawWorkbook) -> Iterator[tuple[Spot, str]]:
    """Every text with its spot, the sheets' names among them."""
    for sheet in raw.sheets:
        yield (sheet.name, NAME, NAME), sheet.name
        for row, cells in enumerate(sheet.rows):
            for col, value in enumerate(cells):
                if isinstance(value, str):
                    yield (sheet.name, row, col), value


def _settled(found: Mapping[Spot, frozenset[Script]], texts: Mapping[Spot, str]) -> dict[Spot, Script]:
    """One script a text. What can be read several ways follows its column's certain texts, else its sheet's."""
    columns: dict[tuple[str, int], Counter[Script]] = {}
    sheets: dict[str, Counter[Script]] = {}
    for (sheet, _, col), scripts in found.items():
        column, whole = columns.setdefault((sheet, col), Counter()), sheets.setdefault(sheet, Counter())
        if len(scripts) == 1:
            column.update(scripts)
            whole.update(scripts)
    settled = {}
    for spot, scripts in found.items():
        votes = columns[spot[0], spot[2]] or sheets[spot[0]]
        usual, text = _of_most(votes), texts[spot]
        if scripts <= _ENCODINGS.keys() and _is_one_word(text) and _makes_sense(text, usual):
            scripts |= usual
        settled[spot] = _elected(scripts or usual, votes, text)
    return settled


def _is_one_word(text: str) -> bool:
    return sum(map(_tells, _WORD.findall(text))) == 1


def _makes_sense(text: str, usual: frozenset[Script]) -> bool:
    """Whether a column's encoding leaves nothing garbled: NÑ alone is more likely NĐ in it than Nẹ in another."""
    return usual <= _ENCODINGS.keys() and not any(_SUSPICIOUS.search(rewrite(text, each)) for each in usual)


def _of_most(votes: Counter[Script]) -> frozenset[Script]:
    """The encoding that a text which is no Vietnamese (TV§T, Angiªri) is in: its column's, if that is beyond doubt."""
    script, count = max(votes.items(), key=lambda pair: pair[1], default=(Script.UNKNOWN, 0))
    sure = script in _ENCODINGS and count >= _A_FEW and count > _HALF * votes.total()
    return frozenset({script if sure else Script.UNKNOWN})


def _elected(scripts: frozenset[Script], votes: Counter[Script], text: str) -> Script:
    """The most voted for; among equals Unicode first, and of the encodings the one whose marks fit."""
    if len(scripts) == 1:
        return next(iter(scripts))
    high = [at for at, char in enumerate(text) if char > "\x7f"]
    marks = sum(at > 0 and text[at - 1].lower() in "aeiouy" for at in high)
    fits = Script.VNI if marks >= _MARKS_OF_VNI * len(high) else Script.TCVN3
    return max(
        (script for script in Script if script in scripts),
        key=lambda script: (votes[script], script is Script.UNICODE, script is fits),
    )


def _rewritten(raw: RawWorkbook, changed: Mapping[Spot, str], names: Mapping[str, str]) -> RawWorkbook:
    def renamed(spot: Spot) -> Spot:
        return names.get(spot[0], spot[0]), spot[1], spot[2]

    def cells(sheet: RawSheet) -> Iterable[tuple[RawValue, ...]]:
        touched = {row for name, row, _ in changed if name == sheet.name}
        for row, values in enumerate(sheet.rows):
            yield (
                tuple(changed.get((sheet.name, row, col), value) for col, value in enumerate(values))
                if row in touched
                else values
            )

    return replace(
        raw,
        sheets=tuple(
            replace(sheet, name=names[sheet.name], rows=tuple(cells(sheet))) for sheet in raw.sheets
        ),
        errors={renamed(spot): said for spot, said in raw.errors.items()},
        formulas={renamed(spot): said for spot, said in raw.formulas.items()},
        uncalculated=frozenset(map(renamed, raw.uncalculated)),
        percents=frozenset(map(renamed, raw.percents)),
        unclear={renamed(spot): said for spot, said in raw.unclear.items()},
    )


def _findings(scripts: Mapping[Spot, Script], names: Mapping[str, str]) -> Iterator[Finding]:
    for sheet, name in names.items():
        here = {spot[1:]: script for spot, script in scripts.items() if spot[0] == sheet and spot[1] != NAME}
        for script in (*_ENCODINGS, Script.UNKNOWN):
            places = [
                Place(sheet=name, cell=cell_name(*at)) for at, read_as in here.items() if read_as is script
            ]
            if not places or (script is Script.UNKNOWN and not _A_FEW <= len(places) > _HALF * len(here)):
                continue
            said = (
                found("NUM-031", places[0], encoding=_ENCODINGS[script].value, count=len(places))
                if script in _ENCODINGS
                else found("NUM-032", places[0], count=len(places))
            )
            yield with_related(said, places[1:])
