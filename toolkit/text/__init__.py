"""Words and numbers as a person reads them: the message catalogue, Vietnamese names, printed numbers."""

from toolkit.text.catalogue import Lang, Text, catalogue, say
from toolkit.text.numbers import number_text, padded_text, write_number, write_padded, write_rate
from toolkit.text.vietnamese import fold, nfc, printable, same_name, sort_key

__all__ = [
    "Lang",
    "Text",
    "catalogue",
    "fold",
    "nfc",
    "number_text",
    "padded_text",
    "printable",
    "same_name",
    "say",
    "sort_key",
    "write_number",
    "write_padded",
    "write_rate",
]
