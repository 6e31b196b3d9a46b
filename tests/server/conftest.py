"""A real PostgreSQL, started for the tests and stopped after them; none of the machine's own is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    one = shutil.which("initdb")
    return Path(one).parent if one else None


def _as_server(folder: Path, command: list[str]) -> None:
    """PostgreSQL refuses to run as root: its own account does it then."""
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a running server without its database."""
    programs = _programs()
    if programs is None:
        assert not os.environ.get("CI"), "the test step installs PostgreSQL"
        pytest.skip("PostgreSQL is not installed")
    if sys.platform == "win32":
        pytest.skip("runs on a server's own system")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    folder.chmod(0o755)
    data = folder / "data"
    _as_server(
        folder,
        [
            str(programs / "initdb"),
            "-D",
            str(data),
            "-A",
            "trust",
            "-U",
            "bansang",
            "-E",
            "UTF8",
            "--locale=C",
        ],
    )
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    control = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    _as_server(folder, [*control, "-o", options, "start"])
    try:
        yield f"postgresql+psycopg://bansang@/{{name}}?host={folder}"
    finally:
        _as_server(folder, [*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def address(server: str, request: pytest.FixtureRequest) -> str:
    """An empty database of its own for each test."""
    import psycopg

    name = f"so_{abs(hash(request.node.nodeid)) % 10**9}"
    with psycopg.connect(
        server.format(name="postgres").replace("+psycopg", ""), autocommit=True
    ) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return server.format(name=name)
