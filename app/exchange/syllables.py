"""Whether a word could be a Vietnamese syllable: by its shape, not by a dictionary."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from app.domain.text import nfc

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng
_TONES_BEFORE_STOPS = {"\u0301", "\u0323"}
_STOPS = ("c", "ch", "p", "t")
_ONSET_LIST = "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x"
_RIME_LIST = (
    "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu "
    "iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng "
    "oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ uy uya uych uyn uynh uyp uyt uyu uyên "
    "uyêt uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "y ych ynh yt yêm yên yêng yêt yêu"
)
_ONSETS = tuple(_ONSET_LIST.split())
_RIMES = frozenset(_RIME_LIST.split())


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """ "Nguyễn", "hoà" and "hòa" are; "café", "Nguyeãn" and "B¶n" are not."""
    bare, tones = "", ""
    for mark in unicodedata.normalize("NFD", word.casefold()):
        if mark in _TONES:
            tones += mark
        else:
            bare += mark
    bare = nfc(bare)
    return len(tones) <= 1 and any(
        rime in _RIMES and (tones in _TONES_BEFORE_STOPS or not rime.endswith(_STOPS))
        for rime in _rimes_of(bare)
    )


def _rimes_of(bare: str) -> list[str]:
    """What may remain behind an onset, none included: "gi" is g + i and gi + nothing."""
    return [bare, *(bare.removeprefix(onset) for onset in _ONSETS if bare.startswith(onset))]
