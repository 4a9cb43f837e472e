"""What stopped a verb, and what it had done by then."""

from toolkit.errors import TonghopError
from toolkit.text import Text, say


def stopped(error: TonghopError) -> Text:
    """An error in words; where the verb had done something before, that too."""
    what = say(error.key, **error.params)
    if error.done is None:
        return what
    key, params = error.done
    return Text.joined(" ", [what, say(key, **params)])
