"""The practice of a borough's team, as examples."""

from __future__ import annotations

from connectdo.pages.catalogue.frame import Sample, chrome
from connectdo.pages.practice_pages import practice_list_view, practice_view

SAMPLES: tuple[Sample, ...] = (
    Sample("practice", "practice.html", practice_list_view(chrome("Practice", "form.css"))),
    Sample(
        "practice-one", "practice-one.html", practice_view(chrome("Practice", "form.css"), 3, None)
    ),
    Sample(
        "practice-done",
        "practice-one.html",
        practice_view(chrome("Practice", "form.css"), 10, "accept"),
    ),
    Sample(
        "practice-nothing",
        "practice-one.html",
        practice_view(chrome("Practice", "form.css"), 6, ""),
    ),
)
