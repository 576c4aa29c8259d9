"""Scripts are sent without what only their writers need, and say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectdo.theme.scripts import LongTemplate, smaller_script


def test_comments_on_lines_of_their_own_and_indentation_are_left_out() -> None:
    script = """/* What it
does. */
(function () {
  // A reason.
  const address = "https://example.org/"; // stays

  return /\\/\\*/.test(`a  b // c`);
})();
"""
    assert smaller_script("x.js", script) == (
        '(function () {\nconst address = "https://example.org/"; // stays\n'
        "return /\\/\\*/.test(`a  b // c`);\n})();\n"
    )


def test_a_text_over_several_lines_is_refused_with_its_place() -> None:
    with pytest.raises(
        LongTemplate, match=r"x\.js: the text in backticks that starts with 'a = `'"
    ):
        smaller_script("x.js", "a = `\n  one\n`;\n")


def test_the_scripts_of_the_site_are_smaller_and_others_work_is_untouched(
    root: Path, built_site: Path
) -> None:
    scripts = root / "theme/static/js"
    ours = list(scripts.glob("*.js"))
    assert len(ours) > 10
    for script in ours:
        sent = next(
            each
            for each in (built_site / "static").glob(f"{script.stem}.*.js")
            if each.name.count(".") == 2
        )
        assert len(sent.read_bytes()) < len(script.read_bytes())
    code = next((built_site / "static").glob("qrcode.*.js"))
    assert code.read_bytes() == (scripts / "vendor/qrcode.js").read_bytes()


def test_a_licence_stands_beside_what_others_made(root: Path, built_site: Path) -> None:
    others = list((root / "theme/static/js/vendor").glob("*.js"))
    assert others
    for script in others:
        licence = script.with_name(f"{script.stem}.licence.txt").read_text("utf-8")
        assert "The MIT License" in licence and "Copyright (c)" in licence
        assert list((built_site / "static").glob(f"{script.stem}.licence.*.txt"))
        assert script.stem in (root / "README.md").read_text("utf-8")
