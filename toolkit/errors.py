"""What can stop a verb, one class per exit code of design.md section 8.

An error carries a catalogue key and its parameters, never a sentence: `cli` renders it in the
user's language. Anything else that is raised is a bug, and only a bug shows a traceback.
"""

from collections.abc import Mapping


class TonghopError(Exception):
    """Base of everything a user is told without a traceback."""

    exit_code = 70
    done: tuple[str, Mapping[str, object]] | None = None
    """What the verb had done before it was stopped, and what it has not: a catalogue key and its parameters."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key, dict(params))
        self.key = key
        self.params: Mapping[str, object] = params

    def after(self, key: str, **params: object) -> None:
        """Say what the verb had done before."""
        self.done = key, params

    def __reduce__(self) -> tuple[object, ...]:
        # Workers hand errors over by pickle, which by default would pass `params` as a second positional argument.
        return _again, (type(self), self.key, dict(self.params))

    def __str__(self) -> str:
        inside = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.key}({inside})"


def _again(kind: type[TonghopError], key: str, params: dict[str, object]) -> TonghopError:
    return kind(key, **params)


class UsageError(TonghopError):
    """Wrong usage, an unknown unit or round."""

    exit_code = 2


class FormError(UsageError):
    """A form, suite, units or office file is wrong; params hold `file`, `line` and a remedy."""


class NothingUsableError(TonghopError):
    """There is nothing to work on: an empty folder, nothing to merge."""

    exit_code = 3


class OutputError(TonghopError):
    """Something cannot be written: read-only, full, open in another program."""

    exit_code = 4
