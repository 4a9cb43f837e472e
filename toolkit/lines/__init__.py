"""A result as lines for people: the same on a terminal and in a notebook."""

from toolkit.lines.result import result_lines

__all__ = ["result_lines"]
