"""What parts of a document are counted by where not by digits: Roman numerals, and letters of the Vietnamese alphabet."""

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters that mark items, in their order; f, j, w, z and those with other marks than đ's do not."""
_SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """A number as a Roman numeral in capitals, "" below 1."""
    words, rest = "", max(0, number)
    for worth, signs in _SIGNS:
        times, rest = divmod(rest, worth)
        words += signs * times
    return words


def from_roman(words: str) -> int | None:
    """The number that a Roman numeral in capitals says; None of what is written in no such way ("IIII", "x", "")."""
    number, at = 0, 0
    for worth, signs in _SIGNS:
        while words.startswith(signs, at):
            number, at = number + worth, at + len(signs)
    return number if number and roman(number) == words else None


def letter(number: int) -> str:
    """The letter of the item that is the `number`-th of its list, from 1; past the last one they begin anew."""
    return LETTERS[(number - 1) % len(LETTERS)]
