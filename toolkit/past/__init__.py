"""What the register knows of other periods, for a round's totals: across a reform too, where units were others then."""

from toolkit.past.compare import against_parts as against_parts
from toolkit.past.compare import comparisons as comparisons
from toolkit.past.territory import successions as successions
from toolkit.past.territory import territory_told as territory_told
