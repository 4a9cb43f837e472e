"""The table of mess, for a terminal and for docs/reliability.md."""

import sys

from tests.mess.run import ALL, Tally


def traced(name: str) -> bool:
    """Whether every kind of a pair leaves a trace in the file."""
    return all(ALL[part].trace for part in name.split("+"))


def print_plain(tallies: dict[str, Tally], examples: int) -> None:
    """One line a kind, then its first wrong entries with what makes them again."""
    print(f"{'kind':28} {'fills':>5} {'entries':>8} {'recovered':>9} {'flagged':>8} {'wrong':>6}  asked")
    for name, tally in tallies.items():
        many = max(tally.entries, 1)
        bound = max(ALL[part].bound for part in name.split("+"))
        marks = "" if traced(name) else " (no trace)"
        marks += "" if tally.flagged <= bound * many else " FLAGGED TOO OFTEN"
        marks += " WRONG" if tally.wrong and traced(name) else ""
        why = "" if bound == 1 or not tally.flagged else f" {dict(sorted(tally.reasons.items()))}"
        print(
            f"{name:28} {tally.fills:5} {tally.entries:8} {tally.recovered / many:9.1%} {tally.flagged / many:8.1%} "
            f"{tally.wrong:6}  {tally.asked or ''}{marks}{why}"
        )
        for example in tally.examples[:examples] if traced(name) else ():
            print(f"    --kind {name.replace('+', ' --kind ')} {example}")
    print(f"wrong in all: {sum(tally.wrong for name, tally in tallies.items() if traced(name))}")


def print_markdown(tallies: dict[str, Tally]) -> None:
    """A table by subject, and the named exceptions with their reasons."""
    print("| kind | what happens | fills | entries | recovered | flagged | wrong |")
    print("|---|---|---:|---:|---:|---:|---:|")
    subject = ""
    for name, tally in tallies.items():
        kind, many = ALL[name], max(tally.entries, 1)
        if kind.subject != subject:
            subject = kind.subject
            print(f"| **{subject}** | | | | | | |")
        print(
            f"| `{name}` | {kind.about} | {tally.fills} | {tally.entries} | {tally.recovered / many:.1%} | "
            f"{tally.flagged / many:.1%} | {tally.wrong}{'' if kind.trace else ' (no trace)'} |"
        )
    print("\n| exception | why flagging is right |\n|---|---|")
    for name, kind in ALL.items():
        if kind.excused and kind.trace:
            print(f"| `{name}` | {kind.excused} |")
    for name, tally in tallies.items():
        for example in tally.examples if traced(name) else ():
            print(f"{name} {example}", file=sys.stderr)
