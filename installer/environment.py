"""`.venv`: filled from the locked packages, checked in a few milliseconds, repaired when something broke off.

A package whose files are not all there is installed again, an environment that does not run is made anew.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path

from sentences import EXTRA_COMES, EXTRA_TITLES, NO_NETWORK, NO_SPACE, NO_WHEEL, BootstrapError, say

TYPE_CHECKING = False  # the module "typing" is not worth its time here
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LOG = VENV / "bansang-install.log"
# An optional part's lock names the packages of "run" too, in the same versions.
LOCKS = {level: ROOT / "installer" / f"lock-{level}.txt" for level in ("run", "test", *EXTRA_TITLES)}

# What pip prints, and the sentence for it; the first that fits wins.
PIP_FAULTS = (
    ("No space left on device", NO_SPACE),
    ("NewConnectionError", NO_NETWORK),
    ("NameResolutionError", NO_NETWORK),
    ("Temporary failure in name resolution", NO_NETWORK),
    ("ConnectTimeoutError", NO_NETWORK),
    ("Read timed out", NO_NETWORK),
    ("ReadTimeoutError", NO_NETWORK),
    ("Connection broken", NO_NETWORK),
    ("ProxyError", NO_NETWORK),
    ("SSLError", NO_NETWORK),
    ("No matching distribution found", NO_WHEEL),
)


def stamp_of(level: str) -> Path:
    return VENV / f"bansang-{level}.json"


def system_stamp_of(level: str) -> Path:
    """That the system's own packages are there; with other packages it may need others."""
    return VENV / f"bansang-system-{level}"


def marker_of(extra: str) -> Path:
    """That the person asked for an optional part; outlives stamps, so that it comes along with a newer lock."""
    return VENV / f"bansang-extra-{extra}"


def digest(level: str) -> str:
    """Changes with the lock, the project's metadata, the interpreter and the place of the project (scripts
    inside `.venv` carry its absolute path)."""
    import hashlib

    sha = hashlib.sha256(f"{ROOT}\n{os.path.realpath(PYTHON)}\n".encode("utf-8", "surrogateescape"))
    for path in (VENV / "pyvenv.cfg", ROOT / "pyproject.toml", LOCKS[level]):
        sha.update(path.read_bytes())
    return sha.hexdigest()


