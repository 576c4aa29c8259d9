"""What a sender says yes to by sending a form, in the words that stand in it.

It knows no page and no request.
"""

from __future__ import annotations

import datetime as dt

from connectdo.contribute.intake.new_questions import SEEN_BY
from connectdo.contribute.store.store import Kind, Submission
from connectdo.contribute.store.store_agreements import Agreed

BY_FORM, BY_PAGE = "form", "page"
"""How somebody said yes: as they sent it, or on their own page afterwards."""
TIP = "When you send it, you say yes to this: everyone may read your tip, and the name you give."
"""What stands in the form of a tip, and beside the button that sends it."""
NUMBER = f"{SEEN_BY.question} {SEEN_BY.help} {dict(SEEN_BY.choices)['yes']}"
"""What stands beside a number that everyone may see, with the answer."""
_NUMBERS = {("join", "phone"): "phone", ("join", "text"): "text"}


def agreed_by_form(unsent: Submission, now: dt.datetime) -> list[Agreed]:
    """What whoever sends this says yes to. A number is only public where they did."""
    if unsent.kind is Kind.TIP and unsent.public.get("tip"):
        return [Agreed("tip", TIP, now, BY_FORM)]
    if unsent.kind is not Kind.NEW:
        return []
    told = [tuple(where) for where, value in unsent.public["listing"]["changes"] if value]
    return [Agreed(what, NUMBER, now, BY_FORM) for where, what in _NUMBERS.items() if where in told]
