"""The recipe for a machine: its files are read by the programs they are for, and guard secrets."""

from __future__ import annotations

import http.client
import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hosted import (
    FORM,
    NAME,
    PATIENCE,
    HostProcess,
    free_port,
    hidden_of,
    hosted_project,
    name_lead,
    settings_of,
)

from connectdo.commands.main import VERBS
from connectdo.commands.programs import CADDY, NGINX, fetch
from connectdo.contribute.service.host_settings import read_host_settings
from connectdo.data.problems import Refusal

RECIPE = "plugins/connectdo/contribute/service/recipe"
HELP = "content/pages/help-host.md"


def commands_of(page: Path) -> list[str]:
    """The lines that a page tells somebody to type."""
    return [
        line.strip() for line in page.read_text("utf-8").splitlines() if line.startswith("    ")
    ]


def given_in(file: Path) -> dict[str, str]:
    """The variables of an environment file."""
    lines = file.read_text("utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: shlex.split(value)[0] for name, _, value in pairs}


def test_the_file_of_settings_has_each_of_them_and_is_refused_as_it_lies_there(root: Path) -> None:
    given = given_in(root / RECIPE / "environment")
    with pytest.raises(Refusal) as refused:
        read_host_settings(given)
    assert [line.split(".")[0] for line in str(refused.value).splitlines()] == [
        "CONNECTDO_KEY is the example of the recipe, which everybody knows",
        "CONNECTDO_BACKUP_KEY is the example of the recipe, which everybody knows",
        "CONNECTDO_BACKUP_KEY is the same as CONNECTDO_KEY",
    ]
    text = (root / RECIPE / "environment").read_text()
    from connectdo.contribute.service.host_settings import _KNOWN

    named = set(re.findall(r"^#? ?CONNECTDO_(\w+)=", text, re.MULTILINE))
    assert _KNOWN.keys() - named == {"SITE_URL"}


def test_each_line_of_the_help_is_one_that_can_be_typed(root: Path) -> None:
    lines = commands_of(root / HELP)
    assert len(lines) > 30
    known = {"apt-get", "cat", "chown", "connectdo-as", "curl", "git", "install", "journalctl"}
    known |= {"make", "nano", "nginx", "runuser", "sed", "systemctl", "useradd"}
    for line in lines:
        words = shlex.split(line)
        assert words[0] in known, line
        if words[0] == "connectdo-as":
            assert words[1] in VERBS, line
        for word in words:
            if word.startswith("/srv/connectdo/plugins"):
                assert (root / word.removeprefix("/srv/connectdo/")).is_file(), line


def test_each_file_of_the_recipe_is_installed_by_a_line_of_the_help(root: Path) -> None:
    files = {file.name for file in (root / RECIPE).iterdir()}
    assert len(files) > 7
    installed = {
        Path(shlex.split(line)[-2]).name for line in commands_of(root / HELP) if RECIPE in line
    }
    assert installed == files


def test_what_runs_by_itself_are_verbs(root: Path) -> None:
    found = set()
    for unit in sorted((root / RECIPE).glob("*.service")):
        found |= set(re.findall(r"/bin/connectdo (\S+)", unit.read_text()))
    assert found == {"host", "backup", "restore"} and found <= VERBS.keys()


@pytest.mark.prove
def test_systemd_reads_the_units_and_finds_them_closed(root: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.fail(
            "systemd-analyze is not here. On Debian: apt-get install systemd", pytrace=False
        )
    for file in (root / RECIPE).glob("connectdo*.*"):
        if file.suffix in (".service", ".timer"):
            text = file.read_text().replace("/srv/connectdo/.venv/bin/connectdo", "/bin/true")
            (tmp_path / file.name).write_text(text)
    units = sorted(map(str, tmp_path.iterdir()))
    ran = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    ours = [line for line in (ran.stdout + ran.stderr).splitlines() if "connectdo" in line]
    assert ours == []
    safe = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=30",
         str(tmp_path / "connectdo.service")],
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    print(safe.stdout.splitlines()[-1] if safe.stdout else safe.stderr)
    assert safe.returncode == 0, safe.stdout + safe.stderr


# --- a web server in front ------------------------------------------------------------------------


class Front:
    """A web server of this machine in front of a host, with the recipe's files, unencrypted."""

    def __init__(self, top: Path, program: str, root: Path) -> None:
        self.top, self.program, self.port = top, program, free_port()
        project = hosted_project(top / "project")
        name_lead(project)
        self.address = f"{NAME}:{self.port}"
        environment = settings_of(
            top, URL=f"https://{NAME}", PUBLIC=str(top / "www"), PER_ADDRESS="2", FLOOR="0"
        )
        self.host = HostProcess(project, environment)
        self.host.wait_for("started")
        words = {"nginx": self._nginx, "caddy": self._caddy}[program](root)
        self.log = top / "log"
        with self.log.open("w") as said:
            self.process = subprocess.Popen(
                words, stdout=said, stderr=said, env={**os.environ, "HOME": str(top)}
            )
        end = time.monotonic() + PATIENCE
        while self.get("/")[0] != 200:
            assert self.process.poll() is None and time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)

    def _nginx(self, root: Path) -> list[str]:
        """The site's own file and the recipe's, in one server without a certificate."""
        (self.top / "snippets").mkdir()
        text = (root / RECIPE / "connectdo-intake.conf").read_text()
        text = text.replace("127.0.0.1:8001", f"127.0.0.1:{self.host.port}")
        # Without a certificate, it is said all the same.
        text = text.replace("X-Forwarded-Proto $scheme", "X-Forwarded-Proto https")
        (self.top / "snippets/connectdo-intake.conf").write_text(text)
        site = (self.top / "www/data/server/nginx.conf").read_text()
        assert "include /etc/nginx/snippets/connectdo-intake*.conf;" in site
        site = site.replace("/etc/nginx/snippets", str(self.top / "snippets"))
        site = site.replace("/var/www/connect-and-do", str(self.top / "www"))
        site = re.sub(r"listen \[.*\n|ssl_.*\n", "", site)
        site = site.replace("listen 443 ssl http2", f"listen 127.0.0.1:{self.port}")
        site = site.replace("listen 80", f"listen 127.0.0.1:{free_port()}")
        who = "user root;" if os.geteuid() == 0 else ""
        (self.top / "nginx.conf").write_text(
            f"daemon off; {who} pid {self.top}/pid; error_log {self.top}/error.log info;"
            f"events {{}} http {{ access_log {self.top}/access.log; {site} }}"
        )
        words = ["nginx", "-p", str(self.top), "-c", str(self.top / "nginx.conf")]
        tried = subprocess.run([*words, "-t"], capture_output=True, text=True, check=False)
        assert tried.returncode == 0 and "warn" not in tried.stderr, tried.stderr
        return words

    def _caddy(self, root: Path) -> list[str]:
        intake = (root / RECIPE / "connectdo-intake.caddy").read_text()
        intake = intake.replace("127.0.0.1:8001", f"127.0.0.1:{self.host.port}")
        intake = intake.replace("X-Forwarded-Proto {scheme}", "X-Forwarded-Proto https")
        intake = intake.replace(
            "{\n\t\theader_up X-", f"{{\n\t\theader_up Host {NAME}\n\t\theader_up X-", 3
        )
        (self.top / "connectdo-intake.caddy").write_text(intake)
        site = (self.top / "www/data/server/Caddyfile").read_text()
        assert "import /etc/caddy/connectdo-intake*.caddy" in site
        site = site.replace("/etc/caddy", str(self.top))
        site = site.replace("/var/www/connect-and-do", str(self.top / "www"))
        site = site.replace(f"\n{NAME} {{", f"\nhttp://{NAME}:{self.port} {{\nlog", 1)
        (self.top / "connectdo-site.caddy").write_text(site)
        own = (root / RECIPE / "Caddyfile").read_text().replace("/etc/caddy", str(self.top))
        (self.top / "Caddyfile").write_text(own.replace("{\n", "{\n\tadmin off\n", 1))
        words = ["caddy", "run", "--adapter", "caddyfile", "--config", str(self.top / "Caddyfile")]
        return words

    def get(
        self, path: str, data: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """What a reader gets."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if data is not None:
            given["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as line:
            try:
                sent = {"Host": NAME, **given}
                line.request("GET" if data is None else "POST", path, data, sent)
                answer = line.getresponse()
            except OSError:
                return 0, {}, ""
            found = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, found, answer.read().decode()

    def logs(self) -> str:
        """All that the web server and the host wrote down."""
        files = [self.log, self.top / "access.log", self.top / "error.log"]
        return "".join(file.read_text() for file in files if file.exists()) + "\n".join(
            self.host.said
        )

    def end(self) -> None:
        """End both."""
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.host.process.terminate()
        self.host.process.wait(PATIENCE)


@pytest.fixture(params=["nginx", "caddy"])
def front(request: pytest.FixtureRequest, tmp_path: Path, root: Path) -> Iterator[Front]:
    fetch({"nginx": NGINX, "caddy": CADDY}[request.param])
    found = Front(tmp_path, request.param, root)
    yield found
    found.end()


@pytest.mark.prove
def test_through_a_web_server_a_form_arrives_and_no_secret_is_written_down(front: Front) -> None:
    status, _, html = front.get(FORM)
    assert status == 200 and "What is wrong with" in html
    assert front.get("/ashmoor/listing/gardening/")[0] == 200
    assert front.get("/healthz")[0] == front.get("/readyz")[0] == 404
    assert front.get("/review/")[0] == 200

    secrets = []
    for number in range(4):  # each claims to be somebody else
        fields = {**hidden_of(front.get(FORM)[2]), "summary": f"Grow {number} peas.", "how": "run"}
        sent = urlencode({**fields, "sure": "yes"})
        status, headers, _ = front.get(
            FORM, sent.encode(), X_Forwarded_For=f"203.0.113.{number}", Origin=f"https://{NAME}",
            Forwarded=f"for=203.0.113.{number}", X_Forwarded_Host="x.example",
        )  # fmt: skip
        assert status == 303
        assert headers["location"].startswith("/suggest/s/")
        secrets.append(headers["location"].split("/")[3])
        assert "Thank you. We have it." in front.get(headers["location"])[2]
    asides = _asides(front)
    assert asides == ["", "", "address", "address"], "they are one connection, whatever they claim"

    # Also where the intake is away, an answer is too long, or the address is a wrong one.
    assert front.get(f"/suggest/s/{secrets[0]}/", b"x" * 70_000)[0] in (413, 502)
    front.host.process.kill()
    front.host.process.wait(PATIENCE)
    assert front.get(f"/suggest/s/{secrets[0]}/")[0] in (502, 504)
    time.sleep(0.5)
    logs = front.logs()
    assert "/ashmoor/listing/gardening/" in logs or front.program == "caddy", "it writes a log"
    for secret in secrets:
        assert secret not in logs
    assert "203.0.113." not in "\n".join(front.host.said)


def _asides(front: Front) -> list[str]:
    from hosted import KEY

    from connectdo.contribute.store.store import Store

    folder = front.top / "project/.intake"
    with closing(Store.open(folder, key=bytes.fromhex(KEY))) as store:
        return [each.aside for each in store.waiting()]
