"""A busy port is refused before anything is built."""

from __future__ import annotations

import socket

import pytest

from connectdo.commands.serve import HOST, refuse_busy_port
from connectdo.data.problems import Refusal


def test_a_busy_port_is_refused_with_another_to_try() -> None:
    with socket.create_server((HOST, 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(Refusal) as refusal:
            refuse_busy_port(port)
    assert f"Port {port} is busy" in str(refusal.value)
    assert "make serve PORT=" in str(refusal.value)


def test_a_free_port_is_not_refused() -> None:
    with socket.create_server((HOST, 0)) as server:
        port = server.getsockname()[1]
    refuse_busy_port(port)
