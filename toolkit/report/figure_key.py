"""What the key of a figure names: the total or the round it is of, and what is drawn from that.

A figure's key is "form/block/field/row/column" of its total, or the round's id, then "#" and a part where it prints
something drawn from that; some parts have an argument after a colon:

    (none)                          the total itself: count, amount, rate in per cent, number of units that say yes
    none                            that there is none, in words: "không có"; of a rate, nothing to compute it from
    num, den                        a rate's numerator and denominator
    stated, stated:low, stated:high a rate as units state it without its pair: the one of all, the lowest, the highest
    reporting, asked, stated_units  how many units have it, are asked for it, state it only; with ":communes" of communes,
                                    with ":PATH|PATH" of these totals as well, which a sentence says it of together
    every                           how many are asked, all of which answer
    held                            of how many units figures are held out of it
    answer                          what the only one that is asked answers, in words; its value is "1" or "0"
    adjustment                      what staff put on it; ":all" on the rows above it too, ":num", ":den" on a rate's parts
    share:CODE                      what per cent it is of another total of its form (in a grid, of the same row)
    direction:A                     the word for it: "tăng", "giảm", "bằng", "tương đương"; its value is "1", "-1" or "0"
    change:A percent:A times:A      by how much, by how many per cent of A, how many times A
    points:A                        by how many percentage points two rates differ
    base_state:A                    whether that is provisional or issued, in a word
    base:A                          the number that it is compared with (of so_far: what the year has come to)
    plan:P done:P                   what is planned for a period P, and what was reached of it
    of_plan:P over_plan:P           per cent of the plan that was reached; by how many per cent more was reached
    chart:all chart:most            a chart of its units, all of them or the highest (see `document.BarChart`)
    highest:N lowest:N              the figure of the communes of the N-th rank; `units` are their ids, with spaces between
    highest_name:N lowest_name:N    their names; the value is their ids

A is what it is compared with: the id of an earlier period ("2020", "2024-Q1"), "plan:P", or "so_far". With `units` the
first groups are those of one unit, in an annex; its cell has the value "" where it says no number. How many communes have
an idea has the key "form/block/code//" of the narrative with the parts reporting and asked, and in `units` the id of the
idea. Of the round: returned, expected, missing, rate (per cent of those expected that have returned), held_units, held,
late, impossible:FORM (what the totals are called that an adjustment makes so), status (the word for where the round
stands), as_of (the day that this is told of), missing_names (the value is their ids), and with `units` late_days,
held_fields (what the fields are called that are held) and presence (whether it has returned).
"""

from dataclasses import dataclass

from toolkit.form.model import Key


@dataclass(frozen=True, slots=True)
class At:
    """A figure's key, taken apart: `total` is None where it is of the round, whose id is `subject` then."""

    subject: str
    total: Key | None
    part: str = ""
    argument: str = ""


def at(figure_key: str) -> At:
    """What a figure's key names."""
    subject, _, drawn = figure_key.partition("#")
    part, _, argument = drawn.partition(":")
    path = subject.split("/")
    return At(subject, Key(*path) if len(path) == len(Key._fields) else None, part, argument)
