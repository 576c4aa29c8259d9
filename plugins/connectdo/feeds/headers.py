"""What a web server is told: the policy as ``_headers``, for nginx and for Caddy.

``_headers`` is read by Netlify, Cloudflare Pages and others like them. The two snippets stand
under ``data/server/``: they hold nothing that the site's answers do not say anyway, so a host
that serves them does no harm. The policy itself is said in ``views.policy``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from connectdo.feeds.machines import Feed
from connectdo.views import urls
from connectdo.views.pages import Page, moves
from connectdo.views.policy import ASK_AGAIN, KEEP_FOR_EVER, security_headers
from connectdo.views.publication import Publication

HEADERS = "_headers"
NGINX = "data/server/nginx.conf"
CADDY = "data/server/Caddyfile"
MOST_RULES = 90
"""Cloudflare Pages reads a hundred rules and leaves the rest out."""


def server_files(publication: Publication, pages: Iterable[Page]) -> Iterator[Feed]:
    """The policy in the three forms that web servers read."""
    yield HEADERS, _headers(publication, pages).encode()
    yield NGINX, _nginx(publication).encode()
    yield CADDY, _caddy(publication).encode()


def _headers(publication: Publication, pages: Iterable[Page]) -> str:
    """Hosts join the values of all rules that match, so no two rules name the same header.

    That is why each folder of pages has a rule of its own, and not one rule for everything. With
    more folders than a host reads rules, it is left to the host's own way, which is the same:
    Netlify and Cloudflare Pages both ask again for whatever has no rule.
    """
    root = publication.site.root
    folders = {page.address.partition("/")[0] for page in pages if "/" in page.address}
    lines = [
        f"{root}*",
        *(f"  {name}: {value}" for name, value in security_headers(publication.book_style)),
    ]
    lines += [f"{root}{urls.STATIC}*", f"  Cache-Control: {KEEP_FOR_EVER}"]
    lines += [f"{root}{urls.WORKER}", f"  Cache-Control: {ASK_AGAIN}"]
    lines += [f"{root}{urls.ORUK}*", "  Content-Type: application/json"]  # most have no ending
    paths = [root, *(f"{root}{folder}/*" for folder in sorted({*folders, "data"}))]
    if len(paths) <= MOST_RULES:
        for path in paths:
            lines += [path, f"  Cache-Control: {ASK_AGAIN}"]
    return "\n".join(lines) + "\n"


KINDS = (
    ("ics", "text/calendar"),
    ("csv", "text/csv"),
    ("geojson", "application/geo+json"),
    ("webmanifest", "application/manifest+json"),
)
"""Endings that nginx has no media type for, and theirs."""


def _nginx(publication: Publication) -> str:
    kinds = "\n".join(
        f"    location ~ \\.{ending}$ {{\n        default_type {kind};\n    }}"
        for ending, kind in KINDS
    )
    root, host = publication.site.root, _host(publication)
    headers = "\n".join(
        f'    add_header {name} "{value}" always;'
        for name, value in security_headers(publication.book_style)
    )
    return f"""\
# {publication.settings.name} for nginx. Put this file among those that nginx reads at its top level
# (/etc/nginx/conf.d/), and the site's files into {FOLDER}{root}.
# Add your certificate. The headers stand together on purpose: an add_header inside a location
# would take all of these away there.
map $uri $connectdo_keep {{
    default "{ASK_AGAIN}";
    ~^{root}{urls.STATIC} "{KEEP_FOR_EVER}";
}}
map $uri $connectdo_moved {{
    default "";
    include {FOLDER}{root}redirects.nginx-map;
}}
server {{
    listen 80;
    server_name {host};
    root {FOLDER};
    index index.html;
    charset utf-8;
    error_page 404 {root}{urls.NOT_FOUND};
    gzip on;
    gzip_types text/css text/javascript application/javascript application/json image/svg+xml;
{headers}
    add_header Cache-Control $connectdo_keep always;
    if ($connectdo_moved) {{
        return 301 $connectdo_moved;
    }}
    location / {{
        try_files $uri $uri/ =404;
    }}
    location {root}{urls.ORUK.rstrip("/")} {{
        default_type application/json;
        try_files $uri $uri/index.json =404;
    }}
{kinds}
}}
"""


def _caddy(publication: Publication) -> str:
    root, host = publication.site.root, _host(publication)
    headers = "\n".join(
        f'\t\t{name} "{value}"' for name, value in security_headers(publication.book_style)
    )
    moved = "".join(
        f"\tredir {root}{old} {root}{now} permanent\n"
        for old, now in sorted((old, now) for old, now, _ in moves(publication))
    )
    answered = "".join(f"\trewrite {path} {file}\n" for path, file in urls.oruk_paths(root))
    return f"""\
# {publication.settings.name} for Caddy. The site's files are in {FOLDER}{root}.
{host} {{
\troot * {FOLDER}
\tencode zstd gzip
\theader {{
{headers}
\t}}
\t@hashed path {root}{urls.STATIC}*
\t@asked not path {root}{urls.STATIC}*
\theader @hashed Cache-Control "{KEEP_FOR_EVER}"
\theader @asked Cache-Control "{ASK_AGAIN}"
\theader {root}{urls.ORUK}* Content-Type application/json
{moved}{answered}\tfile_server
\thandle_errors {{
\t\trewrite * {root}{urls.NOT_FOUND}
\t\tfile_server
\t}}
}}
"""


FOLDER = "/var/www/connect-and-do"
"""Where the snippets suppose the files to be; whoever installs them changes it."""


def _host(publication: Publication) -> str:
    return publication.site.url.partition("://")[2].partition("/")[0]
