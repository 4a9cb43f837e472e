"""Where the title of a document that staff typed ends."""

import re

from lxml.etree import _Element

from toolkit.files.base_document_package import W
from toolkit.files.fill_document_text import stretches

_TITLE = re.compile(r"(?:báo cáo|report)\b", re.IGNORECASE)
_BEHIND = re.compile(r"(?:kính gửi|to:|căn cứ|[ivx\d]+\.\s)|.*[.,;:]$", re.IGNORECASE | re.DOTALL)
"""The first words below a title: whom it is to, a heading, or a sentence."""


def below_title(body: _Element) -> int:
    """At which place of a body stands what follows its heading "BÁO CÁO" and the lines of what it is about; 0 where no
    paragraph begins so.
    """
    title = next((at for at, one in enumerate(body) if _TITLE.match(_said(one))), None)
    if title is None:
        return 0
    behind = (
        at for at in range(title + 1, len(body)) if not (said := _said(body[at])) or _BEHIND.match(said)
    )
    return next(behind, len(body))


def _said(element: _Element) -> str:
    """A paragraph's words; of what is none nothing."""
    if element.tag != f"{W}p":
        return ""
    return "".join(one.text for one in stretches(element)).strip()
