"""The [[placeholders]] of a base document and what they ask for; all that is wrong with them is told at once."""

import re
from collections.abc import Sequence

from toolkit.errors import UsageError
from toolkit.files.fill_document_tags import Fault, Tag
from toolkit.form.model import FieldType, Form
from toolkit.report.placeholder_names import Asked, Names, Wants
from toolkit.text import Text, say

_NUMBER_BEFORE = re.compile(r"\d[.,]?$")
_NUMBER_BEHIND = re.compile(r"[.,]?\d|\s?[%‰]")
"""Digits and signs that would make another number of the one that comes in."""
_OF_ALL = re.compile(r"\s?/\s?\d")
"""Of how many units, behind how many said yes: that comes in with it."""


def resolve(tags: Sequence[Tag], forms: Sequence[Form], file: str) -> tuple[Asked, ...]:
    """What each placeholder of a base document asks for. Raises UsageError that tells every mistake of the document at
    once, each with its paragraph and the words around it.
    """
    names = Names(forms)
    asked: list[Asked] = []
    problems: list[Text] = []
    once: set[Wants] = set()
    counts_units = {
        (form.id, item.code)
        for form in forms
        for _, item in form.each_field()
        if item.type is FieldType.YES_NO
    }
    for tag in tags:
        found = _wrong(tag, names) if tag.fault else names.of(tag.words)
        if isinstance(found, Asked):
            problem = _misplaced(tag, found, once)
            if (found.form, found.code) in counts_units and not found.part and _OF_ALL.match(tag.after):
                problem = say("wording.of_all_units", name=tag.words)
            once.add(found.wants)
            asked.append(found)
        else:
            problem = found
        if problem is not None:
            problems.append(_told(tag, problem))
    if problems:
        raise UsageError("wording.tags", file=file, count=len(problems), problems=Text.joined("\n", problems))
    return tuple(asked)


def _wrong(tag: Tag, names: Names) -> Text:
    assert tag.fault is not None
    if tag.fault is Fault.EMPTY:
        return say("wording.empty", example=names.example)
    return say(f"wording.{tag.fault.value}")


def _misplaced(tag: Tag, asked: Asked, once: set[Wants]) -> Text | None:
    """Why a placeholder cannot stand where it does."""
    name = tag.words
    if asked.wants is Wants.FIELD and (_NUMBER_BEFORE.search(tag.before) or _NUMBER_BEHIND.match(tag.after)):
        return say("wording.touches_digits", name=name)
    if asked.wants in {Wants.BODY, Wants.ANNEXES}:
        if asked.wants in once:
            return say("wording.only_once", name=name)
        if not (tag.alone and tag.in_body and not tag.others):
            return say("wording.must_stand_alone", name=name)
    if asked.wants in {Wants.IDEAS, Wants.BASES} and tag.others:
        return say("wording.one_list", name=name)
    return None


def _told(tag: Tag, problem: Text) -> Text:
    where = say(f"wording.where_{tag.kind}", number=tag.paragraph)
    return say("wording.tag_at", where=where, around=tag.around, problem=problem)
