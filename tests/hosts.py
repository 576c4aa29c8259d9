"""A server that can go away and come back, as a reader's signal does."""

from __future__ import annotations

from pathlib import Path

from connectdo.site.preview import PreviewServer, start_server


class Host:
    """A server that can go away and come back at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server: PreviewServer | None = start_server(folder, "127.0.0.1", 0)
        self.port = self.server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}/"

    def stop(self) -> None:
        """From now on nobody answers at the address."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def start(self) -> None:
        """The server is back."""
        self.server = start_server(self.folder, "127.0.0.1", self.port)
