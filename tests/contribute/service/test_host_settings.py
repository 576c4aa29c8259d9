"""The settings of a host: all mistakes at once, each a sentence, and no secret in any of them."""

from __future__ import annotations

import base64
import random
import traceback
from contextlib import closing
from pathlib import Path

import pytest
from stored import add

from connectdo.contribute.service.host_settings import HostSettings, key_of, read_host_settings
from connectdo.contribute.service.made_up import EXAMPLE
from connectdo.contribute.store.store import Store
from connectdo.data.problems import Refusal

KEY = "9f1c0b7e64d2a85530ce17f8ab4629d1e3708c5fb61a94d7022ecb8f51637da4"
OTHER_KEY = "0d83f6a1c95b2e7748bd10ce6f5392a7f4e18c360b79d5aa214fe8067c9bd312"
WORDS = "canary-of-the-password"
GOOD = {
    "CONNECTDO_URL": "https://connect.ashmoor.gov.uk",
    "CONNECTDO_KEY": KEY,
    "CONNECTDO_SMTP": f"smtps://team:{WORDS}@mail.ashmoor.gov.uk",
    "CONNECTDO_MAIL_FROM": "connect@ashmoor.gov.uk",
    "CONNECTDO_SECOND_ADDRESS": "head@ashmoor.gov.uk",
    "CONNECTDO_PROXY": "127.0.0.1",
    "CONNECTDO_REMOTE": "origin",
    "CONNECTDO_PUBLIC": "/var/www/connect-and-do",
    "CONNECTDO_BACKUPS": "/var/backups/connectdo",
    "CONNECTDO_BACKUP_KEY": OTHER_KEY,
}
SECRETS = (KEY, OTHER_KEY, WORDS, EXAMPLE)


def said(**changed: str | None) -> list[str]:
    """What is said of the good settings with some of them changed, or taken out."""
    given = {f"CONNECTDO_{name}": value for name, value in changed.items()}
    environment = {k: v for k, v in (GOOD | given).items() if v is not None}
    try:
        read_host_settings(environment)
    except Refusal as refusal:
        return str(refusal).splitlines()
    return []


def test_a_host_with_all_that_it_needs_is_read_whole() -> None:
    found = read_host_settings({**GOOD, "HOME": "/root", "CONNECTDO_PER_ADDRESS": "20"})
    assert found.url == found.site_url == "https://connect.ashmoor.gov.uk/"
    assert found.host == "connect.ashmoor.gov.uk" and not found.for_trying
    assert found.key == bytes.fromhex(KEY)
    assert found.mail is not None
    assert (found.mail.host, found.mail.port, found.mail.user, found.mail.password) == (
        "mail.ashmoor.gov.uk",
        465,
        "team",
        WORDS,
    )
    assert found.branch == "main" and found.limits.per_address == 20
    assert not found.proof_of_work
    assert read_host_settings({**GOOD, "CONNECTDO_PROOF_OF_WORK": "on"}).proof_of_work
    assert found.public == Path("/var/www/connect-and-do")
    assert list(found.warnings()) == []


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("URL", None, "is missing. Set it to where people find the forms"),
        ("URL", "connect.example.org", 'is not a web address: "connect.example.org". Write it as'),
        ("URL", "http://connect.example.org", "would go unencrypted. Put a web server with a"),
        ("URL", "https://connect.example.org/forms", "has a path"),
        ("URL", f"https://me:{WORDS}@connect.example.org", "is not a web address: what it says."),
        ("KEY", None, "is missing. Set it to the secret key"),
        ("KEY", "b1c2", "is too short: 2 bytes, and 32 are needed. Make one with: openssl"),
        ("KEY", "ab" * 32, "repeats itself"),
        ("KEY", KEY[:32] * 2, "repeats itself"),
        ("KEY", "00112233445566778899aabbccddeeff" * 2, "repeats itself"),
        ("KEY", bytes(range(7, 39)).hex(), "repeats itself"),
        ("KEY", b"correct horse battery staple, and more".hex(), "is made of words"),
        ("KEY", "correcthorsebatterystaplecorrecthorsebattery", "is made of words"),
        ("KEY", EXAMPLE, "is the example of the recipe"),
        ("KEY", "what is this?", "is neither hex nor base64"),
        ("SMTP", None, "is missing. Set it to the mail server"),
        ("SMTP", f"mail.example.org:{WORDS}", "is not the address of a mail server"),
        ("SMTP", f"smtp://team:{WORDS}@mail.example.org", "unencrypted"),
        ("SMTP", f"smtps://team:{WORDS}/2@mail.example.org", "cannot be read. Write it as"),
        ("SMTP", "smtps://mail.example.org/inbox", "goes on behind its host"),
        ("SMTP", "smtps://team@mail.example.org", "has a user and no password"),
        ("SMTP", f"smtps://team:{WORDS}@mail.example.org:mail", "cannot be read. Write it as"),
        ("MAIL_FROM", "Ashmoor <connect@ashmoor.gov.uk>", "is not a mail address"),
        ("SECOND_ADDRESS", "the head", "is not a mail address"),
        ("PROXY", None, "is missing. Set it to the address of the web server in front"),
        ("PROXY", "10.0.0.0/8, 127.0.0.1", 'is not one address: "10.0.0.0/8, 127.0.0.1".'),
        ("PROXY", "*", "is not one address"),
        ("REMOTE", f"https://me:{WORDS}@forge.example.org/x", "is not a name that git knows"),
        ("BRANCH", "--force", 'is not a branch: "--force"'),
        ("PUBLIC", "output", 'is "output". Write the whole path'),
        ("BACKUP_KEY", None, "is missing. Set it to the secret key of the backups"),
        ("BACKUP_KEY", KEY, "is the same as CONNECTDO_KEY"),
        ("PER_ADDRESS", "many", 'is "many". Write a whole number from 1 on, such as 10.'),
        ("PER_BOROUGH", "0", "Write a whole number from 1 on"),
        ("PROOF_OF_WORK", "onn", 'is "onn". Did you mean on? Write off or on.'),
        ("PROOF_OF_WORK", "yes", 'is "yes". Write off or on.'),
        ("PROXYS", "127.0.0.1", "is not a setting. Did you mean CONNECTDO_PROXY?"),
        ("PASSWORD_OF_ALL", WORDS, "is not a setting."),
    ],
)
def test_what_is_wrong_is_one_sentence_that_names_it(
    name: str, value: str | None, sentence: str
) -> None:
    [line] = said(**{name: value})
    assert line.startswith(f"CONNECTDO_{name} ")
    assert sentence in line
    assert not any(secret in line for secret in SECRETS)


