"""What the installer asks of apt, with a stand-in for apt-get that writes down what it was asked."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="apt belongs to Debian and Ubuntu"
)

INSTALLER = Path(__file__).resolve().parent.parent.parent / "installer"
CODE = """
import sys
from pathlib import Path
sys.path.insert(0, {installer!r})
import debian
from sentences import BootstrapError
debian.{table} = debian.{table} | {{"libkhongco.so.1": "libkhongco1"}}
try:
    debian.complete("run", Path("done"))
except BootstrapError as error:
    print("refused:", error)
"""
LINE = "sudo apt-get install -y --no-install-recommends libkhongco1"
INSTALL = "install -y --no-install-recommends libkhongco1"


def complete(folder: Path, table: str) -> tuple[str, list[str]]:
    """What was said, and what apt-get was asked for."""
    programs = folder / "bin"
    programs.mkdir()
    apt = programs / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >> {folder}/asked\nexit 100\n', "utf-8")
    apt.chmod(0o755)
    for program in ("env", "sh"):
        (programs / program).symlink_to(shutil.which(program) or "")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", CODE.format(installer=str(INSTALLER), table=table)],
        env={"PATH": str(programs)},
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    asked = folder / "asked"
    return done.stdout, asked.read_text("utf-8").splitlines() if asked.exists() else []


def test_a_library_without_which_qt_cannot_load_is_asked_for_in_one_line(tmp_path):
    said, asked = complete(tmp_path, "CORE_LIBRARIES")
    assert said.splitlines()[-1].startswith("refused: ")
    assert said.splitlines()[-1].endswith(LINE)
    assert not (tmp_path / "done").exists()
    # Only root, or someone who may become root without a password, can ask apt.
    assert asked == ([INSTALL, "update", INSTALL] if os.geteuid() == 0 else [])


def test_a_library_for_x11_only_is_asked_for_but_qt_may_try(tmp_path):
    said, _ = complete(tmp_path, "WINDOW_LIBRARIES")
    assert "refused" not in said
    assert said.splitlines()[-1].endswith(LINE)
    assert not (tmp_path / "done").exists()
