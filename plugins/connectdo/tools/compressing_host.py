"""A folder at a host that compresses, as a reader's browser would meet it: a file goes out as gzip.

For measuring what a site sends; to look at a site there is ``site.preview``, which sends it as is.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from connectdo.site.preview import PreviewHandler, PreviewServer

COMPRESSED_ON_THE_WAY = {".html", ".css", ".js", ".json", ".svg", ".txt", ".webmanifest"}


class Compressing(PreviewHandler):
    """Serves a folder as a host does: text is compressed on the way."""

    def do_GET(self) -> None:
        """Answer with a file, compressed where that makes it smaller."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in COMPRESSED_ON_THE_WAY or not path.is_file():
            super().do_GET()
            return
        body = compressed(path, path.stat().st_mtime_ns)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the page was closed
            self.wfile.write(body)

    def end_headers(self) -> None:
        """A file may be kept, as at a host: an icon is not fetched again at every step."""
        self.send_header("Cache-Control", "max-age=600")
        SimpleHTTPRequestHandler.end_headers(self)


@functools.lru_cache(maxsize=512)
def compressed(path: Path, changed: int) -> bytes:
    """A file as it is sent; ``changed`` is when it was last written."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address, ending in "/", of a folder at a host that compresses."""
    handler = functools.partial(Compressing, directory=str(folder))
    server = PreviewServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
