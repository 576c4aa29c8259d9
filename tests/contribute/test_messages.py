"""What a message says is read, whatever a mail program has done to it, and nothing is lost."""

from __future__ import annotations

import base64
import datetime as dt
import quopri
import random
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from small_project import FILES, GARDENING, listing, write_project

from connectdo.contribute.messages import ReadMessage, listing_of, read_message
from connectdo.data.directory import Directory
from connectdo.data.problems import Refusal
from connectdo.data.reading import read_directory

TEXT = """\
Connect & Do: a correction
About: Anna’s gardening
Page: https://example.org/ashmoor/listing/gardening/
When: Tuesday, 10:00 to 12:00
Phone: 020 7946 0222
How do you know: I run it
How can we reach you: Zoë, 07700 900123
What is wrong: The gate is green now. Ring the bell at the gate, and wait a little.
It is “Anna’s” gate.
"""
READ = ReadMessage(
    "correct",
    "Anna’s gardening",
    ("https://example.org/ashmoor/listing/gardening/",),
    "",
    {"when": "Tuesday, 10:00 to 12:00", "join.phone": "020 7946 0222"},
    "run",
    "Zoë, 07700 900123",
    "The gate is green now. Ring the bell at the gate, and wait a little.\nIt is “Anna’s” gate.",
)
FRAME = b"From: Zo <zo@example.org>\r\nTo: team@example.org\r\nSubject: Hello\r\n"


def quoted(mark: str) -> str:
    return "".join(f"{mark}{line}\n" for line in TEXT.splitlines())


def mail(*, cte: str = "", charset: str = "utf-8", html: str = "") -> bytes:
    """A whole mail, as a program saves it."""
    made = EmailMessage()
    made["From"] = "Zoë Brown <zoe@example.org>"
    made["Subject"] = "Connect & Do: a correction"
    made.set_content(TEXT, charset=charset, cte=cte or None)
    if html:
        made.add_alternative(html, subtype="html")
    return made.as_bytes()


def as_html() -> str:
    lines = TEXT.replace("&", "&amp;").splitlines()
    return f"<html><head><style>p {{}}</style></head>{''.join(f'<p>{x}</p>' for x in lines)}"


def only_html() -> bytes:
    made = EmailMessage()
    made["From"] = "zo@example.org"
    made.set_content(as_html().replace("</p><p>It is", "<br/>It is"), subtype="html")
    return made.as_bytes()


def attached() -> bytes:
    """A message that somebody forwards as a file, under a few words of their own."""
    inner, outer = EmailMessage(), EmailMessage()
    inner["From"] = "zo@example.org"
    inner.set_content(TEXT)
    outer["From"] = "lee@example.org"
    outer.set_content("See below")
    outer.add_attachment(inner)
    return outer.as_bytes()


def without_opening() -> bytes:
    """A mail whose first line is its subject."""
    return (
        mail()
        .replace(b"Connect & Do: a correction\n", b"", 2)
        .replace(b"Subject: ", b"Subject: Connect & Do: a correction")
    )


