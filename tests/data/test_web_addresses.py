"""Web addresses: what a browser takes for one is accepted, and what is accepted can be asked."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page
from small_project import GROWERS, said, write_project

from connectdo.data import formats as f

AS_THEY_ARE = """
https://example.org
http://www.example.org/a?b=c#d
https://a.b-c.org:8000/
https://copper-beech.example.org/what's-on
https://en.wikipedia.org/wiki/Foo_(bar)
https://example.org/100%25/a%20b
https://example.org/a*b,c;d=e!f$g&h+i@j:k~l
https://example.org/?q=[a]&x='y'
https://example.org#:~:text=chess
https://example.org?x=1
https://my_site.example.org/
https://xn--mnchen-3ya.example/
""".split()

KEPT_AS = {
    "HTTPS://example.org": "https://example.org",
    "Http://Example.ORG/Path/": "http://example.org/Path/",
    "https://example.org:443/x": "https://example.org/x",
    "https://example.org:/": "https://example.org/",
    "http://example.org:080": "http://example.org",
    "https://example.org./x": "https://example.org/x",
    "https://münchen.example/straße": "https://xn--mnchen-3ya.example/stra%C3%9Fe",
    "https://MÜNCHEN.example?q=ü": "https://xn--mnchen-3ya.example?q=%C3%BC",
    "https://пример.рф/путь": "https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C",
    "https://example.org/a|b{c}": "https://example.org/a|b%7Bc%7D",
    "https://ex%61mple.org/": "https://example.org/",
}

MEANT = {
    "www.example.org/x": "https://www.example.org/x",
    "example.org?x=1": "https://example.org?x=1",
    "//example.org/x": "https://example.org/x",
    "https:/example.org": "https://example.org",
    "https//example.org": "https://example.org",
    "http:example.org": "http://example.org",
    "http://https://example.org": "https://example.org",
    "https:\\\\example.org\\x": "https://example.org/x",
    "<https://example.org/x>": "https://example.org/x",
    "https://example.org, ": "https://example.org",
    "https://example.org/my file.pdf": "https://example.org/my%20file.pdf",
    "https://ann:secret@example.org/": "https://example.org/",
}

REFUSED = [
    "javascript:alert(1)",
    "ftp://example.org",
    "mailto:a@example.org",
    "a@example.org",
    "hello",
    "https://",
    "https://example",
    "https://localhost/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://[::1]/",
    "https://example.org:99999/",
    "https://example.org:0/",
    "https://a b.org",
    "https://exa%20mple.org/",
    "https://a..example.org/",
    "https://-a.example.org/",
    "https://i❤.example/",
    "https://xn--i-7iq.example/",
    "https://xn--zzzzzz99999.example/",
    f"https://{'a' * 64}.org/",
    f"https://{'ü' * 60}.org/",
    f"https://{'.'.join(['a' * 60] * 5)}.org/",
]


def sentence(text: str) -> str:
    with pytest.raises(f.WrongValue) as raised:
        f.parse_web_address(text)
    assert raised.value.type == "web-address-is-valid"
    return raised.value.message()


@pytest.mark.parametrize("text", AS_THEY_ARE)
def test_an_address_that_all_programs_read_stays_as_it_is(text: str) -> None:
    assert f.parse_web_address(text) == text


@pytest.mark.parametrize("text", KEPT_AS)
def test_an_address_as_browsers_take_it_is_kept_as_all_programs_read_it(text: str) -> None:
    kept = f.parse_web_address(text)
    assert kept == KEPT_AS[text]
    assert f.parse_web_address(kept) == kept


@pytest.mark.parametrize("text", MEANT)
def test_a_slip_names_the_address_that_was_meant(text: str) -> None:
    said = sentence(text)
    assert said.endswith(f"is not a web address. Did you mean {MEANT[text]}?")


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_address_of_the_web_is_refused(text: str) -> None:
    assert sentence(text).endswith("is not a web address. Write it as https://example.org.")


def asks(text: str) -> None:
    """Prepare the request that ``make links`` would send, and look its host up as a socket does."""
    with httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200))) as client:
        assert client.get(text).status_code == 200
    assert httpx.URL(text).raw_host.decode().encode("idna")


@pytest.mark.parametrize("text", [*AS_THEY_ARE, *KEPT_AS])
def test_what_is_accepted_can_be_asked(text: str) -> None:
    asks(f.parse_web_address(text))


@given(
    st.sampled_from(["https://", "http://", "HTTPS://"]),
    st.text(st.characters(codec="utf-8") | st.sampled_from("abcß-._%:@ł。"), max_size=40),
    st.text(st.characters(codec="utf-8") | st.sampled_from("/?#%'&=()"), max_size=40),
)
def test_whatever_is_accepted_can_be_asked_and_is_not_changed_again(
    scheme: str, host: str, rest: str
) -> None:
    try:
        kept = f.parse_web_address(f"{scheme}{host}.org/{rest}")
    except f.WrongValue:
        return
    assert kept.isascii()
    assert f.parse_web_address(kept) == kept
    asks(kept)


def test_a_browser_reads_the_same_address(page: Page) -> None:
    for text in (*AS_THEY_ARE, *KEPT_AS):
        browsers = page.evaluate("text => new URL(text).href", text)
        kept = page.evaluate("text => new URL(text).href", f.parse_web_address(text))
        assert kept == browsers.replace("example.org./", "example.org/")


def test_a_host_is_shown_in_its_own_letters() -> None:
    assert f.shown_host("https://www.example.org/what's-on?x#y") == "example.org"
    assert f.shown_host("https://example.org?x") == "example.org"
    assert f.shown_host("https://www.xn--mnchen-3ya.example/") == "münchen.example"


def test_an_organisation_may_have_an_address_with_an_apostrophe(tmp_path: Path) -> None:
    runs = "name: Growers\nphone: 020 7946 0111\nadded: 2026-09-01\nexample: yes\n"
    website = "website: HTTPS://copper-beech.example.org/what's-on\n"
    assert said(write_project(tmp_path, {GROWERS: runs + website})) == []
