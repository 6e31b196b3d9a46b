"""A small project with the real installer, that can be filled in seconds and without a network.

Its lock names two packages whose wheels are made here: flit_core, from the copy installed beside the tests, and
`tiny`. The virtual environments, pip, the hashes and the damage are real.
"""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = "import sys, tiny\nprint('started', *sys.argv[1:])\n"
METADATA = "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@dataclass(frozen=True)
class Project:
    root: Path
    environment: dict[str, str]

    @property
    def site(self) -> Path:
        return next((self.root / ".venv").glob("[lL]ib/**/site-packages"))

    @property
    def log(self) -> str:
        return (self.root / ".venv" / "bansang-install.log").read_text("utf-8")

    def start(self, *arguments: str, **variables: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, self.root / "installer" / "bootstrap.py", *arguments],
            env=self.environment | variables,
            cwd=self.root.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def call(self, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        process = self.start(*arguments, **variables)
        out, err = process.communicate(timeout=90)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def make_wheel(folder: Path, name: str, files: dict[str, bytes]) -> str:
    """Returns the line of the lock."""
    rows = []
    for path, content in files.items():
        sha = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        rows.append(f"{path},sha256={sha},{len(content)}")
    record = f"{name}.dist-info/RECORD"
    wheel = folder / f"{name}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
        archive.writestr(record, "\n".join([*rows, f"{record},,", ""]))
    sha = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return name.replace("-", "==") + f" --hash=sha256:{sha}\n"


def installed_files(name: str) -> dict[str, bytes]:
    left_out = (".pyc", "RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
    return {
        path.as_posix(): path.read_binary()
        for path in distribution(name).files or ()
        if not path.name.endswith(left_out)
    }


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Filled once by a real first run; the tests take copies."""
    folder = tmp_path_factory.mktemp("first") / "Bản Sáng"
    wheels = tmp_path_factory.mktemp("wheels")
    shutil.copytree(ROOT / "installer", folder / "installer", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "app").mkdir()
    (folder / "app" / "__init__.py").touch()
    (folder / "app" / "__main__.py").write_text(PROGRAM, "utf-8")
    flit = f"flit_core-{distribution('flit_core').version}"
    tiny = {"tiny/__init__.py": b"VALUE = 1\n", "tiny/data.bin": b"x" * 1000}
    tiny |= {"tiny-1.0.dist-info/METADATA": METADATA.encode(), "tiny-1.0.dist-info/WHEEL": WHEEL.encode()}
    lock = make_wheel(wheels, flit, installed_files("flit_core")) + make_wheel(wheels, "tiny-1.0", tiny)
    (folder / "installer" / "lock-run.txt").write_text(lock, "utf-8")
    sign = {"tinysign/__init__.py": b"VALUE = 2\n"}
    about = METADATA.replace("tiny", "tinysign").encode()
    sign |= {"tinysign-1.0.dist-info/METADATA": about, "tinysign-1.0.dist-info/WHEEL": WHEEL.encode()}
    extra = make_wheel(wheels, "tinysign-1.0", sign)
    (folder / "installer" / "lock-kyso.txt").write_text(lock + extra, "utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "QT_QPA_PLATFORM": "offscreen"}
    project = Project(folder, kept | offline | {"HOME": str(wheels)})
    first = project.call("run", "first")
    assert (first.returncode, first.stderr) == (0, ""), first.stdout + first.stderr
    assert first.stdout.endswith("started first\n")
    return project


@pytest.fixture
def moved(filled: Project, tmp_path: Path) -> Project:
    """A filled project in another place than where it was filled."""
    root = tmp_path / "Bản Sáng"
    shutil.copytree(filled.root, root, symlinks=True)
    return Project(root, filled.environment)


@pytest.fixture
def project(moved: Project) -> Project:
    """A filled project of one's own, to damage."""
    stamp = "import environment; environment.write_stamp('run'); assert environment.is_complete('run')"
    subprocess.run([sys.executable, "-c", stamp], cwd=moved.root / "installer", check=True)
    return moved
