"""What web servers are told: one policy in three forms, and how long each thing may be kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_project import GARDENING, TODAY, listing, write_project

from connectdo.data.reading import read_directory
from connectdo.site.book_parts import read_book
from connectdo.site.server.redirects import redirects
from connectdo.told.policy import content_policy, security_headers
from connectdo.told.publication import Publication, Settings
from connectdo.told.urls import Site

STYLE = read_book(Path(__file__).parents[2] / "theme")
"""The one style that stands inside a page, and so is named in the policy."""


def rules_of(text: str) -> dict[str, dict[str, str]]:
    """``_headers`` as its hosts read it: each path pattern with its headers."""
    rules: dict[str, dict[str, str]] = {}
    path = ""
    for line in text.splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            rules[path][name] = value
        else:
            path = line
            assert path not in rules, f"{path} has two rules"
            rules[path] = {}
    return rules


def headers_of(rules: dict[str, dict[str, str]], path: str) -> dict[str, str]:
    """The headers of one address: all rules that match, values of one name joined by a comma."""
    found: dict[str, str] = {}
    for pattern, headers in rules.items():
        if re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), path):
            for name, value in headers.items():
                found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def test_every_answer_carries_the_policy_and_pages_are_asked_for_again(built_site: Path) -> None:
    rules = rules_of((built_site / "_headers").read_text("utf-8"))
    pages = list(built_site.rglob("index.html"))
    assert len(pages) > 800
    for page in [*pages, built_site / "lambeth/pagefind/pagefind.js"]:
        path = "/" + page.relative_to(built_site).as_posix().removesuffix("index.html")
        assert headers_of(rules, path) == {
            **dict(security_headers(STYLE, https_only=True)),
            "Cache-Control": "no-cache",
        }, path


def test_files_named_after_their_content_are_kept_for_ever(built_site: Path) -> None:
    rules = rules_of((built_site / "_headers").read_text("utf-8"))
    files = list((built_site / "static").iterdir())
    assert files
    for file in files:
        assert re.search(r"\.[0-9a-f]{10}\.[a-z0-9]+$", file.name), file.name
        kept = headers_of(rules, f"/static/{file.name}")["Cache-Control"]
        assert kept == "public, max-age=31536000, immutable"


def test_the_rules_stand_under_the_path_of_the_site(built_under_path: Path) -> None:
    rules = rules_of((built_under_path / "_headers").read_text("utf-8"))
    assert headers_of(rules, "/repo/lambeth/")["Cache-Control"] == "no-cache"
    assert "immutable" in headers_of(rules, "/repo/static/style.css")["Cache-Control"]
    assert headers_of(rules, "/elsewhere/") == {}


def test_nginx_and_caddy_say_the_same_as_the_headers_file(
    built_site: Path, built_under_path: Path
) -> None:
    for site, name, safe in (
        (built_site, "nginx.conf", True),
        (built_under_path, "nginx-location.conf", False),
    ):
        nginx = (site / "data/server" / name).read_text("utf-8")
        caddy = (site / "data/server/Caddyfile").read_text("utf-8")
        for header, value in security_headers(STYLE, https_only=safe):
            assert f'    add_header {header} "{value}" always;\n' in nginx
            assert f'\t\t{header} "{value}"\n' in caddy
        for text in (nginx, caddy):
            assert text.count("{") == text.count("}")
        # A header inside a location would take all the others away there.
        assert "add_header" not in nginx.partition("    try_files")[2]


def test_the_whole_host_is_told_of_https_only_where_it_is_the_sites_alone(
    built_site: Path, built_under_path: Path
) -> None:
    for name in ("_headers", "data/server/nginx.conf", "data/server/Caddyfile"):
        assert "Strict-Transport-Security" in (built_site / name).read_text("utf-8")
    for file in [built_under_path / "_headers", *(built_under_path / "data/server").iterdir()]:
        assert "Strict-Transport-Security" not in file.read_text("utf-8")


def test_old_addresses_lead_on_in_every_form(built_site: Path) -> None:
    lines = (built_site / "_redirects").read_text("utf-8").splitlines()
    caddy = (built_site / "data/server/Caddyfile").read_text("utf-8")
    moved = [line.split() for line in lines if line.endswith(" 301")]
    assert moved
    for old, now, _ in moved:
        assert f"\tredir {old} {now} permanent\n" in caddy


def test_an_address_too_long_for_nginxs_map_is_a_pattern_there(tmp_path: Path) -> None:
    """nginx does not start with a key that its table cannot hold."""
    long = "digging-" * 9 + "club"
    root = write_project(tmp_path, {GARDENING: listing(f"formerly: [digging, {long}]\n")})
    directory = read_directory(root, TODAY).directory
    site = Site("https://example.org/a.b/")
    publication = Publication(directory, TODAY, site, Settings("x", "", ""))
    files = dict(redirects(publication))
    assert files["redirects.nginx-map"].decode().splitlines() == [
        f"~^/a\\.b/ashmoor/listing/{long.replace('-', chr(92) + '-')}/$ "
        "/a.b/ashmoor/listing/gardening/;",
        "/a.b/ashmoor/listing/digging/ /a.b/ashmoor/listing/gardening/;",
    ]


@pytest.mark.parametrize("path", ["/", "/repo/"])
def test_the_paths_of_open_referral_are_answered_in_every_form(
    built_site: Path, built_under_path: Path, path: str
) -> None:
    site = built_site if path == "/" else built_under_path
    lines = (site / "_redirects").read_text("utf-8").splitlines()
    caddy = (site / "data/server/Caddyfile").read_text("utf-8")
    name = "nginx.conf" if path == "/" else "nginx-location.conf"
    nginx = (site / "data/server" / name).read_text("utf-8")
    answered = [line.split() for line in lines if line.endswith(" 200")]
    assert [f"{path}data/oruk/services", f"{path}data/oruk/services/index.json", "200"] in answered
    assert len(answered) == 6
    for asked, file, _ in answered:
        assert (site / file.removeprefix(path)).is_file()
        assert f"\trewrite {asked} {file}\n" in caddy
    assert f"    location {path}data/oruk {{\n" in nginx
    assert "try_files $uri $uri/index.json =404;" in nginx


def test_a_file_without_an_ending_is_said_to_be_json(built_site: Path) -> None:
    rules = rules_of((built_site / "_headers").read_text("utf-8"))
    one = next(file for file in (built_site / "data/oruk/services").iterdir() if not file.suffix)
    sent = headers_of(rules, f"/{one.relative_to(built_site).as_posix()}")
    assert sent["Content-Type"] == "application/json"
    assert sent["Cache-Control"] == "no-cache"
    assert "Content-Type" not in headers_of(rules, "/data/")


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    policy = content_policy()
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert "http" not in policy
    assert "*" not in policy


def test_the_meta_leaves_out_what_browsers_do_not_read_there() -> None:
    assert "frame-ancestors 'none'" in content_policy()
    assert content_policy(in_meta=True) == content_policy().replace("; frame-ancestors 'none'", "")
