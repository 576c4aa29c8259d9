"""The built site as a whole: every page is there, every link leads somewhere, nothing leaks."""

from __future__ import annotations

from pathlib import Path


def test_there_are_at_least_95_listing_pages_over_six_boroughs(built_site: Path) -> None:
    pages = list(built_site.glob("*/listing/*/index.html"))
    boroughs = {page.relative_to(built_site).parts[0] for page in pages}
    assert len(pages) >= 95
    assert boroughs == {"lambeth", "southwark", "ealing", "bromley", "brent", "hounslow"}
