"""What a rule asks for, in a sentence: the form's own rules, those its fields imply, and a user's own."""

import re
from typing import NamedTuple

from toolkit.findings import Severity
from toolkit.form.model import Form
from toolkit.text import Text, catalogue, say


class RuleWords(NamedTuple):
    """A rule in words; `severity` is None where the rule itself has none (a user's own, what a block's properties ask)."""

    message: Text
    severity: Severity | None


_DIGEST = re.compile(r"-[0-9a-f]{8}$")
"""What tells two of a user's own expectations of one type apart, where they have no id of their own."""


def rule_words(form: Form, code: str) -> RuleWords:
    """The rule of a code as suites and tallies name it: a rule's, `<block or field>__<what is asked>` (of a list's
    column `<block>__<column>__...`), or the id of a user's own expectation, of which its type is told.
    """
    rule = next((rule for rule in form.rules if rule.code == code), None)
    if rule is not None:
        return RuleWords(rule.message, rule.severity)
    owner, _, asked = code.rpartition("__")
    label = _label(form, owner.rpartition("__")[2])
    key = f"rule_words.{asked}"
    if label is None or key not in catalogue():
        return RuleWords(say("rule_words.own", type=_DIGEST.sub("", code)), None)
    return RuleWords(say(key, label=label), None)


def _label(form: Form, owner: str) -> Text | None:
    for block in form.blocks:
        if block.id == owner:
            return block.label
        for item in block.fields:
            if item.code == owner:
                return item.label
    return None
