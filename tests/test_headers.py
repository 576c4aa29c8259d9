"""What web servers are told: one policy in three forms, and how long each thing may be kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from connectdo.site.assets import read_book_style
from connectdo.views.policy import content_policy, security_headers

STYLE = read_book_style(Path(__file__).parent.parent / "theme")
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
    for page in [*built_site.rglob("index.html"), built_site / "lambeth/pagefind/pagefind.js"]:
        path = "/" + page.relative_to(built_site).as_posix().removesuffix("index.html")
        assert headers_of(rules, path) == {
            **dict(security_headers(STYLE)),
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


def test_nginx_and_caddy_say_the_same_as_the_headers_file(built_site: Path) -> None:
    nginx = (built_site / "data/server/nginx.conf").read_text("utf-8")
    caddy = (built_site / "data/server/Caddyfile").read_text("utf-8")
    for name, value in security_headers(STYLE):
        assert f'    add_header {name} "{value}" always;\n' in nginx
        assert f'\t\t{name} "{value}"\n' in caddy
    for ending in ("ics", "csv", "geojson", "webmanifest"):
        assert f"    location ~ \\.{ending}$ {{\n        default_type " in nginx
    for text in (nginx, caddy):
        assert text.count("{") == text.count("}")
        assert "immutable" in text
        assert "no-cache" in text
    # A header inside a location would take all the others away there.
    assert "add_header" not in nginx.partition("    location")[2]


def test_old_addresses_lead_on_in_every_form(built_site: Path) -> None:
    lines = (built_site / "_redirects").read_text("utf-8").splitlines()
    caddy = (built_site / "data/server/Caddyfile").read_text("utf-8")
    moved = [line.split() for line in lines if line.endswith(" 301")]
    assert moved
    for old, now, _ in moved:
        assert f"\tredir {old} {now} permanent\n" in caddy


@pytest.mark.parametrize("path", ["/", "/repo/"])
def test_the_paths_of_open_referral_are_answered_in_every_form(
    built_site: Path, built_under_path: Path, path: str
) -> None:
    site = built_site if path == "/" else built_under_path
    lines = (site / "_redirects").read_text("utf-8").splitlines()
    caddy = (site / "data/server/Caddyfile").read_text("utf-8")
    nginx = (site / "data/server/nginx.conf").read_text("utf-8")
    answered = [line.split() for line in lines if line.endswith(" 200")]
    assert [f"{path}data/oruk/services", f"{path}data/oruk/services/index.json", "200"] in answered
    assert len(answered) == 6
    for asked, file, _ in answered:
        assert (site / file.removeprefix(path)).is_file()
        assert f"\trewrite {asked} {file}\n" in caddy
    assert f"location {path}data/oruk {{\n        default_type application/json;" in nginx
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
