"""Outlines → `outlines.json`: the boroughs as lines, of which a venue's page shows its own.

It refuses to know where the areas came from, and who draws the map.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from connectdo.data.geography import Point
from connectdo.derive.maps import draw_path, fit_view

SIDE, MARGIN = 1000, 12


def write_outlines(rings: Mapping[str, Sequence[Sequence[Point]]]) -> str:
    """Rings by borough id → `outlines.json`, one line a borough to keep diffs short."""
    view = fit_view([ring for mine in rings.values() for ring in mine], SIDE, MARGIN)
    lines = ",\n".join(
        f"{_json(id)}:" + _json({"rings": mine, "path": draw_path(view, mine)})
        for id, mine in rings.items()
    )
    head = _json({"view": view._asdict()})
    return f'{head[:-1]},\n"boroughs":{{\n{lines}\n}}}}\n'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
