"""The page that says which data anybody may use, and whom to name."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import site_samples
from site_builds import read_page

from connectdo.data.model import BoroughStatus
from connectdo.pages.data_page import data_view
from connectdo.told.urls import Site


def test_the_page_leads_to_every_kind_of_file(built_site: Path) -> None:
    page = read_page((built_site / "data/index.html").read_text("utf-8"))
    wanted = {"listings.csv", "venues.geojson", "oruk/services/index.json", "lambeth.csv"}
    assert wanted <= {link.removeprefix("../data/") for link in page.links}
    for link in wanted:
        assert (built_site / "data" / link).is_file()


def test_it_is_found_from_about_and_from_a_boroughs_own_figures(built_site: Path) -> None:
    for place in ("about/", "lambeth/status/", "help/borough/"):
        page = read_page((built_site / place / "index.html").read_text("utf-8"))
        assert any(link.endswith("../data/") for link in page.links), place


def test_it_says_what_the_licences_ask_for() -> None:
    said = " ".join(data_view(site_samples.publication()).attributions)
    assert "Contains public sector information licensed under the Open Government Licence" in said
    assert "Contains OS data © Crown copyright and database right." in said


def test_a_draft_has_no_file() -> None:
    site = site_samples.publication()
    record = site.directory.boroughs["brent"]
    data = record.data.model_copy(update={"status": BoroughStatus.DRAFT})
    boroughs = {**site.directory.boroughs, "brent": dataclasses.replace(record, data=data)}
    directory = dataclasses.replace(site.directory, boroughs=boroughs)
    view = data_view(dataclasses.replace(site, directory=directory))
    assert "Brent" in [link.words for link in data_view(site).boroughs]
    assert "Brent" not in [link.words for link in view.boroughs]
    assert "Lambeth" in [link.words for link in view.boroughs]


def test_pages_in_a_folder_lead_to_the_standards_files_on_the_host() -> None:
    site = site_samples.publication()
    view = data_view(dataclasses.replace(site, site=Site("https://example.org/", "file")))
    assert view.index.href == "https://example.org/data/oruk/index.json"
    assert view.files[0].link.href == "../data/listings.csv"
