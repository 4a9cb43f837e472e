"""How wide a line of text is: enough to draw a line as long as it, and to see whether one is."""

import unicodedata

# Advance widths of Times Bold in thousandths of its size.
_WIDTHS = dict(zip(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz -",
    (722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000,
     722, 722, 667, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333,
     556, 500, 722, 500, 500, 444, 250, 333),
    strict=True,
))  # fmt: skip
_OTHER = 500


def bold_width(text: str, size: float) -> int:
    """How wide a bold line of Times New Roman of `size` points is, in twentieths of a point, to within a few per cent."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    thousandths = sum(_WIDTHS.get(char, _OTHER) for char in plain if not unicodedata.combining(char))
    return round(thousandths * size * 20 / 1000)
