"""Every page of the theme in its states, filled with invented words.

The examples feed the catalogue page, the template tests and the accessibility tests, so that a
state that is rare in the listings is still seen. They know no record, no file, no date of today.
``parts`` has the components they are made from, ``frame`` what stands around them.
"""

from connectdo.pages.catalogue import (
    borough_pages,
    components,
    of_forms,
    of_listings,
    of_matters,
    of_paper,
    of_plans,
    of_practice,
    of_prose,
    of_talking,
    things,
    ways_in,
)
from connectdo.pages.catalogue.frame import ASSETS, Sample

SAMPLES: tuple[Sample, ...] = (
    *ways_in.SAMPLES,
    *borough_pages.SAMPLES,
    *of_listings.SAMPLES,
    *things.SAMPLES,
    *of_prose.SAMPLES,
    *of_talking.SAMPLES,
    *of_paper.SAMPLES,
    *of_forms.SAMPLES,
    *of_practice.SAMPLES,
    *of_matters.SAMPLES,
    *of_plans.SAMPLES,
    *components.SAMPLES,
)
"""Every page in its states, the catalogue of components included, by unique name."""

__all__ = ["ASSETS", "SAMPLES", "Sample"]
