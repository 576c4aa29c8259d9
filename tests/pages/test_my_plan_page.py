"""The page of a plan as it is built: whom it names beside the people who answer everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_project import TODAY
from test_safety_page import small

from connectdo.pages.my_plan_page import my_plan_view

TEAM = "team: {name: The team, phone: 020 7926 1000, text: 07400 123456, hours: By day}\n"


@pytest.mark.parametrize(("status", "named"), [("live", True), ("demonstration", False)])
def test_only_a_team_that_is_real_is_named_with_its_number_and_its_hours(
    tmp_path: Path, status: str, named: bool
) -> None:
    """Never an invented number where somebody may need one."""
    teams = my_plan_view(small(tmp_path, TODAY, f"status: {status}\n{TEAM}")).teams
    found = [(each.borough, each.name, each.way.href, each.hours) for each in teams]
    assert found == [("ashmoor", "The team", "tel:+442079261000", "By day")][: int(named)]