MANGLED: dict[str, bytes | str] = {
    "as it was sent": TEXT,
    "in bytes": TEXT.encode(),
    "with a byte order mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "with the line ends of Windows": TEXT.replace("\n", "\r\n"),
    "with old line ends": TEXT.replace("\n", "\r"),
    "in UTF-16": TEXT.encode("utf-16"),
    "in UTF-16 without a mark": TEXT.encode("utf-16-le"),
    "in UTF-16, the other way round": TEXT.encode("utf-16-be"),
    "in Windows-1252": TEXT.encode("cp1252"),
    "quoted": quoted("> "),
    "quoted twice": quoted("> >"),
    "quoted with bars": quoted("| "),
    "in capitals": TEXT.replace("About:", "ABOUT:").replace("Phone:", "PHONE :"),
    "in small letters": TEXT.replace("Connect & Do: a", "connect & do: a").replace(
        "How do you", "how do you"
    ),
    "in bold": TEXT.replace("About:", "*About:*").replace("Phone:", "*Phone*:"),
    "with spaces that do not break": TEXT.replace(": ", ":\u00a0"),
    "with marks of direction": TEXT.replace("About", "\u200fAbout").replace("020", "\u202a020"),
    "escaped": TEXT.replace("&", "&amp;").replace("“", "&ldquo;").replace("”", "&rdquo;"),
    "with letters in two parts": TEXT.replace("ë", "e\u0308"),
    "with empty lines between": TEXT.replace("\nPage", "\n\nPage").replace("\nHow", "\n\n\nHow"),
    "with spaces before and behind": "".join(f"  {x}  \n" for x in TEXT.splitlines()),
    "with signs of a question": TEXT.replace("you know:", "you know?:").replace(
        "wrong:", "wrong?:"
    ),
    "with answers on the next line": TEXT.replace("Phone: ", "Phone:\n").replace(
        "reach you: ", "reach you:\n\n"
    ),
    "with long lines cut": TEXT.replace("10:00 to", "10:00 to\n").replace(
        "listing/gard", "listing/\ngard"
    ),
    "with the address in brackets": TEXT.replace("https", "<https").replace("ing/\n", "ing/>\n"),
    "under the headers of a paste": f"From: Zo\nSent: Monday\nTo: us\nSubject: Hi\n\n{TEXT}",
    "forwarded": f"-----Original Message-----\nFrom: Zo\nSent: Monday\n\n{TEXT}",
    "in an answer": f"On Mon, 30 Nov 2026 at 10:00, Zo\n<zo@example.org> wrote:\n\n{quoted('> ')}",
    "answered, and below it once more": f"{TEXT}\nOn Monday Zo wrote:\n{quoted('> ')}".replace(
        quoted("> ").partition("> What is")[2], ""
    ).replace("> What is", ""),
    "a mail": mail(),
    "a mail in base64": mail(cte="base64"),
    "a mail in quoted-printable": mail(cte="quoted-printable"),
    "a mail in UTF-16": mail(charset="utf-16", cte="base64"),
    "a mail in Windows-1252": mail(charset="cp1252", cte="quoted-printable"),
    "a mail in two forms": mail(html=as_html()),
    "a mail in HTML alone": only_html(),
    "a mail forwarded as a file": attached(),
    "a mail of an unknown alphabet": FRAME
    + b"Content-Type: text/plain; charset=martian\r\n\r\n"
    + TEXT.encode(),
    "a mail that says no alphabet": FRAME + b"\r\n" + TEXT.encode(),
    "a mail with broken headers": FRAME
    + b"Content-Transfer-Encoding: base64\r\nDate: =?x?\r\nTo: <<,>\r\n\r\n"
    + base64.encodebytes(TEXT.encode()),
    "a mail saved as UTF-16": (FRAME.decode() + "MIME-Version: 1.0\r\n\r\n" + TEXT).encode(
        "utf-16"
    ),
    "soft line ends": FRAME
    + b"Content-Type: text/plain; charset=utf-8\r\n"
    + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    + quopri.encodestring(TEXT.encode()),
}


@pytest.mark.parametrize("given", MANGLED.values(), ids=MANGLED)
def test_a_message_says_the_same_whatever_was_done_to_it(given: bytes | str) -> None:
    read = read_message(given)
    own = " ".join(read.words.split())
    assert " ".join(READ.words.split()) in own
    pages = tuple(page.strip("<>") for page in read.pages)
    assert replace(read, words="", pages=pages) == replace(READ, words="")


def test_many_forms_are_tried() -> None:
    assert len(MANGLED) >= 40


def test_the_same_words_are_one_sending_however_they_came() -> None:
    assert read_message(TEXT).once == read_message(mail(cte="base64")).once
    assert read_message(TEXT).once == read_message(quoted("> ")).once
    assert read_message(TEXT).once != read_message(TEXT.replace("0222", "0333")).once


def test_what_is_not_understood_is_kept_for_the_team() -> None:
    text = TEXT.replace("How do you know: I run it", "How do you know: My cousin said so")
    read = read_message(
        f"Hello there!\n\n{text}\nWebsite: none yet\nPhone: 020 7946 0444\n-- \nZo\nPhone: 0999\n"
    )
    assert read.answers["join.phone"] == "020 7946 0222"
    for kept in (
        *("Hello there!", "Website: none yet", "Phone: 020 7946 0444", "Zo", "Phone: 0999"),
        "How do you know: My cousin said so",
    ):
        assert kept in read.words.splitlines(), kept
    assert read.how == ""


