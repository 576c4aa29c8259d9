"""Says how what is hidden is taken out of the history of the repository: files in, commands out.

They are for whoever looks after the repository, and plain git. Nothing is run here.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection

from connectdo.data.directory import SMALL, Directory, Record, full_reference
from connectdo.data.model import KINDS, Listing, Part, Voices
from connectdo.rules.shown_pictures import picture_of

NOUNS = ("organisation", "venue", "listing", *SMALL)


def records_of(directory: Directory, things: Collection[str]) -> list[Record[Part]]:
    """The things with these keys and the listings that go with them, without their tips."""
    going = directory.with_all_that_goes(things)
    return [
        record
        for noun in NOUNS
        for ref, record in directory.of_noun(noun).items()
        if f"{noun}/{ref}" in going
    ]


def paths_of(directory: Directory, records: Collection[Record[Part]]) -> list[str]:
    """Every file that says something of these records, under all the ids that they had.

    A picture that another listing shows is none of them.
    """
    refs = {record.ref for record in records if record.noun == "listing"}
    stays = {picture_of(each) for ref, each in directory.listings.items() if ref not in refs}
    found: list[str] = []
    for record in records:
        folder = getattr(KINDS[record.noun], "FOLDER", "")
        ending = record.path.rpartition(".")[2]
        former: tuple[str, ...] = getattr(record.data, "formerly", ())
        for ref in (record.ref, *(full_reference(each, record.borough) for each in former)):
            borough, _, id = ref.partition("/")
            found.append(f"boroughs/{borough}/{folder}/{id}.{ending}")
            if isinstance(record.data, Listing):
                found.append(f"boroughs/{borough}/{Voices.FOLDER}/{id}.yml")
        if isinstance(record.data, Listing):
            listing: Record[Listing] = record  # type: ignore[assignment]
            picture = picture_of(listing)
            found += [picture] if picture and picture not in stays else []
    return list(dict.fromkeys(found))


def commands_for(paths: Collection[str]) -> tuple[str, ...]:
    """What takes these files out of every commit of every branch and tag, line by line.

    The first three are run in a clone of the project, the last one afterwards on each machine that
    keeps a clone with a store in it; all others clone anew.
    """
    remove = f"git rm -r --cached --quiet --ignore-unmatch -- {shlex.join(paths)}"
    return (
        'git clone --bare "$(git remote get-url origin)" ../cleaned.git && cd ../cleaned.git',
        "FILTER_BRANCH_SQUELCH_WARNING=1 git filter-branch --force --prune-empty "
        f"--tag-name-filter cat --index-filter {shlex.quote(remove)} -- --all",
        "git push --force origin 'refs/heads/*' 'refs/tags/*'",
    )


ON_THE_HOST = (
    "git fetch --prune --force --tags origin",
    "git reset --hard '@{upstream}'",
    "git reflog expire --expire=now --all && git gc --prune=now",
)
"""What a clone does that cannot be thrown away, as the host's with its store."""
