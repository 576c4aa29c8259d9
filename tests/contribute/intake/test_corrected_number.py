"""A correction of a number asks whose it is and who may see it, as the form for new things does."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from desk_week import FORM, Week
from in_git import git
from small_project import GARDENING, listing

from connectdo.contribute.intake.agreed import NUMBER
from connectdo.contribute.intake.new_routes import SAY_WHO_SEES
from connectdo.contribute.intake.taking import take
from connectdo.contribute.store.store import Submission

MOBILE, LANDLINE = "07700 900123", "020 7946 0333"
NOT_SAID = "They did not say whether its owner agrees that everyone may see it."
HIDDEN = "A number that not everyone may see"


def press(week: Week, **answers: Any) -> tuple[int, str]:
    """Status and page of the form, sent with these answers."""
    data = {**week.fields(), "how": "run", **answers}
    answer = week.client.post(FORM, data=data)
    return answer.status_code, answer.text


def sent(week: Week, **answers: Any) -> Submission:
    assert press(week, sure="yes", **answers)[0] == 303
    return week.desk.store.waiting()[-1]


def review(week: Week, one: Submission) -> str:
    return unescape(week.client.get(f"/review/{one.id}/").text)


def test_the_form_asks_what_that_for_something_new_asks(week: Week) -> None:
    html = week.client.get(FORM).text
    for question in ("Whose number is it?", "May everyone see this number?"):
        assert html.count(question) == 1
    assert "May this mobile number be shown" not in html
    assert html.index("Whose number is it?") > html.index('name="join.phone"')


def test_a_mobile_number_goes_nowhere_until_its_sender_said_who_may_see_it(week: Week) -> None:
    for name in ("join.phone", "join.text"):
        status, html = press(week, sure="yes", **{name: MOBILE})
        assert status == 422
        assert html.count(SAY_WHO_SEES) >= 1
        assert "phone_may_be_public" not in html
        assert MOBILE in html
    assert week.desk.store.waiting() == []


def test_an_old_yes_is_none_to_another_mobile_number(week: Week) -> None:
    old = listing("join: {phone: 07700 900999, phone_may_be_public: yes}\n")
    (week.desk.root / GARDENING).write_text(old)
    git(week.desk.root, "commit", "-qam", "a mobile number")
    assert press(week, sure="yes", **{"join.phone": MOBILE})[0] == 422
    one = sent(week, everyone="yes", **{"join.phone": MOBILE})
    assert one.public == {"changes": [[["join", "phone"], MOBILE]]}


def test_a_yes_is_kept_in_its_words_and_stands_in_the_review(week: Week) -> None:
    one = sent(week, everyone="yes", whose="mine", **{"join.phone": MOBILE})
    assert one.public == {
        "changes": [[["join", "phone"], MOBILE], [["join", "phone_may_be_public"], "yes"]]
    }
    (agreed,) = week.desk.store.agreements.of(one.id)
    assert (agreed.what, agreed.wording, agreed.how) == ("phone", NUMBER, "form")
    week.open_review()
    html = review(week, one)
    assert f"“{NUMBER}” On 22 November 2026 at 09:00, in the form." in html
    assert "My own" in html
    assert NOT_SAID not in html
    week.decide(one.id, do="accept")
    assert "phone_may_be_public: yes" in (week.desk.root / GARDENING).read_text()


@pytest.mark.parametrize("number", [MOBILE, LANDLINE])
def test_a_number_that_not_everyone_may_see_is_for_the_team_alone(week: Week, number: str) -> None:
    status, html = press(week, everyone="no", **{"join.phone": number})
    assert status == 200
    assert HIDDEN in html
    one = sent(week, everyone="no", **{"join.phone": number})
    assert one.public == {"changes": []}
    assert week.desk.store.private_of(one.id)["number"] == number
    assert week.desk.store.agreements.of(one.id) == []
    week.open_review()
    html = review(week, one)
    assert HIDDEN in html and number in html
    assert NOT_SAID not in html


def test_of_a_landline_nobody_has_to_say_it_and_the_review_tells(week: Week) -> None:
    one = sent(week, **{"join.phone": LANDLINE})
    assert week.desk.store.agreements.of(one.id) == []
    week.open_review()
    assert NOT_SAID in review(week, one)
    other = sent(week, everyone="yes", **{"join.phone": "020 7946 0334"})
    assert [each.what for each in week.desk.store.agreements.of(other.id)] == ["phone"]


def test_of_a_message_the_review_says_it_too_and_of_no_number_nothing(week: Week) -> None:
    week.open_review()
    page = "Page: https://example.org/ashmoor/listing/gardening/"
    taken = take(week.desk, f"Connect & Do: a correction\n{page}\nPhone: {LANDLINE}\n")
    assert NOT_SAID in review(week, taken.submission)
    assert NOT_SAID not in review(week, sent(week, summary="Grow peas."))
