"""Whether a word can be a Vietnamese syllable: onset, rhyme and tone, as the spelling allows them.

A coarse test (it also lets pass syllables that no word uses). It tells which reading of garbled letters is Vietnamese.
"""

import unicodedata
from functools import lru_cache

_CONSONANTS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_VOWELS_AND_ENDS = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y yêm yên yêng yêt yêu ych ynh yt
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uên uênh uêt uêu ui um un ung uôc uôi uôm uôn uông uôt uơ uơn up ut
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu uă uăn uăng uăt
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
"""
_ONSETS = frozenset({"", *_CONSONANTS.split()})
_RHYMES = frozenset(_VOWELS_AND_ENDS.split())
_VOWELS = "aăâeêioôơuưy"
_MARKED = "ăâêôơư"
_EITHER = frozenset({"oa", "oe", "uy"})
_STOPS = ("c", "ch", "p", "t")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SHARP_TONES = frozenset("\u0301\u0323")
_LONGEST_ONSET = 3


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word (any case, any composition) is spelt as one Vietnamese syllable can be, tone included."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [(at, char) for at, char in enumerate(parts) if char in _TONES]
    if len(tones) > 1:
        return False
    tone = tones[0][1] if tones else ""
    plain = unicodedata.normalize("NFC", parts.replace(tone, ""))
    at = len(unicodedata.normalize("NFC", parts[: tones[0][0]])) - 1 if tones else -1
    for length in range(min(_LONGEST_ONSET, len(plain)) + 1):
        onset, rhyme = plain[:length], plain[length:]
        if onset not in _ONSETS or (rhyme.endswith(_STOPS) and tone not in _SHARP_TONES):
            continue
        if rhyme in _RHYMES and (not tone or at - length in _bearers(rhyme)):
            return True
    return False


def _bearers(rhyme: str) -> set[int]:
    """Where a rhyme's tone may stand: on the vowel with a mark (the last of two), else before the end; hoà and hòa."""
    marked = [at for at, char in enumerate(rhyme) if char in _MARKED]
    if marked:
        return {marked[-1]}
    vowels = [at for at, char in enumerate(rhyme) if char in _VOWELS]
    if len(vowels) == 1 or rhyme[-1] not in _VOWELS:
        return {vowels[-1]}
    if rhyme in _EITHER:
        return {0, 1}
    return {len(vowels) // 2 if len(vowels) == len("oai") else 0}
