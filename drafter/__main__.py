"""``python -m drafter``."""

from drafter.cli.commands import main

main()
