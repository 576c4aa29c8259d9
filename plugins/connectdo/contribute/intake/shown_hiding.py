"""Fills the page on which a thing is hidden, and the review's list of what is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from connectdo.contribute.intake.hiding_desk import Hideable, goes_words
from connectdo.contribute.intake.shown import NOBODY, Pairs, chrome_of, first_big, who_words
from connectdo.contribute.out_of_history import ON_THE_HOST
from connectdo.contribute.store.store_hidden import HiddenThing
from connectdo.data.directory import SMALL, Record
from connectdo.data.model import Part
from connectdo.derive.dates import LONDON
from connectdo.pages.hide_page import REMAINS, HideView
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link
from connectdo.told.wording import EXAMPLE

HIDES = (
    "One press, and nobody else has to agree. Its page, its calendar and its pictures are gone at "
    "once; lists, search, feeds and open data follow in a few minutes."
)
HIDES_WORDS = (
    "One press, and nobody else has to agree. It is gone from the site in a few minutes, and an "
    "idea's own page at once."
)
BRINGS_BACK = "To show it again, two people of the team have to say yes."


def hide_view(
    publication: Publication,
    thing: Hideable,
    address: str,
    hidden: Pairs,
    said: str = "",
    error: str = "",
    names: Mapping[str, str] = NOBODY,
) -> HideView:
    """A thing that may be hidden, or is. ``names`` are those of the borough's people."""
    links, state = publication.site.links_from(address), thing.state
    heading = f"“{thing.name}” is hidden" if state else f"Hide “{thing.name}” now?"
    example = bool(thing.record and getattr(thing.record.data, "example", False))
    small = thing.noun in SMALL
    page = page_of(thing.noun, thing.borough, thing.id)
    goes = tuple(str(getattr(each.data, "name", each.id)) for each in thing.goes)
    says = (*_says(state, names),) if state else (HIDES_WORDS if small else HIDES, BRINGS_BACK)
    return HideView(
        chrome=chrome_of(publication, address, heading),
        heading=heading,
        says=(*says, goes_words(thing)) if goes else says,
        goes=goes,
        others=() if state else tuple(_other(links, each) for each in thing.needs),
        page=None if state else Link(links.to(page), "The page as it is now"),
        back=Link(links.to(urls.REVIEW), "All that waits"),
        remains=REMAINS,
        commands=thing.commands,
        on_the_host=ON_THE_HOST,
        gone_words=""
        if small
        else f"Then write “gone: [{thing.id}]” in boroughs/{thing.borough}/borough.yml, so "
        "that the check knows that it went on purpose, and push that too.",
        button="Show it again" if state else "Hide it now",
        press="show" if state else "hide",
        hidden=hidden,
        said=said,
        errors=(("", error),) if error else (),
        label=EXAMPLE if example else "",
    )


def page_of(noun: str, borough: str, id: str) -> str:
    """The address of the page that shows a thing; offers and questions stand among others."""
    if noun == "offer":
        return urls.offer(f"{borough}/{id}")
    return (
        urls.month_question(borough) if noun == "question" else urls.thing(noun, f"{borough}/{id}")
    )


def _says(state: HiddenThing, names: Mapping[str, str]) -> list[str]:
    """What is known of what is hidden."""
    words = [f"Hidden {when_words(state)}, by {who_words(state.by, names)}. {_seen(state)}"]
    if state.first_yes:
        first = who_words(state.first_yes, names)
        words.append(f"{first_big(first)} wants it back. A second person has to say yes too.")
    else:
        words.append(BRINGS_BACK)
    return words


def _seen(state: HiddenThing) -> str:
    if state.gone is None:
        return "The site was not seen without it yet: look again in a few minutes."
    took = max(0, round((state.gone - state.since).total_seconds()))
    return f"The site was seen without it after {took} seconds." if took < 600 else "It is gone."


def when_words(state: HiddenThing) -> str:
    """Since when it is hidden."""
    return f"since {state.since.astimezone(LONDON):%-d %B %Y, %H:%M}"


def hidden_links(
    publication: Publication, things: Iterable[tuple[HiddenThing, Mapping[str, str]]]
) -> tuple[Link, ...]:
    """What is hidden, each leading to its page, for the review's first page.

    Beside each are the names of its borough's people.
    """
    links = publication.site.links_from(urls.REVIEW)
    return tuple(
        Link(
            links.to(f"{urls.HIDE}{each.thing}/"),
            f"{each.thing.partition('/')[2]}, hidden {when_words(each)}, "
            f"by {who_words(each.by, names)}",
        )
        for each, names in things
    )


def _other(links: urls.Links, record: Record[Part]) -> Link:
    name = getattr(record.data, "name", record.id)
    what = "all that they run" if record.noun == "organisation" else "all that is on there"
    return Link(links.to(f"{urls.HIDE}{record.noun}/{record.ref}/"), f"{name}, and {what}")
