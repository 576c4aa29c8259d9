"""The pages of forms and of the review, as examples."""

from __future__ import annotations

from connectdo.pages.catalogue.frame import Sample, chrome
from connectdo.pages.catalogue.parts import TEAM
from connectdo.pages.form_pages import (
    AnswersView,
    ChangeLine,
    ClosedView,
    FormField,
    FormSection,
    FormView,
    LikelyView,
    LikeOne,
    SentView,
    TakingBack,
    WordsAsked,
)
from connectdo.pages.hide_page import REMAINS, HideView
from connectdo.pages.review_pages import EnterView, QueueView, ReviewView, WaitingRow
from connectdo.told.shapes import Link, Way

TOKEN = (("token", "x"),)
DEMONSTRATION = (
    "This borough is invented, and so are its groups. Try the form as you like. "
    "Please do not write a real person's name, number or address."
)
LINES = (
    ChangeLine(
        "Phone",
        "020 7946 0123",
        "020 7946 0456",
        "Ring the old number, and write who rang when.",
    ),
    ChangeLine("In one sentence", "", "Grow vegetables with friendly neighbours."),
)
SEEN = tuple(ChangeLine(line.label, line.now, line.proposed) for line in LINES)

SAMPLES: tuple[Sample, ...] = (
    Sample(
        "form",
        "form.html",
        FormView(
            chrome=chrome("Correct", "form.css"),
            heading="What is wrong with “Tuesday gardening”?",
            lead="Change what is wrong, and leave the rest. Somebody reads it before it is shown.",
            demonstration=DEMONSTRATION,
            errors=(("join.phone", "“0207” is not a phone number."), ("", "Nothing is changed.")),
            sections=(
                FormSection(
                    "part-0",
                    "How to join",
                    (
                        FormField(
                            "join.phone",
                            "Which number can people ring?",
                            "A number that may be shown to everyone.",
                            "line",
                            "0207",
                            wrong="“0207” is not a phone number.",
                        ),
                        FormField("description", "What would you tell a friend?", "", "text", "Hi"),
                        FormField(
                            "kind",
                            "What sort of thing is it?",
                            "",
                            "choice",
                            "group",
                            (("group", "A group", True), ("class", "A class", False)),
                        ),
                    ),
                ),
                FormSection(
                    "more-0",
                    "Tell more: who it is for",
                    (
                        FormField(
                            "languages",
                            "Which languages are spoken?",
                            "",
                            "choices",
                            "English",
                            (("English", "English", True), ("Polish", "Polish", False)),
                        ),
                    ),
                    folded=True,
                ),
            ),
            hidden=TOKEN,
            button="Check your answers",
            links=(Link("#stopped", "It has stopped"), Link("#page", "Back to the page")),
            danger=(Way("phone", "tel:999", "999", "Ring"),),
        ),
    ),
    Sample(
        "form-step",
        "form.html",
        FormView(
            chrome=chrome("Something new", "form.css"),
            heading="Who runs it?",
            lead="",
            demonstration=DEMONSTRATION,
            errors=(),
            sections=(
                FormSection(
                    "part-0",
                    "",
                    (
                        FormField(
                            "find-organisation",
                            "Type its name",
                            "The name of a group, or a part of it. Then press Look.",
                            "line",
                            "growers",
                            press="Look",
                        ),
                        FormField(
                            "organisation",
                            "Who runs it?",
                            "",
                            "choice",
                            "",
                            (
                                ("growers", "Brockwell Growers", True),
                                ("new", "It is not here yet", False),
                            ),
                        ),
                    ),
                ),
            ),
            hidden=TOKEN,
            button="Go on",
            step="Something new in Lambeth: 3 of 10",
            back=Link("#back", "Back"),
            kept="What you write is kept on this page's address until you send it.",
            saved="It is kept. Copy the address of this page, or leave it open.",
            presses=(("later", "Keep it, and go on later"),),
            unseen="homepage",
        ),
    ),
    Sample(
        "likely",
        "likely.html",
        LikelyView(
            chrome=chrome("Is it one of these?", "form.css"),
            heading="Is it one of these?",
            lead="They are on the site already. If yours is one of them, tell us what is new.",
            demonstration=DEMONSTRATION,
            likely=(
                LikeOne(
                    Link("#page", "Tuesday gardening"),
                    "Brockwell Growers, Brockwell Hall, SW2 1",
                    Link("#correct", "It is this one: correct it"),
                ),
            ),
            hidden=TOKEN,
            back=Link("#back", "Back"),
        ),
    ),
    Sample(
        "answers-check-new",
        "answers-check.html",
        AnswersView(
            chrome=chrome("Check your answers", "form.css"),
            heading="Check your answers",
            lead="Nothing is sent yet. Somebody reads it before it is shown.",
            demonstration=DEMONSTRATION,
            lines=(ChangeLine("In one sentence", "", "Grow vegetables with neighbours."),),
            hidden=TOKEN,
            back=Link("", ""),
            wrong=(Link("#where", "Say where it is."),),
            changes=(Link("#what", "What is it?"), Link("#who", "Who runs it?")),
        ),
    ),
    Sample(
        "answers-check",
        "answers-check.html",
        AnswersView(
            chrome=chrome("Check your answers", "form.css"),
            heading="Check your answers",
            lead="This is what you tell us about “Tuesday gardening”. Nothing is sent yet.",
            demonstration=DEMONSTRATION,
            lines=SEEN,
            hidden=TOKEN,
            back=Link("", "Change something"),
        ),
    ),
    Sample(
        "sent",
        "sent.html",
        SentView(
            chrome=chrome("What you sent", "form.css"),
            heading="Thank you. We have it.",
            reference="LAM-4K7Q",
            state="We have it. Somebody of the borough's team looks at it next.",
            says="A person reads it, and may ring to check. Then the page changes.",
            lines=SEEN,
            links=(Link("#page", "Tuesday gardening"), Link("#home", "The first page")),
            hidden=TOKEN,
            taking=TakingBack(
                "Shall we take your words back?",
                "Then they are erased, and nobody reads them any more.",
                ("take-back-yes", "Yes, take them back"),
                "No",
            ),
        ),
    ),
    Sample(
        "sent-asked",
        "sent.html",
        SentView(
            chrome=chrome("What you sent", "form.css"),
            heading="What you sent",
            reference="LAM-4K7Q",
            state="We have a question for you.",
            says="Which songs?",
            lines=SEEN,
            question="Which songs?",
            hidden=TOKEN,
            wrong="Write your answer first.",
        ),
    ),
    Sample(
        "form-closed",
        "form-closed.html",
        ClosedView(
            chrome=chrome("This form is closed just now", "form.css"),
            heading="This form is closed just now",
            lead="The team is still getting ready to read what is sent. Ring them instead.",
            kept="Nothing was sent. Go back one page: your words are still there.",
            team=TEAM,
            links=(Link("#suggest", "Ring or write instead"),),
        ),
    ),
    Sample(
        "sent-words",
        "sent.html",
        SentView(
            chrome=chrome("What you sent", "form.css"),
            heading="What you sent",
            reference="LAM-4K7Q",
            state="We have it. Somebody of the borough's team looks at it next.",
            says="A person reads it, and may ring to check. Then it is on the page.",
            lines=(ChangeLine("A tip", "", "Sit by the window."),),
            hidden=TOKEN,
            words=WordsAsked(
                heading="May we show your tip like this?",
                sent="Sit by the window, as old Tom does.",
                changed="Sit by the window.",
                of="0123456789abcdef",
                yes="Yes, show it so",
                no="No, as I wrote it or not at all",
                then="You can answer until 27 November. If you do not, it is shown as you wrote "
                "it, or not at all.",
            ),
        ),
    ),
    Sample(
        "review-enter",
        "review-enter.html",
        EnterView(
            chrome("The review", "form.css"),
            "The review",
            "This is not the code that the terminal shows. Look again.",
            TOKEN,
            lead="Type the code that the terminal shows. It works once.",
            name="code",
            label="The code",
            button="Open the review",
            fills="one-time-code",
        ),
    ),
    Sample(
        "review-code",
        "review-enter.html",
        EnterView(
            chrome("The review", "form.css"),
            "Type the code",
            "",
            TOKEN,
            lead="If this address is one of our reviewers', a code is on its way.",
            name="code",
            label="The six digits",
            button="Open the review",
            fills="one-time-code",
            keys="numeric",
            again=Link("#again", "Ask for another code"),
        ),
    ),
    Sample(
        "review-queue",
        "review-queue.html",
        QueueView(
            chrome=chrome("The review", "form.css"),
            heading="What people sent",
            lead="1 thing to look at, the oldest first.",
            too_long="1 thing has waited for more than 180 days. Please decide about it: it is "
            "kept until somebody does.",
            waiting=(
                WaitingRow(
                    Link("#one", "A correction: Tuesday gardening"),
                    "Changes: Phone",
                    "LAM-4K7Q, sent on 16 November at 10:30",
                    True,
                ),
            ),
            decided=(
                WaitingRow(
                    Link("#two", "It has stopped: Thursday choir"),
                    "It is published.",
                    "LAM-9QXD, sent on 15 November at 09:12",
                    False,
                ),
            ),
            hidden=TOKEN,
            lanes=Link("#lanes", "What else people sent: 3 open, 1 late"),
            find="gardening",
            found=(
                (
                    Link("#found", "Tuesday gardening, Brockwell Growers, SW2 1"),
                    Link("#hide", "Hide it from the site"),
                ),
            ),
            pasted="Hello",
            who="You are signed in as Ann.",
            log=Link("#log", "Who did what"),
            wrong="This is no message about a listing.",
            aside=(
                WaitingRow(
                    Link("#three", "A tip: Tuesday gardening"),
                    "Many messages came from one connection. It may be a shared one.",
                    "LAM-7TZP, sent on 16 November at 10:31",
                    False,
                ),
            ),
            off=(Link("#off", "lambeth/chess, hidden since 16 November 2026, 10:30, by Ann"),),
            trouble="1 change is accepted and could not be sent to origin since 10:20: "
            "That computer does not answer just now.",
        ),
    ),
    Sample(
        "review-one",
        "review-one.html",
        ReviewView(
            chrome=chrome("Review", "form.css"),
            heading="A correction: Tuesday gardening",
            page=Link("#page", "The page as it is now"),
            lines=LINES,
            private=(("How they know", "I run it"), ("How to reach them", "020 7946 0999")),
            errors=(("", "Somebody has changed the same since this was sent: join.phone."),),
            said="The sender can read why. Nothing was changed.",
            steps=("16 November 2026, 10:30: received",),
            reasons=(("later", "We cannot do it now, and will look at it again in a few weeks."),),
            hidden=TOKEN,
            open=True,
            can_put_back=True,
            aside="Many messages came from one connection. It may be a shared one.",
            frame="",
            likely=(Link("#likely", "The Tuesday gardeners"),),
            ask_group=Way("email", "mailto:g@example.org?subject=A", "g@example.org", "Write to"),
            change=Link("#change", "Change it before you accept"),
            hide=Link("#hide", "Hide the page from the site"),
            label="Example: not a real group",
            as_sent=True,
            needs="Ann said yes. You are the second person, so it is for you to decide now.",
        ),
    ),
    Sample(
        "review-hide",
        "review-hide.html",
        HideView(
            chrome=chrome("Hide", "form.css"),
            heading="Hide “Brockwell Growers” now?",
            says=(
                "One press, and nobody else has to agree.",
                "With it goes 1 listing.",
            ),
            goes=("Tuesday gardening",),
            others=(Link("#more", "Brockwell Hall, and all that is on there"),),
            page=Link("#page", "The page as it is now"),
            back=Link("#back", "All that waits"),
            remains=REMAINS,
            commands=("git clone --bare ADDRESS ../cleaned.git && cd ../cleaned.git",),
            on_the_host=("git reset --hard '@{upstream}'",),
            gone_words="Then write “gone: [growers]” in boroughs/lambeth/borough.yml.",
            button="Hide it now",
            press="hide",
            hidden=TOKEN,
            said="Your yes is kept.",
            errors=(("", "You have said yes already."),),
            label="Example: not a real group",
        ),
    ),
    Sample(
        "review-one-accepted",
        "review-one.html",
        ReviewView(
            chrome=chrome("Review", "form.css"),
            heading="A correction: Tuesday gardening",
            page=Link("#page", "The page as it is now"),
            lines=(),
            private=(("Their yes to the tip", "“Everyone may read your tip.” In the form."),),
            errors=(),
            said="Accepted.",
            steps=("16 November 2026, 10:30: it was sent, by the sender",),
            reasons=(),
            hidden=TOKEN,
            open=False,
            can_put_back=False,
            goes_out="It goes out at 10:40.",
            stands="Somebody said yes. It will be on the page soon.",
        ),
    ),
)
