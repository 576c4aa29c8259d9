"""What the privacy page says of how long things are kept is what the code does."""

from __future__ import annotations

from pathlib import Path

from connectdo.contribute.intake.lanes import DAYS
from connectdo.contribute.store.store_matters import KEPT_WORDS, LONGEST_WORDS, MatterLane
from connectdo.data.small_kinds import Idea, Offer
from connectdo.derive.endings import AFTER_A_MEETING, KIND_WORD_STANDS, MONTHS_BEFORE


def rows(page: str) -> dict[str, str]:
    """The table of how long things are kept: what → how long."""
    lines = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| ")]
    return {line[0].strip(): line[1].strip() for line in lines if len(line) == 2}


def days(lane: MatterLane) -> str:
    kept = KEPT_WORDS[lane]
    assert kept
    return f"{kept.days} days after"


def test_the_page_says_of_each_lane_how_long_its_words_stay(root: Path) -> None:
    says = rows((root / "content/pages/privacy.md").read_text("utf-8"))
    come, reply = MatterLane.COME, MatterLane.REPLY
    assert says['"I would come too"'].startswith(days(come))
    assert says['"I would come too"'].endswith(f"At most {LONGEST_WORDS[come].days} days.")
    answer = says["an answer to an offer or a want"]
    assert answer.startswith(days(reply))
    assert answer.endswith(f"At most {LONGEST_WORDS[reply].days} days.")
    assert says['"Please get in touch with me"'].startswith(days(MatterLane.TOUCH))
    others = {days(each) for each in (MatterLane.COMPLAINT, MatterLane.REPORT)}
    assert others == {days(MatterLane.TAKE_DOWN)}
    assert says['a complaint, a report, or "take it down"'].startswith(others.pop())
    assert KEPT_WORDS[MatterLane.WORRY] is None
    assert "own rule" in says["a worry"]


def test_the_page_says_when_peoples_own_words_leave_it(root: Path) -> None:
    page = (root / "content/pages/privacy.md").read_text("utf-8")
    assert Idea.LASTS + KIND_WORD_STANDS.days == 16 * 7
    assert (AFTER_A_MEETING + KIND_WORD_STANDS).days == 6 * 7
    assert (
        "- an idea, sixteen weeks after it came, or six weeks after a late first meeting\n" in page
    )
    assert Offer.LASTS == 4 * 7
    assert "- an offer or a want, after four weeks\n" in page
    assert MONTHS_BEFORE == 12
    assert "- the answers to a question of the month, about a year after it was asked\n" in page


def test_a_complaint_about_data_is_acknowledged_in_time(root: Path) -> None:
    page = (root / "content/pages/privacy.md").read_text("utf-8")
    assert f"Within **{DAYS[MatterLane.COMPLAINT]} days** the team tells you" in page


def test_the_page_says_how_long_a_plan_stays_as_the_scripts_have_it(root: Path) -> None:
    page = (root / "content/pages/privacy.md").read_text("utf-8")
    scripts = root / "theme/static/js"
    store, plan = ((scripts / name).read_text("utf-8") for name in ("plan-store.js", "my-plan.js"))
    assert "const WEEK = 7;" in store
    assert store.count("const KEY = ") == 1
    assert "in one entry of local storage, or nowhere" in page
    assert "the version before it stays for a week too" in page
    assert "const QUIET = 15 * 60000;" in plan
    assert "after 15 quiet minutes" in page
    assert "Yes, keep it here" in (root / "theme/templates/components/plan-device.html").read_text()
    assert '**Your plan**, if you press "Yes, keep it here"' in page
    for left in ("on **paper** that you print, and in a **file** that you save", "seven days"):
        assert left in page