def test_all_mistakes_are_said_at_once() -> None:
    lines = said(URL="nowhere", KEY="short", SMTP="mail", MAIL_FROM="me", PROXY="*", PUBLCI="/x")
    assert [line.split()[0].removeprefix("CONNECTDO_") for line in lines] == [
        *("URL", "PUBLCI", "KEY", "SMTP", "MAIL_FROM", "PROXY")
    ]


def test_a_key_by_chance_is_taken_in_each_way_of_writing_it() -> None:
    drawn = random.Random(20261201)  # of keys by chance one in 30,000 looks like words
    for _ in range(300):
        key = drawn.randbytes(32)
        for text in (
            key.hex(),
            key.hex().upper(),
            base64.b64encode(key).decode(),
            base64.urlsafe_b64encode(key).decode().rstrip("="),
        ):
            assert key_of({"CONNECTDO_KEY": text}) == key


def test_neither_printed_settings_nor_a_traceback_have_a_secret() -> None:
    found = read_host_settings(GOOD)
    assert not any(secret in f"{found!r} {found} {found.mail!r}" for secret in SECRETS)
    assert repr(bytes.fromhex(KEY)) not in repr(found)
    try:
        read_host_settings({**GOOD, "CONNECTDO_KEY": EXAMPLE, "CONNECTDO_URL": f"x{KEY}"})
    except Refusal:
        text = traceback.format_exc()
    assert not any(secret in text for secret in SECRETS)


def test_on_this_computer_it_starts_for_trying_and_warns() -> None:
    home = {"CONNECTDO_URL": "http://127.0.0.1:8001", "CONNECTDO_KEY": KEY}
    found = read_host_settings(home)
    assert found.for_trying and found.mail is None
    assert "for trying" in next(iter(found.warnings()))
    found.require_lead(lambda: False)
    with pytest.raises(Refusal, match="CONNECTDO_KEY is too short"):
        read_host_settings({**home, "CONNECTDO_KEY": "12"})


def test_without_a_lead_a_host_does_not_start() -> None:
    found: HostSettings = read_host_settings(GOOD)
    found.require_lead(lambda: True)
    with pytest.raises(Refusal, match="connectdo reviewer add NAME MAIL --borough ID --role lead"):
        found.require_lead(lambda: False)


# --- the store's key ------------------------------------------------------------------------------


def test_a_store_with_a_key_from_outside_keeps_none_itself(tmp_path: Path) -> None:
    with closing(Store.open(tmp_path / "store", key=bytes.fromhex(KEY))) as store:
        _, secret = add(store)
        assert store.key() == bytes.fromhex(KEY)
    assert not (tmp_path / "store/key").exists()
    assert all(
        bytes.fromhex(KEY) not in file.read_bytes() for file in (tmp_path / "store").iterdir()
    )
    with closing(Store.open(tmp_path / "store", key=bytes.fromhex(KEY))) as again:
        assert again.by_secret(secret) is not None


def test_a_store_that_was_begun_with_another_key_says_so(tmp_path: Path) -> None:
    with closing(Store.open(tmp_path / "store", key=bytes.fromhex(KEY))) as store:
        add(store)
    with pytest.raises(Refusal, match=r"begun with another key.* Set CONNECTDO_KEY to the key"):
        Store.open(tmp_path / "store", key=bytes.fromhex(OTHER_KEY))
    (tmp_path / "store/key").write_bytes(bytes.fromhex(OTHER_KEY))
    with pytest.raises(Refusal, match='Bring its file "key" back'):
        Store.open(tmp_path / "store")


def test_the_key_of_a_store_that_was_tried_out_can_move_into_the_environment(
    tmp_path: Path,
) -> None:
    with closing(Store.open(tmp_path / "store")) as store:
        _, secret = add(store)
    key = key_of({"CONNECTDO_KEY": (tmp_path / "store/key").read_bytes().hex()})
    (tmp_path / "store/key").unlink()
    with closing(Store.open(tmp_path / "store", key=key)) as store:
        assert store.by_secret(secret) is not None
