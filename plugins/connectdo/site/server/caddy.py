"""The site for Caddy: a site of its own, or what another site of a host imports.

It knows Caddy's language, and nothing of what the files hold.
"""

from __future__ import annotations

from collections.abc import Iterable

from connectdo.pages.contents import moves
from connectdo.site.server.web_server import FOLDER, KINDS, TEXT, PlaceOnHost, place_of
from connectdo.told import urls
from connectdo.told.policy import ASK_AGAIN, KEEP_FOR_EVER
from connectdo.told.publication import HERE, Publication
from connectdo.told.urls import File

CADDY = "data/server/Caddyfile"
INTAKE = "import /etc/caddy/connectdo-intake*.caddy\n"
"""Where a host's own file says who answers the forms. The star makes it no error without one."""


def caddy_file(publication: Publication, headers: Iterable[tuple[str, str]]) -> File:
    """A whole site, which Caddy moves to https by itself; under a path, a part of one."""
    place, name = place_of(publication), publication.settings.name
    handled = _handled(publication, place, headers)
    if place.is_alone:
        if publication.settings.forms == HERE:
            handled = INTAKE + handled
        own = place.host if place.scheme == "https" else f"http://{place.host}"
        at = "" if place.port in (80, 443) else f":{place.port}"
        text = f"""\
# {name} for Caddy. The site's files are in {FOLDER}{place.root}.
{own}{at} {{
{handled}}}
"""
    else:
        text = f"""\
# {name} for Caddy. The site's files are in {FOLDER}{place.root}.
# Write one line into your site {place.host}, beside what is there:
#     import {FOLDER}{place.root}{CADDY}
redir {place.root[:-1]} {place.root} permanent
{handled}"""
    return CADDY, text.encode()


def _handled(
    publication: Publication, place: PlaceOnHost, headers: Iterable[tuple[str, str]]
) -> str:
    root = place.root
    sent = "".join(f'\t\t{name} "{value}"\n' for name, value in headers)
    kinds = "".join(
        f'\theader {root}*.{ending} Content-Type "{_with_signs(kind)}"\n'
        for ending, kind in KINDS.items()
    )
    compressed = "".join(f"\t\t\theader Content-Type {kind}*\n" for kind in TEXT)
    moved = "".join(
        f"\tredir {root}{old} {root}{now} permanent\n"
        for old, now in sorted((old, now) for old, now, _ in moves(publication))
    )
    answered = "".join(f"\trewrite {path} {file}\n" for path, file in urls.oruk_paths(root))
    return f"""\
handle {root}* {{
\troot * {FOLDER}
\tencode {{
\t\tzstd
\t\tgzip
\t\tmatch {{
{compressed}\t\t}}
\t}}
\theader {{
{sent}\t\t-Server
\t}}
\t@hashed path {root}{urls.STATIC}*
\t@asked not path {root}{urls.STATIC}*
\theader @hashed Cache-Control "{KEEP_FOR_EVER}"
\theader @asked Cache-Control "{ASK_AGAIN}"
{kinds}\theader {root}{urls.ORUK}* Content-Type application/json
{moved}{answered}\t@changing not method GET HEAD
\thandle @changing {{
\t\trespond 405
\t}}
\t@hidden {{
\t\tpath */.*
\t\tnot path /.well-known/*
\t}}
\t@missing not file {{path}} {{path}}/index.html
{_not_found("@hidden", root)}{_not_found("@missing", root)}\thandle {{
\t\tfile_server
\t}}
}}
"""


def _not_found(matched: str, root: str) -> str:
    return f"""\
\thandle {matched} {{
\t\trewrite * {root}{urls.NOT_FOUND}
\t\theader Content-Type "{_with_signs(KINDS["html"])}"
\t\tfile_server {{
\t\t\tstatus 404
\t\t}}
\t}}
"""


def _with_signs(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
