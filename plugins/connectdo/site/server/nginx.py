"""The site for nginx: a server of its own, or a path beside the other sites of a host.

Whatever is said of the site's files stands in one location, so that nothing else of a server
changes. It knows nginx's language, and nothing of what the files hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from connectdo.site.server.redirects import MOVED
from connectdo.site.server.web_server import FOLDER, KINDS, TEXT, PlaceOnHost, place_of
from connectdo.told import urls
from connectdo.told.policy import ASK_AGAIN, KEEP_FOR_EVER
from connectdo.told.publication import HERE, Publication
from connectdo.told.urls import File

SERVER = "data/server/nginx.conf"
LOCATION = "data/server/nginx-location.conf"
INTAKE = "include /etc/nginx/snippets/connectdo-intake*.conf;\n"
"""Where a host's own file says who answers the forms. The star makes it no error without one."""


def nginx_files(publication: Publication, headers: Iterable[tuple[str, str]]) -> Iterator[File]:
    """What nginx reads at its top level; for a site under a path also what goes into a server."""
    place, name = place_of(publication), publication.settings.name
    location = _location(place, headers)
    if place.is_alone:
        intake = INTAKE if publication.settings.forms == HERE else ""
        yield SERVER, (_maps(name, place) + _servers(place, location + intake)).encode()
    else:
        yield SERVER, _maps(name, place).encode()
        yield LOCATION, location.encode()


def _maps(name: str, place: PlaceOnHost) -> str:
    beside = f"""\
# Then write one line into the server that answers for {place.host}, beside what is there. Sending
# readers from http to https, and telling their browsers to remember it, is that server's to do:
#     include {FOLDER}{place.root}{LOCATION};
"""
    return f"""\
# {name} for nginx. Put this file among those that nginx reads at its top level
# (/etc/nginx/conf.d/), and the site's files into {FOLDER}{place.root}.
{"" if place.is_alone else beside}\
map $uri ${_variable("keep", place)} {{
    default "{ASK_AGAIN}";
    "~^{re.escape(place.root + urls.STATIC)}" "{KEEP_FOR_EVER}";
}}
map $uri ${_variable("moved", place)} {{
    default "";
    include {FOLDER}{place.root}{MOVED};
}}
"""


def _servers(place: PlaceOnHost, location: str) -> str:
    if place.scheme != "https":
        return f"""\
server {{
    listen {place.port};
    listen [::]:{place.port};
    server_name {place.host};
    server_tokens off;
{_indented(location)}}}
"""
    at = "" if place.port == 443 else f":{place.port}"
    return f"""\
server {{
    listen 80;
    listen [::]:80;
    server_name {place.host};
    server_tokens off;
    access_log off;  # of a form's address, which may be a secret
    location / {{
        return 301 https://{place.host}{at}$request_uri;
    }}
    location /.well-known/acme-challenge/ {{
        root {FOLDER};
    }}
}}
server {{
    listen {place.port} ssl http2;
    listen [::]:{place.port} ssl http2;
    server_name {place.host};
    server_tokens off;
    # Your certificate and its key:
    ssl_certificate /etc/letsencrypt/live/{place.host}/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/{place.host}/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
{_indented(location)}}}
"""


def _location(place: PlaceOnHost, headers: Iterable[tuple[str, str]]) -> str:
    """All that concerns the site's files. The headers stand together on purpose.

    An ``add_header`` in a location inside would take all of these away there.
    """
    root = place.root
    sent = "\n".join(f'    add_header {name} "{value}" always;' for name, value in headers)
    kinds = "\n".join(f"        {kind} {ending};" for ending, kind in KINDS.items())
    compressed = " ".join(kind for kind in TEXT if kind != "text/html")  # that one always is
    with_signs = " ".join(kind for kind in TEXT if kind.startswith("text/") and "html" not in kind)
    start = "location /" if place.is_alone else f"location ^~ {root}"
    way_in = f"location = {root[:-1]} {{\n    absolute_redirect off;\n    return 301 {root};\n}}\n"
    return f"""\
{"" if place.is_alone else way_in}{start} {{
    root {FOLDER};
    index index.html;
    error_page 403 404 =404 {root}{urls.NOT_FOUND};
    absolute_redirect off;
    server_tokens off;
    types {{
{kinds}
    }}
    default_type application/octet-stream;
    charset utf-8;
    charset_types {with_signs};
    gzip on;
    gzip_vary on;
    gzip_proxied any;
    gzip_min_length 256;
    gzip_types {compressed};
{sent}
    add_header Cache-Control ${_variable("keep", place)} always;
    if (${_variable("moved", place)}) {{
        return 301 ${_variable("moved", place)};
    }}
    try_files $uri $uri/ =404;
    location ~ "/\\.(?!well-known/)" {{
        return 404;
    }}
    location {root}{urls.ORUK.rstrip("/")} {{
        index index.json;
        default_type application/json;
        try_files $uri $uri/index.json =404;
    }}
}}
"""


def _variable(what: str, place: PlaceOnHost) -> str:
    """A name that no other site of the same nginx has."""
    return f"connectdo_{what}_" + re.sub("[^a-z0-9]+", "_", f"{place.host}{place.root}".lower())


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())
