"""``connectdo hidden``: the same under its own name, beside ``hide``, in one module with it."""

from connectdo.commands.hiding import hidden_command as command

__all__ = ["command"]
