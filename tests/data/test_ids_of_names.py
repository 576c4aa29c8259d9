"""The id that a name gives, in whatever alphabet it is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from small_project import write_project

from connectdo.commands.main import group
from connectdo.data import formats
from connectdo.data.naming import RESERVED_BOROUGHS, RESERVED_IDS, id_for, is_spelt_anew

IDS = {
    "Łódź Club": "lodz-club",
    "Åse’s Café": "ases-cafe",
    "St. Mary's & Café Library": "st-marys-cafe-library",
    "Straße & Đông": "strasse-dong",
    "Mon–Fri ½ price, £5": "mon-fri-1-2-price-5",
    "Клуб шахмат": "klub-shakhmat",
    "چائے اور بات": "chie-wr-bt",
    "قهوة الصباح": "qhwh-lsbh",
    "北京茶会": "beijingchahui",
    "የኢትዮጵያ ቡና": "yeityopya-buna",
    "தமிழ் மன்றம்": "tmil-mnrm",
    "हिन्दी": "hindi",
    "Ελληνικά": "ellinika",
    "한국어": "hangugeo",
    "٣ قطط": "3-qtt",
    "Чай & tea": "chai-tea",
    "Calendar": "the-calendar",
    "Online safety": "the-online-safety",
    "Con": "the-con",
    "  --  ": "name-d8156bae",
    "🎉🎉": "name-9bbfb342",
    "": "",
    "x" * 90: "x" * 80,
    "x" * 79 + " y": "x" * 79,
}


@pytest.mark.parametrize("name", IDS)
def test_a_name_gives_an_id_in_the_letters_of_addresses(name: str) -> None:
    assert id_for(name) == IDS[name]


@given(st.text(min_size=1, max_size=120).filter(str.strip))
def test_every_name_has_an_id_that_a_file_may_be_called_by(name: str) -> None:
    made = id_for(name)
    assert formats.parse_id(made) == made
    assert made not in RESERVED_IDS | RESERVED_BOROUGHS
    assert id_for(f" {name} ") == made


def test_where_a_name_does_not_show_in_its_id_it_is_said() -> None:
    spelt = {name for name in IDS if name and is_spelt_anew(name)}
    assert {"Клуб шахмат", "چائے اور بات", "北京茶会", "Чай & tea", "  --  ", "🎉🎉"} <= spelt
    assert not {"Łódź Club", "Åse’s Café", "Mon–Fri ½ price, £5", "Calendar"} & spelt


def test_a_listing_in_another_alphabet_is_started_and_its_id_said(tmp_path: Path) -> None:
    write_project(tmp_path)
    words = ["new", "organisation", "--name=Клуб шахмат", "--set=phone=020 7946 0111"]
    ran = CliRunner().invoke(group, [*words, f"--root={tmp_path}", "--today=2026-11-22"])
    path = tmp_path / "boroughs/ashmoor/organisations/klub-shakhmat.yml"
    assert path.is_file()
    assert ran.output.splitlines()[:2] == [
        f"Written: {path}",
        "Its id is its name in the letters of web addresses, and stays for good. "
        "For another one, delete the file now and write --id.",
    ]


def test_an_id_that_no_file_may_have_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    write_project(tmp_path)
    words = ["new", "organisation", "--name=Club", "--id=Łódź Club", "--set=phone=020 7946 0111"]
    ran = CliRunner().invoke(group, [*words, f"--root={tmp_path}"])
    assert ran.exit_code == 2
    assert '--id: "Łódź Club" is not an id. Did you mean "lodz-club"?' in ran.output
    assert not list(tmp_path.rglob("*odz*"))


MAPPING = """\
name: Groups
source: {name: The list, url: "https://example.org/", licence: OGL, retrieved: 2026-11-20}
venue:
  id: "{Name}"
  name: "{Name}"
  near: ZA1 1
  example: yes
listing:
  id: "{Name}"
  name: "{Name}"
  summary: Play a slow game.
  organisation: growers
  area: out-and-about
  venue: "{id}"
  example: yes
  join: {how: turn up, phone: 020 7946 0123}
  description: Come in.
"""


def test_rows_in_any_alphabet_are_imported_once_and_their_ids_said(tmp_path: Path) -> None:
    write_project(tmp_path)
    shutil.rmtree(tmp_path / "boroughs/ashmoor/listings")
    (tmp_path / "map.yml").write_text(MAPPING)
    names = ["چائے اور بات", "Клуб шахмат", "Łódź Club", "★★", "Calendar"]
    (tmp_path / "rows.csv").write_text("Name\n" + "\n".join(names) + "\n", "utf-8")
    words = ["import", str(tmp_path / "rows.csv"), "--borough=ashmoor", "--today=2026-11-22"]
    words += [f"--mapping={tmp_path / 'map.yml'}", f"--root={tmp_path}"]
    first = CliRunner().invoke(group, words)
    assert 'row 2, Name: note: "چائے اور بات" gives the id "chie-wr-bt"' in first.output
    made = {"chie-wr-bt", "klub-shakhmat", "lodz-club", id_for("★★"), "the-calendar"}
    for folder in ("venues", "listings"):
        found = {file.stem for file in (tmp_path / "boroughs/ashmoor" / folder).iterdir()}
        assert found - {"hall"} == made, first.output
    again = CliRunner().invoke(group, words)
    assert "0 new, 0 changed, 10 unchanged" in again.output
