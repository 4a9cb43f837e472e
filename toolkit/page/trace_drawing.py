"""The tree of a number as a drawing: the total left, what it is made of to the right, the units at the end. Inline SVG."""

from dataclasses import dataclass
from html import escape

from toolkit.text import Lang, say
from toolkit.trace import told
from toolkit.trace.model import Node, Role

_WIDTH, _BOX, _GAP, _LINE, _PAD = 752, 200, 76, 11.5, 5
_ROW_HIGH = 15.0
_BETWEEN = 4.0
_SIDE_BY_SIDE = 3
_LETTERS = 39
_SMALL_LETTERS = 48


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its lines, the first bold; `kind` is its class; those `below` it stand to its right."""

    lines: tuple[str, ...]
    kind: str
    below: tuple["Box", ...] = ()
    sign: str = ""

    @property
    def own(self) -> float:
        """How high it is drawn."""
        return _ROW_HIGH if len(self.lines) == 1 else _PAD * 2 + _LINE * len(self.lines)

    @property
    def height(self) -> float:
        """How much room it and those below it take."""
        inside = sum(box.height for box in self.below) + _BETWEEN * max(len(self.below) - 1, 0)
        return max(self.own, inside)


def drawing(root: Node, lang: Lang, decimals: int, personal: bool) -> str:
    """The whole drawing."""
    tree = _box(root, lang, decimals, personal)
    parts = _drawn(tree, 0, 0.0)
    height = tree.height + 2
    title = root.label.in_(lang)
    style = (
        "<style>.b{fill:#f4f8fc;stroke:#1f4e79}.t{fill:#dce6f1;stroke:#1f4e79;stroke-width:1.6}.u{fill:#eef5ea;stroke:#5c8a3c}"
        ".a{fill:#fff3cd;stroke:#9a7800}.r{fill:#fff;stroke:#9aa7b4}path{fill:none;stroke:#7d93a8}"
        "text{font:9px 'Times New Roman','Liberation Serif',serif;fill:#1a1a1a}.h{font-weight:700}.v{font-size:11px}"
        ".s{font-size:12px;font-weight:700;fill:#1f4e79}</style>"
    )
    head = f'<svg viewBox="0 0 {_WIDTH} {height:.1f}" role="img" xmlns="http://www.w3.org/2000/svg">'
    return "\n".join((head, f"<title>{escape(title)}</title>", style, *parts, "</svg>"))


def _box(node: Node, lang: Lang, decimals: int, personal: bool, depth: int = 0) -> Box:
    """A total's box; there is room for three boxes side by side, so what stands third has nothing to its right."""
    value = told.value_words(node, decimals, personal).in_(lang)
    is_last = depth + 1 >= _SIDE_BY_SIDE
    below = [] if is_last else [_box(part, lang, decimals, personal, depth + 1) for part in node.parts]
    below += [] if is_last else [_adjustment(one.amount, one.ordered_by, lang) for one in node.adjustments]
    if node.units and not is_last:
        below.append(_units(node, lang))
    if node.role is Role.ROW:
        return Box(
            (f"{_cut(node.label.in_(lang).partition(': ')[0], _SMALL_LETTERS - 14)}: {value}",), "r", sign="+"
        )
    role = "" if node.role is Role.TOTAL else say(f"trace.role_{node.role.value}").in_(lang) + " – "
    lines = (*_broken(f"{role}{node.label.in_(lang)}", _LETTERS), value)
    return Box(lines, "t" if node.role is Role.TOTAL else "b", tuple(below), _sign(node))


def _sign(node: Node) -> str:
    if node.role is Role.DENOMINATOR:
        return ":"
    if node.role is Role.NUMERATOR:
        return ""
    return "−" if node.coefficient < 0 else "+"


def _adjustment(amount: object, ordered: str, lang: Lang) -> Box:
    from toolkit.decisions.told import signed

    words = say("trace.page_adjusted", amount=signed(amount)).in_(lang)  # type: ignore[arg-type]
    return Box((words, _cut(ordered, _LETTERS)), "a")


def _units(node: Node, lang: Lang) -> Box:
    counts = {"reporting": node.reporting, "asked": node.asked}
    outside = [f"{say(f'trace.how_{kind}').in_(lang)}: {count}" for kind, count in _outside(node)]
    lines = (say("trace.page_of_units", **counts).in_(lang), *(_cut(line, _LETTERS) for line in outside))
    return Box(lines if len(lines) > 1 else (*lines, ""), "u")


def _outside(node: Node) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for part in node.units:
        if not part.counted.is_in and part.counted.value != "not_asked":
            counts[part.counted.value] = counts.get(part.counted.value, 0) + 1
    return sorted(counts.items(), key=lambda one: -one[1])[:2]


def _drawn(box: Box, depth: int, top: float) -> list[str]:
    """A box and those below it, each joined to it by a line."""
    left = depth * (_BOX + _GAP)
    middle = top + box.height / 2
    y = middle - box.own / 2
    parts = [
        f'<rect class="{box.kind}" x="{left + 1}" y="{y + 1:.1f}" width="{_BOX - 2}" height="{box.own:.1f}" rx="3"/>'
    ]
    for at, line in enumerate(box.lines):
        kind = (
            "v h"
            if at == len(box.lines) - 1 and box.kind in "tb"
            else "h"
            if at == 0 and box.kind in "ua"
            else ""
        )
        if line:
            baseline = y + (11 if len(box.lines) == 1 else _PAD + _LINE * (at + 0.86))
            parts.append(f'<text class="{kind}" x="{left + 6}" y="{baseline:.1f}">{escape(line)}</text>')
    below = top + max(0.0, (box.height - _inside(box)) / 2)
    for child in box.below:
        to = below + child.height / 2 + 1
        start, end = left + _BOX - 1, left + _BOX + _GAP + 1
        parts.append(
            f'<path d="M{start} {middle + 1:.1f} C{start + 40} {middle + 1:.1f} {end - 40} {to:.1f} {end} {to:.1f}"/>'
        )
        if child.sign:
            parts.append(f'<text class="s" x="{end - 12}" y="{to - 2:.1f}">{child.sign}</text>')
        parts += _drawn(child, depth + 1, below)
        below += child.height + _BETWEEN
    return parts


def _inside(box: Box) -> float:
    return sum(child.height for child in box.below) + _BETWEEN * max(len(box.below) - 1, 0)


def _broken(text: str, letters: int) -> list[str]:
    """At most two lines."""
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) + 1 > letters and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 2 else [lines[0], _cut(" ".join(lines[1:]), letters)]


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1] + "…"


def shown_height(root: Node, lang: Lang, decimals: int) -> float:
    """How high the drawing is on paper, in millimetres."""
    return _box(root, lang, decimals, False).height * 188 / _WIDTH
