"""``connectdo host``: a real process that starts, answers and ends, and what keeps it from it."""

from __future__ import annotations

import re
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from hosted import (
    FORM,
    KEY,
    NAME,
    OTHER_KEY,
    PASSWORD,
    PATIENCE,
    HostProcess,
    as_proxy,
    hidden_of,
    hosted_project,
    name_lead,
    settings_of,
)
from in_git import git
from sampled import sampled
from stored import NOON

from connectdo.commands.answering import bound_of
from connectdo.commands.main import group
from connectdo.contribute.store.store import Store
from connectdo.data.problems import Refusal

ANSWERS = {"summary": "Grow peas.", "how": "run", "sure": "yes"}


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with somebody who reads what may be danger."""
    root = hosted_project(tmp_path_factory.mktemp("host") / "project")
    name_lead(root)
    return root


@pytest.fixture(scope="module")
def host(standing: Path) -> Iterator[HostProcess]:
    """A host that runs; the last test ends it."""
    found = HostProcess(standing, settings_of(standing.parent))
    found.wait_for("started")
    yield found
    found.process.kill()
    found.process.wait(PATIENCE)


def test_it_builds_the_site_and_answers_a_form_as_its_web_server_asks(
    host: HostProcess, standing: Path
) -> None:
    public = standing.parent / "public"
    page = (public / "ashmoor/listing/gardening/index.html").read_text()
    assert "../../../suggest/f/correct/ashmoor/gardening/" in page
    status, headers, html = host.ask(FORM)
    assert status == 200 and "What is wrong with" in html
    assert "server" not in headers and headers["cache-control"] == "no-store"

    fields = {**hidden_of(html), **ANSWERS}
    status, headers, _ = host.ask(FORM, fields, Origin=f"https://{NAME}", X_Forwarded_For="9.9.9.9")
    assert status == 303
    assert host.ask(FORM, fields, Origin="https://x.example")[0] == 403
    page = host.ask(headers["location"])[2]
    assert "Thank you. We have it." in page
    assert not (standing / ".intake/key").exists()


@pytest.mark.parametrize(
    "headers",
    [{"Host": "x.example"}, {"Host": f"{NAME}:8443"}, {"X_Forwarded_Proto": "http"}],
    ids=["another name", "another port", "without encryption"],
)
def test_under_another_address_it_answers_nothing(
    host: HostProcess, headers: dict[str, str]
) -> None:
    status, _, text = host.ask(FORM, **headers)
    assert status == 421
    assert text == f"This is https://{NAME}/ and answers under no other address. Open that one.\n"


def test_health_is_for_this_machine_and_not_for_whom_the_web_server_speaks(
    host: HostProcess,
) -> None:
    with closing(host.connection()) as line:
        for path, said in (("/healthz", "ok\n"), ("/readyz", "store: ok\nsite: ok\nworker: ok\n")):
            line.request("GET", path)
            answer = line.getresponse()
            assert (answer.status, answer.read().decode()) == (200, said)
    assert host.ask("/healthz")[0] == host.ask("/readyz")[0] == 404


def test_what_is_too_long_is_refused_before_it_is_read_whole(host: HostProcess) -> None:
    with closing(host.connection()) as line:
        line.putrequest("POST", FORM, skip_host=True)
        for name, value in {**as_proxy(), "Content-Length": str(1 << 30)}.items():
            line.putheader(name, value)
        line.endheaders(b"x" * 1000)
        assert line.getresponse().status == 413


def test_what_others_change_in_the_repository_is_built_by_itself(
    host: HostProcess, standing: Path
) -> None:
    built = len(host.events("built"))
    file = standing / "boroughs/ashmoor/listings/gardening.md"
    file.write_text(file.read_text().replace("Bring gloves.", "Bring boots."))
    git(standing, "commit", "-qam", "boroughs: boots")
    host.wait_for("built", built + 1)
    page = standing.parent / "public/ashmoor/listing/gardening/index.html"
    assert "Bring boots." in page.read_text()
    host.process.send_signal(signal.SIGHUP)
    host.wait_for("built", built + 2)


def test_the_look_of_its_pages_is_answered_here_too(host: HostProcess) -> None:
    style = re.search(r'href="(?:\.\./)+(static/[^"]+\.css)"', host.ask(FORM)[2])
    assert style
    status, headers, _ = host.ask(f"/{style[1]}")
    assert status == 200
    assert headers["content-type"].startswith("text/css")
    assert "immutable" in headers["cache-control"]
    for away in ("/static/../data/offline.json", "/static/none.css", "/static/"):
        assert host.ask(away)[0] == 404, away


def test_told_to_end_it_answers_who_has_begun_and_lets_nobody_in(
    host: HostProcess, standing: Path
) -> None:
    fields = urlencode({**hidden_of(host.ask(FORM)[2]), **ANSWERS, "words": "slowly"}).encode()
    with closing(host.connection()) as slow, closing(host.connection()) as idle:
        idle.connect()
        slow.putrequest("POST", FORM, skip_host=True)
        for name, value in {**as_proxy(), "Content-Length": str(len(fields))}.items():
            slow.putheader(name, value)
        slow.endheaders(fields[:40])
        time.sleep(0.5)  # that it has come there
        host.process.send_signal(signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while True:  # until nobody new is let in
            try:
                host.ask(FORM)
            except ConnectionRefusedError:
                break
            except OSError:  # it was let in at that very moment
                pass
            assert time.monotonic() < end
        assert host.process.poll() is None
        slow.send(fields[40:])
        answer = slow.getresponse()
        assert answer.status == 303
    assert host.process.wait(PATIENCE) == 0
    [ended] = host.events("ended")
    assert ended["answered"] is True and ended["worked"] is True
    with closing(Store.open(standing / ".intake", key=bytes.fromhex(KEY))) as store:
        kept = [store.private_of(each.id)["words"] for each in store.waiting()]
    assert "slowly" in kept
    said = "\n".join(host.said)
    for secret in (PASSWORD, KEY, "slowly", "192.0.2.7", answer.headers["Location"].split("/")[3]):
        assert secret not in said


# --- what keeps it from starting ------------------------------------------------------------------


def refused(root: Path, *words: str, **changed: str | None) -> list[str]:
    """What it says instead of starting, asked in this process: another one takes longer."""
    environment = settings_of(root.parent, **changed)
    ran = CliRunner().invoke(
        group, ["host", "--root", str(root), "--no-search", *words], env=environment
    )
    assert ran.exit_code == 2 and isinstance(ran.exception, SystemExit), ran.output
    assert PASSWORD not in ran.output
    return [line for line in ran.stderr.splitlines() if not line.startswith("Warning: ")]


def test_it_says_all_that_is_wrong_before_it_touches_anything(tmp_path: Path) -> None:
    root = hosted_project(tmp_path / "project")
    found = refused(root, KEY="1234", URL=f"http://{NAME}", SMTP=None, PORXY="x", PROXY=None)
    names = [line.split()[0].removeprefix("CONNECTDO_") for line in found]
    assert names == ["URL", "PORXY", "SMTP", "PROXY", "KEY"]
    assert not (root / ".intake").exists() and not (tmp_path / "public").exists()


def test_without_a_lead_or_with_another_key_it_does_not_start(tmp_path: Path) -> None:
    root = hosted_project(tmp_path / "project")
    [line] = refused(root)
    assert line.startswith("Nobody is named who reads it when somebody may be in danger.")
    assert not (tmp_path / "public").exists()
    [line] = refused(root, PUBLIC=str(tmp_path))
    assert "everybody reads what is there. Set CONNECTDO_PUBLIC to another folder." in line
    name_lead(root)
    with closing(Store.open(root / ".intake", key=bytes.fromhex(KEY))) as store:
        store.add("tip", "ashmoor", "", None, {}, {}, once="one", now=NOON)
    [line] = refused(root, KEY=OTHER_KEY)
    assert "was begun with another key" in line


def test_where_others_could_reach_it_it_does_not_listen() -> None:
    assert str(bound_of("127.0.0.1:8001")) == "127.0.0.1:8001"
    assert str(bound_of("unix:/run/connectdo/intake.sock")) == "unix:/run/connectdo/intake.sock"
    for text in ("0.0.0.0:8001", "8001", "192.0.2.1:80", "127.0.0.1:0", "unix:here"):
        with pytest.raises(Refusal, match="is no place to listen at"):
            bound_of(text)


@pytest.mark.prove
def test_for_trying_it_says_the_code_and_warns(tmp_path: Path) -> None:
    root = hosted_project(tmp_path / "project")
    less = dict.fromkeys(("SMTP", "MAIL_FROM", "PROXY"))
    url, site = "http://127.0.0.1:8999", "https://www.ashmoor.gov.uk/connect"
    found = HostProcess(root, settings_of(tmp_path, URL=url, SITE_URL=site, **less))
    try:
        found.wait_for("started")
        said = "\n".join(found.said)
        assert f"Warning: {url}/ is for trying" in said
        assert f"Review: {url}/review/  The code, for once: " in said
        status, _, html = found.ask(FORM, Host="127.0.0.1:8999", X_Forwarded_For="192.0.2.9")
        assert status == 200 and "What is wrong with" in html
        # Nobody is believed here, so that whoever asks is this machine.
        assert found.ask("/healthz", X_Forwarded_For="192.0.2.9")[0] == 200
        page = (tmp_path / "public/ashmoor/listing/gardening/index.html").read_text()
        assert f'href="{url}{FORM}"' in page and f'"{site}/ashmoor/' in page
        assert found.end() == 0
    finally:
        found.process.kill()


@pytest.mark.prove
def test_it_answers_through_a_socket_of_the_file_system(tmp_path: Path) -> None:
    root = hosted_project(tmp_path / "project")
    name_lead(root)
    place = tmp_path / "intake.sock"
    found = HostProcess(root, settings_of(tmp_path, PROXY="unix"), "--bind", f"unix:{place}")
    try:
        found.wait_for("started")
        assert place.stat().st_mode & 0o777 == 0o660
        for path, headers, status in (
            (FORM, as_proxy(), 200),
            ("/readyz", {"Host": "localhost"}, 200),
            ("/readyz", as_proxy(), 404),
        ):
            with closing(found.connection()) as line:
                line.sock = socket.socket(socket.AF_UNIX)
                line.sock.connect(str(place))
                line.request("GET", path, headers=headers)
                assert line.getresponse().status == status
        assert found.end() == 0 and not place.exists()
    finally:
        found.process.kill()


@pytest.mark.parametrize("setting", sampled([None, "on"], ["on"]))
def test_its_forms_ask_a_browser_for_work_only_where_that_is_on(
    setting: str | None, standing: Path
) -> None:
    found = HostProcess(standing, settings_of(standing.parent, PROOF_OF_WORK=setting))
    try:
        found.wait_for("started")
        hidden = hidden_of(found.ask(FORM)[2])
        assert ("challenge" in hidden) == (setting == "on")
        assert found.end() == 0
    finally:
        found.process.kill()