def test_what_stands_under_a_signature_is_its_owners_and_no_answer() -> None:
    read = read_message("Page: ashmoor/gardening\nCost: free\n-- \nZo\nE-mail: zo@example.org\n")
    assert read.answers == {"cost": "free"}
    assert read.words == "Zo\nE-mail: zo@example.org"


def test_of_two_answers_to_one_question_the_first_stands_and_the_other_is_kept() -> None:
    read = read_message("Page: ashmoor/gardening\nCost: free\nCost: £2\nCost: free\n")
    assert (read.answers, read.words) == ({"cost": "free"}, "Cost: £2")


def test_the_frame_of_a_paste_is_no_word_of_the_sender() -> None:
    read = read_message("Sent: Monday\nTo: us\n\nPage: ashmoor/gardening\n\nThe door")
    assert read.words == "The door"


def test_an_answer_above_the_message_that_it_answers_is_read_once() -> None:
    text = TEXT.partition("What is wrong")[0]
    read = read_message(f"{text}What is wrong: The door\n\nOn Monday Zo wrote:\n> {text}")
    assert read == replace(READ, words="The door")
    quoted_below = "".join(f"> {line}\n" for line in text.splitlines())
    assert read_message(f"{text}What is wrong: The door\n\n{quoted_below}") == read


def test_a_line_that_no_label_begins_goes_on_and_after_an_empty_line_it_is_free() -> None:
    read = read_message("Page: ashmoor/gardening\nPhone: 020\n7946 0222\n\nSent from my phone\n")
    assert read.answers == {"join.phone": "020 7946 0222"}
    assert read.words == "Sent from my phone"


def test_whoever_sent_a_mail_can_be_reached_by_it() -> None:
    text = TEXT.replace("How can we reach you: Zoë, 07700 900123\n", "")
    made = EmailMessage()
    made["From"] = "Zoë Brown <zoe@example.org>"
    made.set_content(text)
    assert read_message(made.as_bytes()).reach == "Zoë Brown <zoe@example.org>"
    assert read_message(f"From: Zo <zo@example.org>\nSent: x\n\n{text}").reach == (
        "Zo <zo@example.org>"
    )
    assert read_message(mail()).reach == "Zoë, 07700 900123"


def test_a_letter_without_its_first_line_has_its_sort_from_its_subject_or_its_page() -> None:
    tip = b"From: zo@example.org\nSubject: Connect & Do: a tip\n\nAbout: Gardening\n\nSit down.\n"
    assert read_message(tip).kind == "tip"
    assert read_message("Page: ashmoor/gardening\n").kind == "correct"
    assert read_message("Cost: free\nWhat is wrong, or new: A new choir").kind == "new"


@pytest.mark.parametrize("says", ["about", "Anna", "", "Connect & Do", "Dear team: hello\nBye: Zo"])
def test_what_is_no_message_is_told_what_it_needs(says: str) -> None:
    with pytest.raises(Refusal, match=r"This is no message about a listing. It needs a line"):
        read_message(says)


def test_what_is_no_text_or_too_long_is_refused_with_a_sentence() -> None:
    with pytest.raises(Refusal, match=r"This is no text. Save the words of the message"):
        read_message(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0")
    with pytest.raises(Refusal, match=r"larger than 64 kB. Save its words alone"):
        read_message(TEXT + "a" * 2**16)


def test_no_broken_mail_ends_in_anything_but_an_answer_or_a_sentence() -> None:
    chance = random.Random(20261130)
    whole = [each if isinstance(each, bytes) else each.encode() for each in MANGLED.values()]
    for _ in range(600):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(data))
            piece = chance.choice(
                [b"", b"\n", b":", b"=?", b"\0", b"\xff", b"--", b"<", b"> ", b"%"]
            )
            data[at : at + chance.randrange(4)] = piece
        try:
            assert read_message(bytes(data)).kind
        except Refusal:
            continue


# ---- the listing ----

