"""``connectdo intake``: the forms and the review without the site, as ``serve`` has them."""

from __future__ import annotations

from connectdo.commands.serve import intake_command as command

__all__ = ["command"]
