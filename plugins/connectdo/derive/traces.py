"""What in a text leads to one person, or says of them what nobody may: a text in, its traces out.

Numbers, mail addresses, streets, postcodes and marks on a map; somebody's health beside their name;
a promise to cure. These are patterns, so they miss some and take some for others: the rules say
what follows. It knows no record and no field.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from connectdo.data.formats import numbers_in

AREAS = frozenset(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E "
    "EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL "
    "LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZA ZB ZC "
    "ZE".split()
)
"""The first letters of British postcodes; ZA to ZC are nobody's and serve for tests."""


class Kind(StrEnum):
    """What a trace is."""

    PHONE = "phone number"
    MAIL = "mail address"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PLACE = "place on a map"
    STREET = "street"
    SECTOR = "part of a postcode"
    HEALTH = "somebody's health"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found: the words as they stand, and how many lines of the text are above them."""

    kind: Kind
    words: str
    below: int = 0


_MOST = (
    "Road|Street|Lane|Avenue|Hill|Way|Drive|Grove|Vale|Crescent|Parade|Gardens|Close|Terrace|Walk|"
    "Row|Rise|Broadway|Square|Place|Court|Mews|Green|Mansions|Buildings|Rd|Ave"
)
_SURE = "Road|Street|Avenue|Crescent|Terrace|Mews|Lane|Close|Drive|Grove|Rd|Ave"
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_NO_NAME = (
    "the|a|an|this|that|main|quiet|busy|side|our|your|my|his|her|their|next|same|own|down|up|off|"
    "per|cross|every|each|high|one|any|minute|minutes|of|to|and|or|in|on|at|by|for|more|other|city"
)
_NUMBER = r"\b[0-9]{1,4}[A-Za-z]?(?: ?[-–/] ?[0-9]{1,4}[A-Za-z]?)?"
_ADDRESS = re.compile(
    rf"{_NUMBER},?\s+(?!(?:{_MONTH}))"
    rf"(?:(?:St\.? |The )?[A-Z][\w'’.-]{{0,30}}\s{{1,3}}){{1,3}}(?:{_MOST}|St)\b|"
    rf"{_NUMBER},?\s+(?!(?:{_NO_NAME})\b)[a-z'’-]{{3,}} (?:road|street|avenue|crescent|rd|ave)\b|"
    r"\b(?:[Ff]lat|[Aa]partment) [0-9]{1,4}[A-Za-z]?\b"
)
_STREET = re.compile(
    rf"\b(?:[A-Z][\w'’.-]{{0,30}}\s{{1,3}}){{1,3}}(?:{_SURE})\b|"
    rf"\b(?!(?:{_NO_NAME})\b)[a-z'’-]{{3,}} (?:road|street|avenue|crescent|mews)\b"
)
_POSTCODE = re.compile(
    r"\b([A-Z]{1,2})[0-9][A-Z0-9]?[ +]{0,2}[0-9][ABD-HJLNP-UW-Z]{2}\b|"
    r"\b([a-z]{1,2})[0-9][a-z0-9]?[ +]{0,2}[0-9](?!(?:nd|rd|st|th)\b)[abd-hjlnp-uw-z]{2}\b"
)
_SECTOR = re.compile(r"\b([A-Z]{1,2})[0-9][A-Z0-9]? [0-9]\b(?! ?[a-z0-9])")
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|"
    r"(?<![\w.+-])[\w.+-]{1,64} ?(?:\(at\)|\[at\]| at ) ?[\w-]{1,63}"
    r"(?:(?: dot |\(dot\)|\[dot\]) ?[a-z]{2,})+|"
    r"(?<![\w.+-])[\w.+-]{1,64} ?(?:\(at\)|\[at\]) ?[\w-]{1,63}(?:\.[a-z]{2,})+",
    re.IGNORECASE,
)
_LINK = re.compile(r"\bhttps?://[^\s<>)\]]+|\bwww\.[^\s<>)\]]+|\bgeo:[0-9.,-]+", re.IGNORECASE)
_MAPS = re.compile(
    r"(?:maps?\.|/maps?[/?]|goo\.gl|g\.page|openstreetmap|osm\.org|what3words|w3w\.co|waze\.|"
    r"streetmap|plus\.codes|citymapper|mapquest|wego\.here|bing\.com/maps|^geo:)",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"-?\b[0-9]{1,2}\.[0-9]{3,}°? ?[NS]?[,;/ ]+ ?-?[0-9]{1,3}\.[0-9]{3,}|"  # degrees
    r"\b[0-9]{1,2}° ?[0-9]{1,2}[′'’]|"  # degrees and minutes
    r"\b[HNOST][A-HJ-Z] ?[0-9]{3,5} ?[0-9]{3,5}\b|"  # the grid of Ordnance Survey
    r"\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b|"  # plus codes
    r"\b[23456789cfghjmpqrvwx]{4,8}\+[23456789cfghjmpqrvwx]{2,3}\b"
)
_WORDS = re.compile(
    r"///[a-z]+\.[a-z]+\.[a-z]+|(?:what3words|w3w)\W{1,4}[a-z]+\.[a-z]+\.[a-z]+", re.IGNORECASE
)

_CONDITION = (
    "dementia|alzheimer['’]?s|depression|anxiety|bipolar(?: disorder)?|schizophrenia|psychosis|"
    "autism|adhd|cancer|a stroke|strokes|epilepsy|diabetes|parkinson['’]?s|multiple sclerosis|hiv|"
    "ptsd|ocd|anorexia|bulimia|an eating disorder|an addiction|a drinking problem|a drug problem|"
    "a learning disability|learning disabilities|learning difficulties|down['’]?s syndrome|"
    "cerebral palsy|a heart attack|a miscarriage|a breakdown|a mental illness|"
    "mental health problems|leukaemia|copd|motor neurone disease|arthritis"
)
_IS = (
    "autistic|diabetic|epileptic|bipolar|alcoholic|an alcoholic|an addict|suicidal|depressed|"
    "schizophrenic|anorexic|bulimic|terminally ill|hiv[- ]positive"
)
_ENDS = r"(?=\s*(?:[.,;:!?)–—]|$|and\b|but\b|so\b|or\b|too\b|now\b|since\b|herself\b|himself\b))"
_NOBODY = (
    "The|A|An|This|That|These|Those|It|If|When|Where|While|Who|What|We|You|They|I|Our|Your|My|"
    "Everyone|Everybody|Anyone|Anybody|Someone|Somebody|Nobody|People|Each|Every|Many|Most|Some|"
    "All|Any|No|Not|One|Both|Maybe|Perhaps|Because|Whether|Once|Since|Although|Though|Even|And|"
    "But|Or|So|For|In|On|At|With|To|As|Of|By|Here|There|Half|Two|Three|Nobody|Whoever|Help|Life"
)
_BETWEEN = (
    r"(?:(?!\b(?:anyone|anybody|someone|somebody|everyone|everybody|people|person|those|if|whose|"
    r"you|we|they|nobody|members?|carers?)\b)[^.!?\n]){0,60}?"
)
_HAS = (
    r"(?:has|had|has got|lives with|is living with|was living with|suffers from|struggles with|"
    r"is getting over|is recovering from|survived|battles|"
    r"(?:has been |was |is |had been )?diagnosed with)"
)
RELATION = (
    "friend|neighbour|husband|wife|partner|son|daughter|mum|mother|dad|father|sister|brother|nan|"
    "gran|grandmother|granddad|grandfather|aunt|uncle|cousin|boss|landlord|landlady|flatmate"
)
"""Whom people speak of without a name, so that others know who it is all the same."""
_THEIRS = rf"(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er) (?:[a-z]+ )?(?:{RELATION})"
_WHO = rf"\b(?:(?!(?:{_NOBODY})\b)[A-Z][a-zà-ÿ'’-]+|[Ss]he|[Hh]e|{_THEIRS})\b"
_HEALTH = re.compile(
    rf"{_WHO}{_BETWEEN}\b(?:{_HAS} (?:(?:bad|severe|early|mild|had|some|a bit of) )?"
    rf"(?i:{_CONDITION})|(?:is|was|['’]s) (?i:{_IS})){_ENDS}|"
    rf"\b(?:(?!(?:{_NOBODY})\b)[A-Z][a-zà-ÿ-]+|{_THEIRS})['’]s (?i:{_CONDITION})"
    rf"(?:{_ENDS}|(?= (?:is|was|has|got|gets|makes|made|means)\b))"
)
_HEALTH_WORDS = frozenset(
    "dementia alzheimer alzheimers depression depressed anxiety bipolar schizophrenia psychosis "
    "schizophrenic autism autistic adhd cancer stroke strokes epilepsy epileptic diabetes diabetic "
    "parkinson parkinsons sclerosis hiv ptsd ocd anorexia anorexic bulimia bulimic eating "
    "addiction addict alcoholic drinking drug disability disabilities difficulties syndrome palsy "
    "attack miscarriage breakdown illness mental leukaemia copd neurone arthritis suicidal "
    "terminally".split()
)

_ILLS = (
    "depression|anxiety|loneliness|lonely|isolation|illness|dementia|diabetes|pain|stress|"
    "insomnia|addiction|panic|cancer|autism|ptsd|trauma|grief"
)
_PROMISE = re.compile(
    r"\b(?:cures?|cured|heals?) (?:you|your|people|anyone|all|any|the)?\b ?[^.]{0,30}"
    rf"\b(?:{_ILLS})\b|"
    rf"\b(?:cure|remedy|treatment) for (?:\w+ )?(?:{_ILLS})\b|"
    rf"\b(?:beats?|fights?|ends?|stops?|banish(?:es)?|gets? rid of|prevents?|treats?|reduces?|"
    rf"overcomes?|removes?|eliminates?|fixes|lowers?|wards? off) (?:your |their |the |all )?"
    rf"(?:\w+ and )?(?:{_ILLS})\b|"
    r"\b(?:saves lives|(?:clinically )?proven to|guaranteed (?:results|recovery)|"
    r"(?:instead|in place) of (?:your )?(?:medication|medicine|tablets|pills)|"
    r"come off your (?:medication|medicine|tablets|pills)|good for your (?:mental )?health)\b",
    re.IGNORECASE,
)
_PROMISE_WORDS = frozenset(
    [*_ILLS.split("|"), *"proven guaranteed lives medication medicine tablets pills health".split()]
)
_BETTER = re.compile(
    r"\b(?:(?:will|can|going to|sure to|guaranteed to|shall|'ll|’ll) (?:soon |really |always )?"
    r"(?:make|get) (?:you|anyone|anybody|everyone|people|them|him|her) |"
    r"makes (?:you|anyone|anybody|everyone|people) )"
    r"(?:feel |all |fully |completely )?(?:better|well|healthy|happy again)\b",
    re.IGNORECASE,
)
_BETTER_WORDS = frozenset("better well healthy happy".split())
_NOT = re.compile(
    r"\b(?:not|never|no|nothing|nobody|cannot|don['’]t|doesn['’]t|won['’]t|can['’]t)\b",
    re.IGNORECASE,
)

_DIGITS = re.compile(r"[0-9]+")
_LONG = re.compile(r"[0-9](?:[ ()./-]{0,2}[0-9]){7}")
_SPACES = str.maketrans(dict.fromkeys(".,;:!?()[]{}\"'’‘“”/–—-*_", " "))


def traces_in(text: str) -> Iterator[Trace]:
    """What leads to a person or promises a cure, in any text that readers see.

    Ten thousand listings are looked through at every check, so what costs is done only where a
    cheap look says that it may find something.
    """
    text = text if text.isascii() else unicodedata.normalize("NFKC", text)
    low = text.lower()
    if "@" in text or " dot " in low or "at)" in low or "at]" in low:
        yield from _all(Kind.MAIL, _MAIL, text)
    bare = text
    if "://" in text or "www." in low or "geo:" in low:
        for link in _LINK.finditer(text):
            if _MAPS.search(link[0]):
                yield _trace(Kind.PLACE, text, link)
        bare = _LINK.sub(lambda link: " " * len(link[0]), text)
    yield from _numbered(bare)
    if "///" in bare or "what3words" in low or "w3w" in low:
        yield from _all(Kind.PLACE, _WORDS, bare)
    words = set(low.translate(_SPACES).split())
    if not words.isdisjoint(_HEALTH_WORDS):
        yield from _all(Kind.HEALTH, _HEALTH, text)
    if not words.isdisjoint(_PROMISE_WORDS):
        yield from _promises(_PROMISE, text)
    if not words.isdisjoint(_BETTER_WORDS):
        yield from _promises(_BETTER, text)


def _numbered(text: str) -> Iterator[Trace]:
    """What is told by digits: phone numbers, addresses, postcodes, marks on a map."""
    if _LONG.search(text):
        for words, _ in numbers_in(text):
            yield Trace(Kind.PHONE, words, text.count("\n", 0, text.index(words)))
    seen = set()
    for digits in _DIGITS.finditer(text):
        start, end = digits.span()
        for kind, pattern, before, behind in _AROUND_DIGITS:
            found = pattern.search(text, max(start - before, 0), end + behind)
            if (
                found
                and (kind, found.start()) not in seen
                and (kind is not Kind.POSTCODE or _area_is_known(found))
            ):
                seen.add((kind, found.start()))
                yield _trace(kind, text, found)


_AROUND_DIGITS = (
    (Kind.ADDRESS, _ADDRESS, 10, 60),
    (Kind.POSTCODE, _POSTCODE, 2, 7),
    (Kind.PLACE, _MARK, 8, 24),
)
"""What may stand around digits: how many letters before and behind them are looked at."""


def _promises(pattern: re.Pattern[str], text: str) -> Iterator[Trace]:
    """The promises that a text makes, without those that it says it does not make."""
    for found in pattern.finditer(text):
        before = text[max(found.start() - 200, 0) : found.start()]
        if not _NOT.search(re.split(r"[.!?\n]", before)[-1]):
            yield _trace(Kind.PROMISE, text, found)


def places_in(text: str) -> Iterator[Trace]:
    """Everything that says where a place is that must stay secret, links included."""
    text = unicodedata.normalize("NFKC", text).replace("%20", " ")
    yield from _all(Kind.ADDRESS, _ADDRESS, text)
    yield from _all(Kind.STREET, _STREET, _ADDRESS.sub("", text))
    yield from _postcodes(Kind.POSTCODE, _POSTCODE, text)
    yield from _postcodes(Kind.SECTOR, _SECTOR, text)
    yield from _all(Kind.PLACE, _MARK, text)
    yield from _all(Kind.PLACE, _WORDS, text)
    for link in _LINK.finditer(text):
        if _MAPS.search(link[0]):
            yield _trace(Kind.PLACE, text, link)


def _trace(kind: Kind, text: str, found: re.Match[str]) -> Trace:
    return Trace(kind, found[0], text.count("\n", 0, found.start()))


def _all(kind: Kind, pattern: re.Pattern[str], text: str) -> Iterator[Trace]:
    for found in pattern.finditer(text):
        yield _trace(kind, text, found)


def _postcodes(kind: Kind, pattern: re.Pattern[str], text: str) -> Iterator[Trace]:
    for found in pattern.finditer(text):
        if _area_is_known(found):
            yield _trace(kind, text, found)


def _area_is_known(postcode: re.Match[str]) -> bool:
    return next(filter(None, postcode.groups())).upper() in AREAS
