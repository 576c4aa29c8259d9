"""Turns what people write about money into the schema's cost.

"3.5", "£3.50 per session", "free (donations welcome)", "£5 / £3 concessions" in; ``"free"`` or the
fields of a cost out, sums in pounds and pence. Only a price that says all of itself is taken: "from
£3" has no upper end, and "£5/£3" does not say who pays less. It knows no listing.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic import TypeAdapter, ValidationError

from connectdo.contribute.taken_apart.not_sure import NotSure, says_nothing, tidied
from connectdo.data.model import Cost

WrittenCost = str | dict[str, str]
"""A cost as a file has it: ``"free"``, or ``{"pounds": "3.50", "note": "Per month"}``."""

LONGEST_CELL = 200
MOST_BARE = 500
"""Pounds that a number without a pound sign may be; above it may be a year, or an id."""

_COST = TypeAdapter(Cost)
_FREE = re.compile(
    r"(?:it is |it's |this is |totally |completely )?(?:free|foc|f\.o\.c\.?|gratis)"
    r"(?: of charge| entry| admission| event| sessions?| activity| class(?:es)?| service|"
    r" to (?:attend|join|all|everyone|residents|use)| drop[ -]?in| for all| for everyone)?|"
    r"(?:there is )?no (?:charge|cost|fee|fees|entry fee)|nil|nothing|£ ?0(?:[.]00?)?|0(?:[.]00?)?"
)
_GIVE = re.compile(
    r"(?:but |with |and )?(?:any |small |all |voluntary |suggested |by )?"
    r"(?:donations?|contributions?)"
    r"(?: (?:are |is |always |very |most |gratefully )*(?:welcomed?|appreciated|accepted|received|"
    r"invited|requested|suggested|basis|only|box|to cover costs))?|"
    r"(?:pay|give|donate) (?:what|as) (?:you|they) (?:can|like|feel|wish|want|are able|can afford)"
    r"(?: afford)?|(?:on a )?donations? basis"
)
_SUM = r"(?:£ ?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,5})(?:\.([0-9]{1,2}))?|([0-9]{1,3}) ?p(?![a-z]))"
_BARE = r"(?:£ ?)?([0-9]{1,5})(?:\.([0-9]{1,2}))?()"
_LESS = (
    r"(?:for |if )?(?:conc(?:ession(?:s|ary)?|s)?\.?(?: rate| price)?|(?:you are )?un-?waged|"
    r"(?:you are )?on (?:a )?(?:low[ -]income|benefits)|(?:a )?low[ -](?:income|wage)s?|"
    r"people on (?:a )?low income|benefits)"
)
_FULL = r"(?:full(?: price| rate)?|standard(?: price| rate)?|adults?|waged|normal|regular)"
_OTHERS = (
    r"(?:child(?:ren)?|kids?|under[ -]?[0-9]{1,2}s?|(?:full[ -]time )?students?|oaps?|pensioners?|"
    r"seniors?|(?:over[ -]?|o)[0-9]{2}'?s?|older people|carers?|members?)"
)
_SAME = (
    r"(?:per|each|a|an|every|/)? ?(?:session|class|person|visit|head|time|lesson|meeting|week'?s "
    r"session)|p\.?p\.?|p/p|ppn|each|entry|entrance|admission|on the door|at the door|only|"
    r"drop[ -]?in|for everyone|to attend"
)
_RATE = (
    r"(?:per|a|an|each|every|/|p/) ?(?:week|month|term|year|annum|hour|half[ -]?hour|day|course|"
    r"block|family|household|couple|child|adult|plot|game|hr|mth|wk|yr|meal)|monthly|weekly|termly|"
    r"annually|yearly|annual membership|membership|hourly"
)
_REMARK = (
    r"(?:and |which )?(?:incl(?:udes|uding|\.|usive of)?|inc\.?|plus) [a-z ,&'-]{3,60}|"
    r"(?:your )?first (?:session|visit|class|time|taster|lesson|week)(?: is)? free|"
    r"(?:free for carers|carers(?: go)?(?: are)? free)|refreshments (?:included|provided)|"
    r"(?:but )?(?:please book|book(?:ing)? (?:essential|required|in advance|needed))|"
    r"(?:cash|card)(?: payments?)? only|cash only please|pay on the (?:day|door)"
)
_LOOSE = r"[ ,:;./|()\[\]-]*"
_ASKS = (
    ("tbc", "tba", "to be confirmed", "to be advised"),
    ("vari", "vary", "depend", "differ"),
    ("ask", "contact", "enquir", "see ", "website", "phone", "ring ", "call ", "poa", "please"),
)
_CAUSES = (
    "the price is not fixed yet",
    "the price changes",
    "it asks people to get in touch about the price",
)
_ADVICE = "Write free, £3.50, or from £2 to £5."


def cost_in(cell: str) -> WrittenCost | NotSure | None:
    """The cost that a cell says; None where it says nothing."""
    text = tidied(cell)
    lowered = text.lower().replace("gbp", "£").rstrip(".!")
    if says_nothing(lowered) or len(text) > LONGEST_CELL:
        return NotSure(cell, "it is too long for a price", _ADVICE) if text[LONGEST_CELL:] else None
    found = _read(lowered.replace("\n", ", "), text.replace("\n", ", ").rstrip(".!"))
    if found is None:
        return NotSure(cell, _why(lowered), _ADVICE)
    try:
        _COST.validate_python({"free": "yes"} if found == "free" else found)
    except ValidationError:
        return NotSure(cell, "it is no price that is understood", _ADVICE)
    return found


def _why(text: str) -> str:
    for words, cause in zip(_ASKS, _CAUSES, strict=True):
        if any(word in text for word in words):
            return cause
    if re.search("[$€]", text):
        return "it is not in pounds"
    if re.match(r"from £|£ ?[0-9.]+ ?\+|(?:up to|max)", text):
        return "it says only one end of the price"
    if len(re.findall(_SUM, text)) > 1:
        return "it is not clear who pays which price"
    return "it is no price that is understood"


def _read(text: str, shown: str) -> WrittenCost | None:
    """The cost of a text in small letters; ``shown`` is the same as it was written."""
    if _FREE.fullmatch(text):
        return "free"
    if _GIVE.fullmatch(text):
        return {"donation": "yes"}
    return (
        _free_and_more(text, shown)
        or _donation_of(text, shown)
        or _two_ends(text)
        or _with_concession(text)
        or _with_others(text, shown)
        or _one_sum(text, shown)
    )


def _sums(groups: tuple[str | None, ...]) -> list[str]:
    """The sums of a match, whose groups are pounds, pence, and pence alone, for each."""
    found = []
    for pounds, part, pence in zip(groups[::3], groups[1::3], groups[2::3], strict=True):
        if pounds:
            amount = Decimal(f"{pounds.replace(',', '')}.{(part or '0').ljust(2, '0')}")
            found.append(f"{amount:.2f}")
        elif pence:
            found.append(f"{Decimal(pence) / 100:.2f}")
    return found


def _note(words: str) -> str:
    said = re.sub("^(?:but|and|with) ", "", words.strip(" ,:;.|()[]-/"), flags=re.I)
    return said[:1].upper() + said[1:]


def _free_and_more(text: str, shown: str) -> WrittenCost | None:
    """ "free (donations welcome)": nothing to pay, and a remark."""
    found = re.match(rf"({_FREE.pattern})([ ,;:(./-]+)(.+)", text)
    if found is None:
        return None
    rest = found[3].rstrip(" )].")
    if not _GIVE.fullmatch(rest) and not re.fullmatch(_REMARK, rest):
        return None
    return {"free": "yes", "note": _note(shown[found.start(3) :])}


def _donation_of(text: str, shown: str) -> WrittenCost | None:
    """ "suggested donation £3", "£3 donation"."""
    words = r"(?:a )?(?:suggested |voluntary |recommended |optional |small )?"
    words += r"(?:donation|contribution)s?(?: of| suggested| requested| welcome)?"
    each = rf"(?:{_LOOSE}(?:{_SAME}))?"
    shapes = (rf"{words}{_LOOSE}{_SUM}{each}", rf"{_SUM}{each}{_LOOSE}{words}{each}")
    if any(re.fullmatch(rf"{shape}[ )]*", text) for shape in shapes):
        return {"donation": "yes", "note": _note(shown)}
    return None


def _two_ends(text: str) -> WrittenCost | None:
    between = r" ?(?:-|to|and) ?"
    free = re.fullmatch(rf"(?:from )?free{between}{_SUM}(?: (?:{_SAME}))?", text)
    if free:
        return {"from": "0.00", "to": _sums(free.groups())[0]}
    for low, high in ((_SUM, _SUM), (_SUM, _BARE), (_BARE, _SUM), (_BARE, _BARE)):
        found = re.fullmatch(rf"(?:from |between )?{low}{between}{high}(?: ?(?:{_SAME}))?", text)
        if found:
            first, last = _sums(found.groups())
            return {"from": first, "to": last} if Decimal(first) < Decimal(last) else None
    return None


def _with_concession(text: str) -> WrittenCost | None:
    """ "£5 (£3 concessions)": what most people pay, and what those on a low income pay."""
    each = rf"(?:{_LOOSE}(?:{_SAME}))?"
    full = rf"(?:{_FULL}{_LOOSE})?{_SUM}{each}(?:{_LOOSE}{_FULL})?"
    less = (rf"{_LESS}{_LOOSE}{_SUM}{each}", rf"{_SUM}{each}{_LOOSE}{_LESS}")
    for shape in less:
        found = re.fullmatch(rf"{full}{_LOOSE}(?:or |and )?{shape}{_LOOSE}", text)
        if found:
            pounds, concession = _sums(found.groups())
            if Decimal(concession) < Decimal(pounds):
                return {"pounds": pounds, "concession": concession}
    return None


def _with_others(text: str, shown: str) -> WrittenCost | None:
    """ "£5 adults, £3 children": what most people pay; the others stand in the note."""
    more = rf"{_LOOSE}(?:and |or )?"
    other = rf"(?:{_SUM}{_LOOSE}(?:for )?{_OTHERS}|{_OTHERS}{_LOOSE}(?:{_SUM}|free))"
    shapes = (
        rf"{_SUM}{_LOOSE}(?:for |per )?{_FULL}(?:{more}{other}){{1,3}}{_LOOSE}",
        rf"{_FULL}{_LOOSE}{_SUM}(?:{more}{other}){{1,3}}{_LOOSE}",
    )
    for shape in shapes:
        if found := re.fullmatch(shape, text):
            return {"pounds": _sums(found.groups()[:3])[0], "note": _note(shown)}
    return None


def _one_sum(text: str, shown: str) -> WrittenCost | None:
    """One price, with what it is for and a remark."""
    begin = r"(?:(?:cost|price|fee|entry|entrance|admission|adults?)s?(?: is)?:? ?)?"
    found = re.match(rf"{begin}(?:{_SUM}|{_BARE}(?: pounds?)?(?![0-9.,£:/]))", text)
    if found is None:
        return None
    pounds = _sums(found.groups())[0]
    bare = "£" not in found[0] and "p" not in found[0][-1:]
    rest = text[found.end() :].strip(" ,:;.|()[]")
    if bare and Decimal(pounds) > MOST_BARE:
        return None
    if pounds == "0.00":
        return "free" if not rest or re.fullmatch(_SAME, rest) else None
    if not rest or re.fullmatch(rf"(?:{_SAME})(?: (?:{_SAME}))?", rest):
        return {"pounds": pounds}
    rate = re.match(rf"(?:{_SAME}){_LOOSE}(?=.)", rest)
    remark = rest[rate.end() :] if rate else rest
    if re.fullmatch(rf"(?:{_RATE}|{_REMARK})", remark):
        at = len(text) - len(text[found.end() :].lstrip(" ,:;.|()[]"))
        return {"pounds": pounds, "note": _note(shown[at + (rate.end() if rate else 0) :])}
    return None
