"""The command by the name of its package, for who runs `python -m katern`."""

from katern.cli import run

run()
