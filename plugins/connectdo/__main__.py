"""``python -m connectdo``: the same as the ``connectdo`` command."""

from connectdo.commands.main import main

main()
