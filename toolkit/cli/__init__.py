"""The command line: parse, call one function, print what it gives back, map errors to exit codes."""

from toolkit.cli.main import main
from toolkit.cli.parser import build_parser

__all__ = ["build_parser", "main"]
