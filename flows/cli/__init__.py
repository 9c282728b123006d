"""The command line: `aliansi` and its commands, one file for each theme."""

from flows.cli.app import main

__all__ = ["main"]
