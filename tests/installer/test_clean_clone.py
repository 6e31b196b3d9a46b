"""What was committed, on a machine that knows nothing of it: needs the network and takes minutes."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the shell script of the checks"),
    pytest.mark.skipif(not ((ROOT / ".git").exists() and shutil.which("git")), reason="nothing to clone"),
]


def call(folder: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command,
        cwd=folder,
        env={"HOME": os.environ["HOME"], "PATH": os.environ["PATH"]},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )


def test_two_commands_do_everything_in_a_clean_clone(tmp_path):
    clone = tmp_path / "bản sao"
    assert call(tmp_path, "git", "clone", "--quiet", str(ROOT), str(clone)).returncode == 0

    first = call(clone, sys.executable, "installer/bootstrap.py", "run")
    assert "không có màn hình" in first.stderr, first.stdout + first.stderr

    before = time.perf_counter()
    second = call(clone, sys.executable, "installer/bootstrap.py", "run")
    assert time.perf_counter() - before < 1
    assert (second.returncode, second.stdout) == (1, "")

    bansang = str(clone / ".venv" / "bin" / "bansang")
    assert call(clone, bansang, "sample", "so-mau").returncode == 0
    dossier = call(
        clone, bansang, "dossier", "so-mau", "--hamlet", "ban put", "--out", "ho-so.pdf", "--draft"
    )
    assert dossier.returncode == 0, dossier.stderr
    assert (clone / "ho-so.pdf").read_bytes().startswith(b"%PDF-")

    checks = call(clone, "bash", ".ci/run", "tests/installer/test_locks.py")
    assert checks.returncode == 0, checks.stdout + checks.stderr
    assert " passed" in checks.stdout.splitlines()[-1]
