"""The message files: each key once, for YAML takes the last of two and says nothing."""

from collections import Counter
from importlib.resources import files

import pytest
import yaml

FILES = sorted(
    item.name for item in files("toolkit.text").joinpath("messages").iterdir() if item.name.endswith(".yaml")
)


@pytest.mark.parametrize("name", FILES)
def test_no_key_stands_twice_in_a_file(name: str) -> None:
    text = files("toolkit.text").joinpath("messages", name).read_text("utf-8")
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(node, yaml.MappingNode)
    keys = Counter(key.value for key, _ in node.value)
    assert [key for key, count in keys.items() if count > 1] == []
