"""Says why the forms of a borough are closed: nobody can be sure that what is sent is read.

Each check turns a borough's id into a sentence for whoever wanted to send something, or into
nothing. ``Desk.closes`` has those that hold at a place. It knows no page and no request.
"""

from __future__ import annotations

from collections.abc import Callable

from connectdo.contribute.store.store_reviewers import Reviewers


def without_a_lead(reviewers: Reviewers) -> Callable[[str], str]:
    """Closed until the borough's safeguarding lead has signed in: before, a worry has no reader."""

    def why(borough: str) -> str:
        if reviewers.has_confirmed_lead(borough):
            return ""
        return "The team is still getting ready to read what is sent. Ring them instead."

    return why