def is_complete(level: str) -> bool:
    """Costs a few milliseconds: no process is started and no package is opened."""
    try:
        stamp = json.loads(stamp_of(level).read_text("utf-8"))
        present = set(os.listdir(VENV / stamp["site"]))
        return PYTHON.exists() and stamp["digest"] == digest(level) and present.issuperset(stamp["entries"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def write_stamp(level: str) -> None:
    site = site_packages()
    stamp = {
        "digest": digest(level),
        "site": site.relative_to(VENV).as_posix(),
        "entries": sorted(name for name in os.listdir(site) if name != "__pycache__"),
    }
    part = stamp_of(level).with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(stamp, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, stamp_of(level))


def site_packages() -> Path:
    if WINDOWS:
        return VENV / "Lib" / "site-packages"
    return next((VENV / "lib").glob("python3*/site-packages"), VENV / "lib" / "site-packages")


@contextmanager
def only_one() -> Iterator[None]:
    """Holds a lock file while `.venv` changes: a second call waits, then finds it filled."""
    with open(ROOT / ".venv.lock", "a+b") as file:
        if not take_lock(file.fileno(), wait=False):
            say("Một lệnh khác đang cài đặt, xin chờ…")
            take_lock(file.fileno(), wait=True)
        yield  # closing the file gives the lock back, also when the process is killed


def take_lock(handle: int, *, wait: bool) -> bool:
    while True:
        try:
            if WINDOWS:
                import msvcrt

                os.lseek(handle, 0, os.SEEK_SET)
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except OSError:
            if not wait:
                return False
            import time

            time.sleep(0.5)


def fill(level: str) -> None:
    """Brings `.venv` to what the locks say: of `level`, and of the optional parts that were added before. Needs
    no network if every package is there already."""
    if VENV.is_file() or VENV.is_symlink() and not VENV.exists():
        VENV.unlink()
    extras = [name for name in EXTRA_TITLES if name == level or marker_of(name).exists()]
    # A part that cannot be fetched must not keep the program from starting: its stamps stay.
    kept = ["run"] if level in EXTRA_TITLES and is_complete("run") else []
    for old in (level,) if kept else LOCKS:
        stamp_of(old).unlink(missing_ok=True)
        system_stamp_of(old).unlink(missing_ok=True)
    if not interpreter_works() or not all(map(forget_package, damaged_packages())):
        kept = []
        make_venv()
    if kept:
        say(EXTRA_COMES.format(title=EXTRA_TITLES[level]))
        install_locks([level])
        mark([level])
        return
    base = "test" if level == "test" else "run"
    for name in set(extras) - {level}:
        marker_of(name).touch()  # a new environment has lost them
    say("Đang cài các gói cần thiết; lần đầu tải khoảng 120 MB, mất vài phút…")
    install_locks([base, *extras])
    pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    point_to_root()
    for done in {"run", base}:
        write_stamp(done)
    mark(extras)
    say("Đã cài xong các gói.")


def install_locks(levels: Sequence[str]) -> None:
    """A lock names every package: nothing is left to resolve, and an older pip would take a release newer than
    the lock for a package that another one asks for with an extra ("coverage[toml]")."""
    for level in levels:
        pip("--no-deps", "--require-hashes", "--only-binary=:all:", "-r", str(LOCKS[level]))


def mark(extras: Sequence[str]) -> None:
    for name in extras:
        marker_of(name).touch()
        write_stamp(name)


def interpreter_works() -> bool:
    import subprocess

    try:
        done = subprocess.run([PYTHON, "-I", "-c", "import pip"], capture_output=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def damaged_packages() -> list[Path]:
    """The records of packages with a file missing or of the wrong size: a killed pip or a power cut leaves
    such."""
    site = site_packages()
    return [info for info in site.glob("*.dist-info") if not is_whole(site, info)]


def forget_package(info: Path) -> bool:
    """Takes the record away, so that pip no longer believes it installed. False: pip cannot mend itself."""
    import shutil

    shutil.rmtree(info, ignore_errors=True)
    return not info.name.startswith(("pip-", "setuptools-"))


def is_whole(site: Path, info: Path) -> bool:
    import csv

    try:
        with open(info / "RECORD", encoding="utf-8", newline="") as file:
            # Some wheels bring compiled files, which pip writes anew in its own size.
            sized = [(n, int(size)) for n, _, size in csv.reader(file) if size and not n.endswith(".pyc")]
        return all(os.stat(site / name).st_size == size for name, size in sized)
    except (OSError, ValueError):
        return False


def make_venv() -> None:
    import shutil
    import subprocess

    if VENV.exists():
        say("Thư mục .venv còn dở dang hoặc đã hỏng, đang làm lại…")
        shutil.rmtree(VENV.resolve())
    library = Path(os.__file__).parent
    if not (library / "ensurepip" / "__init__.py").exists():  # Debian keeps it in a package of its own
        import debian

        debian.install(["python3-venv"])
    done = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if done.returncode:
        detail = (done.stderr or done.stdout).strip().splitlines()[-1:] or [""]
        raise BootstrapError(f"Không tạo được môi trường Python trong {VENV}: {detail[0]}")


def pip(*arguments: str) -> None:
    """Runs `pip install`, showing in Vietnamese what is being fetched; the whole output goes to the log."""
    import re
    import subprocess

    quiet = ["--no-input", "--disable-pip-version-check", "--retries=3"]
    lines = []
    with (
        subprocess.Popen(
            [str(PYTHON), "-m", "pip", "install", *quiet, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=pip_environment(os.environ),
            encoding="utf-8",
            errors="replace",
        ) as process,
        LOG.open("a", encoding="utf-8") as log,
    ):
        for line in process.stdout or ():
            log.write(line)
            lines.append(line)
            if found := re.match(r"\s*Downloading (?:\S*/)?([^\s/-]+)-\S+ (\(.+\))", line):
                say(f"  tải {found[1]} {found[2]}")
            elif line.startswith("Installing collected packages"):
                say("  đang giải nén và cài…")
    if process.returncode:
        output = "".join(lines)
        raise BootstrapError(
            next((sentence for sign, sentence in PIP_FAULTS if sign in output), "")
            or f"Cài đặt không xong: hãy chạy lại lệnh này, nếu vẫn lỗi thì gửi tệp {LOG} cho người hỗ trợ."
        )


def pip_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Without the settings that would make pip install into, or import from, somewhere else."""
    astray = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_LOG"}
    kept = {name: value for name, value in environment.items() if name.upper() not in astray}
    return kept | {"PYTHONUTF8": "1"}


def point_to_root() -> None:
    """Python ≤ 3.12 reads .pth files in the code page of Windows, which has no ả: an ASCII line says the
    same in every code page."""
    if not str(ROOT).isascii():
        line = f"import sys; sys.path.append({ascii(str(ROOT))})\n"
        (site_packages() / "bansang-root.pth").write_text(line, encoding="ascii")
