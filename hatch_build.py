"""Puts what stands at the top level of a checkout into the wheel, under toolkit/shipped/.

A plain ``force-include`` table would do it too, but it also copies notebook checkpoints and other leftovers
into the wheel, and copies everything once more into an editable installation, where it goes stale.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("expectations", "input_templates", "notebooks", "samples")


class ShippedFolders(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """``version`` is "standard" for a wheel and "editable" where the checkout itself is used."""
        if version == "editable":
            return
        root = Path(self.root)
        for folder in SHIPPED:
            for path in sorted((root / folder).rglob("*")):
                inside = path.relative_to(root)
                if path.is_file() and not any(part.startswith((".", "~", "__")) for part in inside.parts):
                    build_data["force_include"][str(path)] = f"toolkit/shipped/{inside.as_posix()}"
