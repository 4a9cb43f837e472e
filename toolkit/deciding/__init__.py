"""What staff decide: one function a verb. Each finds what is meant, says what it is, and writes one decision down.

Nothing is judged anew here: the next `validate`, `merge`, `report` or `run` heeds what was decided.
"""

from toolkit.deciding.accepting import accept, refuse, waive
from toolkit.deciding.adjusting import adjust
from toolkit.deciding.correcting import correct
from toolkit.deciding.extending import extend, log
from toolkit.deciding.suggested import correct_as_suggested

__all__ = ["accept", "adjust", "correct", "correct_as_suggested", "extend", "log", "refuse", "waive"]
