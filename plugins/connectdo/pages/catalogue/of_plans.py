"""A plan of somebody's own, as an example."""

from __future__ import annotations

from connectdo.pages.catalogue.frame import Sample, chrome
from connectdo.pages.my_plan_page import MyPlanView
from connectdo.pages.page_parts import ShortlistPlace
from connectdo.told.shapes import Link

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "my-plan",
        "my-plan.html",
        MyPlanView(
            chrome=chrome("My notes", "plan.css"),
            heading="My plan",
            lead="What would you love to do? Put down a few things to try, and look back later.",
            later={"crisis-words.js": "crisis-words.js"},
            paper=Link("#paper", "A plan on paper"),
            crisis=Link("#crisis", "People who answer"),
            address="https://example.org/my-plan/",
            sheets="data/shortlist/",
            places=(ShortlistPlace("lambeth", ("tuesday-gardening",)),),
            tip="tip/{}/",
            suggest="suggest/#about={}",
        ),
    ),
)