CHOIR = "boroughs/ashmoor/listings/choir.md"
BIRCHLEY = "boroughs/birchley/borough.yml"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    files: dict[str, str | bytes | None] = {
        CHOIR: listing("", without="").replace("name: Gardening", "name: The Choir"),
        BIRCHLEY: "schema: 1\nname: Birchley\ngss: E09000902\nstatus: demonstration\n",
    }
    folder = write_project(tmp_path_factory.mktemp("here"), files)
    return read_directory(folder, dt.date(2026, 11, 22)).directory


def about(*pages: str, **more: str) -> ReadMessage:
    return ReadMessage("correct", pages=pages, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "page",
    [
        "https://example.org/ashmoor/listing/gardening/",
        "http://localhost:8000/repo/ashmoor/listing/gardening",
        "https://example.org/ashmoor/listing/gardening/index.html?x=1#when",
        "file:///home/anna/site/ashmoor/listing/gardening/index.html",
        "C:\\Site\\ashmoor\\listing\\gardening\\index.html",
        "<HTTPS://EXAMPLE.ORG/ASHMOOR/LISTING/GARDENING/>",
        "https://safe.example.com/?url=https%3A%2F%2Fexample.org%2Fashmoor%2Flisting%2Fgardening%2F",
        "example.org/ashmoor/listing/gardening/.",
        "ashmoor/gardening",
    ],
)
def test_of_an_address_only_the_path_counts(directory: Directory, page: str) -> None:
    assert listing_of(about(page), directory).path == GARDENING
    again = about(page, "ashmoor/gardening")
    assert listing_of(again, directory).path == GARDENING


def test_a_name_that_one_listing_has_is_enough(directory: Directory) -> None:
    assert listing_of(about(about="the CHOIR!"), directory).path == CHOIR
    assert listing_of(about(about="Choir", borough="Ashmoor"), directory).path == CHOIR


REFUSED: dict[str, tuple[Callable[[], ReadMessage], str]] = {
    "two pages": (
        lambda: about("ashmoor/gardening", "ashmoor/choir"),
        'It names 2 pages: "ashmoor/gardening", "ashmoor/choir". Keep one of them',
    ),
    "a slip in the id": (
        lambda: about("https://example.org/ashmoor/listing/gardning/"),
        'There is no listing "gardning" in "ashmoor". It may have moved or closed. '
        'Did you mean "gardening"?',
    ),
    "a borough that is not here": (
        lambda: about("https://example.org/ashmore/listing/gardening/"),
        'The page is of "ashmore", and there is no such borough here. Did you mean "ashmoor"?',
    ),
    "another borough than that of the page": (
        lambda: about("ashmoor/gardening", borough="Birchley"),
        'The page is of Ashmoor, and the message says "Birchley". Keep the one that is right.',
    ),
    "another page": (
        lambda: about("https://example.org/ashmoor/week/"),
        '"https://example.org/ashmoor/week/" is not the page of a listing. Write its address '
        "behind “Page:”",
    ),
    "a name that is nearly known": (
        lambda: about(about="Gardning"),
        'No listing is called "Gardning". Did you mean "ashmoor/gardening" (Gardening)? Write its '
        "address behind “Page:”",
    ),
    "a name in another borough": (
        lambda: about(about="Gardening", borough="Birchley"),
        'No listing is called "Gardening". None is known yet. Write its address',
    ),
    "nothing": (lambda: about(), "It does not say which listing it is about. Write its address"),
}


@pytest.mark.parametrize(("message", "says"), REFUSED.values(), ids=REFUSED)
def test_what_names_no_listing_is_told_what_to_write(
    directory: Directory, message: Callable[[], ReadMessage], says: str
) -> None:
    with pytest.raises(Refusal) as refused:
        listing_of(message(), directory)
    assert str(refused.value).startswith(says)


def test_a_name_that_two_listings_have_is_not_enough(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {CHOIR: FILES[GARDENING]}
    folder = write_project(tmp_path, files)
    directory = read_directory(folder, dt.date(2026, 11, 22)).directory
    with pytest.raises(Refusal, match='"gardening" is the name of ashmoor/choir, ashmoor/garden'):
        listing_of(about(about="gardening"), directory)
