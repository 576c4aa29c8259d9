"""The site behind a real nginx and a real Caddy, with the files that it brings for them.

Both come from Debian's packages (nginx-light, caddy). Each runs as a process of its own on this
computer alone, with a certificate made for the test.
"""

from __future__ import annotations

import gzip
import http.client
import os
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from site_builds import ROOT, build, project
from small_project import GARDENING, listing

from connectdo.commands.programs import CADDY, NGINX, OPENSSL, fetch
from connectdo.site.book_parts import read_book
from connectdo.site.server.web_server import FOLDER
from connectdo.told.policy import security_headers

pytestmark = pytest.mark.prove

LONG = "digging-" * 9 + "club"
STYLE = read_book(ROOT / "theme")
PATIENCE = 60


@dataclass
class Host:
    """A running server: ``site`` are the files it shows, below ``root``."""

    port: int
    plain_port: int
    root: str
    site: Path

    def listens(self) -> bool:
        """Whether it takes connections yet."""
        try:
            socket.create_connection(("127.0.0.1", self.port)).close()
        except OSError:
            return False
        return True

    def get(
        self, path: str, *, method: str = "GET", plain: bool = False
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in small letters) and body of one answer."""
        port = self.plain_port if plain else self.port
        line: http.client.HTTPConnection
        if plain:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        else:
            trusting = ssl.create_default_context()
            trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
            line = http.client.HTTPSConnection(
                "127.0.0.1", port, timeout=PATIENCE, context=trusting
            )
            raw = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
            line.sock = trusting.wrap_socket(raw, server_hostname="example.org")
        line.request(method, path, headers={"Host": "example.org", "Accept-Encoding": "gzip"})
        answer = line.getresponse()
        found = (answer.status, {name.lower(): value for name, value in answer.getheaders()})
        body = answer.read()
        line.close()
        return *found, body


def made_site(top: Path, root: str) -> Path:
    """A small site with things that moved, and another beside it; in a folder for a server."""
    when = "when: [{every: Tuesday, from: 10:00, to: 11:00}]\n"
    listed: dict[str, str | bytes | None] = {
        GARDENING: listing(f"formerly: [digging, {LONG}]\n{when}")
    }
    made = project(top / "project", listed)
    folder = top / "www" / root.strip("/")
    ran = build(made, "--output", str(folder), "--site-url", f"https://example.org{root}")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (top / "www/other.html").write_text("another site of this host")
    return folder


@pytest.fixture(
    scope="module",
    params=[("nginx", "/"), ("nginx", "/repo/"), ("caddy", "/"), ("caddy", "/repo/")],
    ids=lambda given: " at ".join(given),
)
def host(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Host]:
    """A real server with the site's own files for it, as a host's only site and as one of many."""
    program, root = request.param
    top = tmp_path_factory.mktemp(program)
    host = Host(free_port(), free_port(), root, made_site(top, root))
    make_certificate(top)
    words = {"nginx": nginx, "caddy": caddy}[program](top, host)
    fetch({"nginx": NGINX, "caddy": CADDY}[program])
    homes = {name: str(top) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    with (top / "log").open("w") as said:
        process = subprocess.Popen(words, stdout=said, stderr=said, env={**os.environ, **homes})
    end = time.monotonic() + PATIENCE
    while not host.listens():
        assert process.poll() is None and time.monotonic() < end, (top / "log").read_text()
        time.sleep(0.1)
    yield host
    process.terminate()
    process.wait(PATIENCE)


def make_certificate(folder: Path) -> None:
    fetch(OPENSSL)
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=example.org".split()
    words += ["-addext", "subjectAltName=DNS:example.org"]
    words += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(words, check=True, capture_output=True)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def nginx(top: Path, host: Host) -> list[str]:
    """Lay out what nginx reads; returns how it is started."""

    def fitted(name: str) -> str:
        text = (host.site / "data/server" / name).read_text("utf-8")
        text = text.replace(FOLDER, str(top / "www"))
        text = text.replace("/etc/letsencrypt/live/example.org", str(top))
        text = re.sub(r"listen \[.*\n", "", text)
        text = text.replace("listen 443", f"listen 127.0.0.1:{host.port}")
        return text.replace("listen 80", f"listen 127.0.0.1:{host.plain_port}")

    text = fitted("nginx.conf")
    if host.root != "/":
        (top / "location.conf").write_text(fitted("nginx-location.conf"))
        text += f"""
            server {{
                listen 127.0.0.1:{host.port} ssl http2;
                server_name example.org;
                ssl_certificate {top}/fullchain.pem;
                ssl_certificate_key {top}/privkey.pem;
                root {top}/www;
                include {top}/location.conf;
            }}
        """
    who = "user root;" if os.geteuid() == 0 else ""
    (top / "nginx.conf").write_text(
        f"daemon off; {who} pid {top}/pid; events {{}} http {{ access_log off; {text} }}"
    )
    return ["nginx", "-p", str(top), "-e", "stderr", "-c", str(top / "nginx.conf")]


def caddy(top: Path, host: Host) -> list[str]:
    """Lay out what Caddy reads; returns how it is started."""
    text = (host.site / "data/server/Caddyfile").read_text("utf-8")
    text = text.replace(FOLDER, str(top / "www"))
    own = f"tls {top}/fullchain.pem {top}/privkey.pem\n"
    if host.root == "/":
        text = text.replace("example.org {\n", f"example.org {{\n{own}", 1)
    else:
        (top / "part").write_text(text)
        text = f"example.org {{\n{own}root * {top}/www\nimport {top}/part\nfile_server\n}}\n"
    ports = f"https_port {host.port}\nhttp_port {host.plain_port}\nadmin off\n"
    (top / "Caddyfile").write_text(f"{{\n{ports}}}\n{text}")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(top / "Caddyfile")]


def one_of_each_kind(site: Path) -> dict[str, str]:
    """A path of each kind of file, and the media type that it must have."""
    kinds = {
        "index.html": "text/html; charset=utf-8",
        "static/*.css": "text/css; charset=utf-8",
        "static/*.js": "text/javascript; charset=utf-8",
        "static/*.svg": "image/svg+xml",
        "data/*.csv": "text/csv; charset=utf-8",
        "data/*.geojson": "application/geo+json",
        "data/offline.json": "application/json",
        "data/oruk/services/index.json": "application/json",
        "ashmoor/calendar.ics": "text/calendar; charset=utf-8",
        "ashmoor/feed.atom": "application/atom+xml",
        "manifest.webmanifest": "application/manifest+json",
        "robots.txt": "text/plain; charset=utf-8",
        "sitemap.xml": "application/xml",
        "favicon.ico": "image/x-icon",
        "static/*.png": "image/png",
    }
    found = {}
    for pattern, kind in kinds.items():
        files = sorted(site.glob(pattern))
        assert files, f"the site has no {pattern}"
        found[files[0].relative_to(site).as_posix()] = kind
    return found


def test_every_kind_of_file_goes_out_as_it_should(
    host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = dict(security_headers(STYLE, https_only=host.root == "/"))
    rows = []
    for path, kind in one_of_each_kind(host.site).items():
        status, headers, body = host.get(host.root + path)
        assert (status, headers["content-type"]) == (200, kind), path
        for name, value in wanted.items():
            assert headers[name.lower()] == value, (path, name)
        assert not re.search(r"\d", headers.get("server", "")), "a version is told"
        lasting = "static/" in path
        assert headers["cache-control"] == (
            "public, max-age=31536000, immutable" if lasting else "no-cache"
        )
        data = (host.site / path).read_bytes()
        packed = headers.get("content-encoding") == "gzip"
        assert (gzip.decompress(body) if packed else body) == data
        text = not kind.startswith("image/") or "svg" in kind
        if text and len(data) > 1024:
            assert packed, path
            assert "accept-encoding" in headers["vary"].lower()
        rows.append(f"{path:<34}{kind:<34}{headers['cache-control']:<38}{'gzip' if packed else ''}")
    assert ("strict-transport-security" in host.get(host.root)[1]) is (host.root == "/")
    with capsys.disabled():
        print("\n" + "\n".join(rows))
        print("\n".join(f"{name}: {value[:90]}" for name, value in host.get(host.root)[1].items()))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("ashmoor/", 200),
        ("ashmoor/listing/gardening/", 200),
        ("data/oruk", 200),
        ("data/oruk/services", 200),
        ("nowhere/", 404),
        ("static/none.css", 404),
        (".build/written", 404),
        (".build/lock", 404),
        ("%2ebuild/written", 404),
        (".git/config", 404),
        ("ashmoor/.hidden", 404),
        ("ashmoor/../.build/written", 404),
    ],
)
def test_what_is_there_is_answered_and_what_is_hidden_is_not(
    host: Host, path: str, expected: int
) -> None:
    (host.site / "ashmoor/.hidden").write_text("not for readers")
    status, headers, body = host.get(host.root + path)
    assert status == expected
    assert headers["content-security-policy"].startswith("default-src 'none'")
    if expected == 404:
        text = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
        assert b"We cannot find this page" in text
        assert headers["content-type"] == "text/html; charset=utf-8"


def test_what_has_no_ending_is_json(host: Host) -> None:
    for name in ("data/oruk", "data/oruk/services", "data/oruk/taxonomies"):
        assert host.get(host.root + name)[1]["content-type"] == "application/json"


@pytest.mark.parametrize("old", ["digging", LONG])
def test_an_old_address_leads_on(host: Host, old: str) -> None:
    """A long one too, which nginx would not start with in a plain map."""
    status, headers, _ = host.get(f"{host.root}ashmoor/listing/{old}/")
    assert status in (301, 308)
    assert headers["location"].endswith(f"{host.root}ashmoor/listing/gardening/")


def test_a_folder_without_its_slash_leads_to_the_folder(host: Host) -> None:
    for path in ("ashmoor", *([""] if host.root != "/" else [])):
        status, headers, _ = host.get((host.root + path).rstrip("/"))
        assert status in (301, 308)
        assert headers["location"] == f"{host.root}{path}".rstrip("/") + "/"


def test_a_site_of_its_own_sends_everybody_to_https(host: Host) -> None:
    if host.root != "/":
        return  # the other sites of the host decide, and the file says so
    status, headers, _ = host.get("/ashmoor/?a=b", plain=True)
    assert status in (301, 308)
    assert re.fullmatch(r"https://example\.org(:\d+)?/ashmoor/\?a=b", headers["location"])


def test_the_other_sites_of_a_host_stay_as_they_were(host: Host) -> None:
    if host.root == "/":
        return  # there is none
    status, headers, body = host.get("/other.html")
    assert (status, body) == (200, b"another site of this host")
    assert "content-security-policy" not in headers
    assert host.get("/nothing")[0] == 404
    assert b"We cannot find this page" not in host.get("/nothing")[2]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed_from_outside(host: Host, method: str) -> None:
    assert host.get(f"{host.root}ashmoor/", method=method)[0] == 405
