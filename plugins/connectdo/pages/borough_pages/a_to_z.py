"""A borough's pages of names: everything from A to Z, a page for each letter where it is long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from connectdo.data.directory import Record
from connectdo.data.letters import folded
from connectdo.data.model import Listing
from connectdo.derive.prose import typeset
from connectdo.derive.words import counted
from connectdo.pages.chrome import chrome_for
from connectdo.pages.list_pages import neighbours_of
from connectdo.pages.page_parts import Chrome, LinkGroup
from connectdo.told import urls
from connectdo.told.publication import Publication
from connectdo.told.shapes import Link
from connectdo.told.wording import EXAMPLE


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """The names of one letter; ``id`` is its anchor."""

    id: str
    letter: str
    links: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class AToZView:
    """Everything in a borough by name. ``letters`` lead to anchors or to pages of their own."""

    chrome: Chrome
    heading: str
    intro: str
    letters: tuple[Link, ...]
    groups: tuple[LetterGroup, ...]
    neighbours: tuple[LinkGroup, ...]


LONG = 150
"""With more names than this, A to Z has a page for each letter."""

NUMBERS, OTHERS = "0–9", "Other letters"
"""The groups of names that begin with no letter from A to Z: the first, and the last."""
_SIGNS = "\"'#@(*‘“« "
"""What a name may begin with and is not looked up by."""


def a_to_z_views(
    publication: Publication, borough: str
) -> Iterator[tuple[str, Callable[[], AToZView]]]:
    """Everything by name: one page, or one a letter where it is long."""
    by_letter: dict[str, list[Record[Listing]]] = {}
    for listing in sorted(publication.listed(borough), key=lambda each: _sort_name(each)):
        by_letter.setdefault(_letter(listing), []).append(listing)
    split = sum(map(len, by_letter.values())) > LONG
    addresses = [urls.a_to_z(borough)]
    if split:
        addresses += [f"{urls.a_to_z(borough)}{_letter_id(letter)}/" for letter in by_letter]
    for address in addresses:

        def view(address: str = address) -> AToZView:
            return _a_to_z_view(publication, borough, by_letter, address, split)

        yield address, view


def _sort_name(listing: Record[Listing]) -> str:
    name = folded(listing.data.name).lstrip(_SIGNS)
    return name.removeprefix("the ").removeprefix("a ").removeprefix("an ")


def _letter(listing: Record[Listing]) -> str:
    first = _sort_name(listing)[:1].upper()
    if first.isascii():
        return first if first.isalpha() else NUMBERS
    return OTHERS


def _letter_id(letter: str) -> str:
    return {NUMBERS: "numbers", OTHERS: "others"}.get(letter, letter.lower())


def _a_to_z_view(
    publication: Publication,
    borough: str,
    by_letter: dict[str, list[Record[Listing]]],
    address: str,
    split: bool,
) -> AToZView:
    links = publication.site.links_from(address)
    top = urls.a_to_z(borough)
    name = publication.borough(borough).name
    here = address.removeprefix(top).strip("/")
    shown = {
        letter: listings
        for letter, listings in by_letter.items()
        if not split or here == _letter_id(letter)
    }
    letters = tuple(
        Link(
            links.to(f"{top}{_letter_id(letter)}/")
            if split
            else links.to(address, f"letter-{_letter_id(letter)}"),
            letter,
        )
        for letter in by_letter
    )
    groups = tuple(
        LetterGroup(
            f"letter-{_letter_id(letter)}",
            letter,
            tuple(
                (
                    Link(links.to(urls.thing("listing", each.ref)), typeset(each.data.name)),
                    (f"{EXAMPLE}. " if each.data.example else "") + typeset(each.data.summary),
                )
                for each in listings
            ),
        )
        for letter, listings in shown.items()
    )
    letter_words = f": {next(iter(shown))}" if here else ""
    return AToZView(
        chrome=chrome_for(
            publication,
            address,
            f"A to Z{letter_words}",
            description=f"Everything in {name} by name.",
            borough=borough,
            crumbs=[(top, "A to Z")] if here else (),
            styles=("lists.css",),
        ),
        heading=f"Everything in {name}, from A to Z{letter_words}",
        intro=counted(sum(map(len, by_letter.values()))),
        letters=letters,
        groups=groups,
        neighbours=neighbours_of(publication, borough, links),
    )
