#!/usr/bin/env python3
"""From a bare machine to the running program, with nothing but Python's standard library.

    python3 installer/bootstrap.py run [--sample] [BOOK]
    python3 installer/bootstrap.py test [arguments of pytest]
    python3 installer/bootstrap.py add kyso|huyen

The first call fills `.venv` from the locked packages and adds the system libraries that Qt needs. A stamp,
written last, lets every later call start the program without asking pip or the network. Whatever an
interrupted call left behind is repaired: a package whose files are not all there is installed again, an
environment that does not run is made anew. What a person reads here is Vietnamese, one sentence for a fault.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from sentences import (
    EXTRA_IS_THERE,
    EXTRA_TITLES,
    INTERRUPTED,
    NO_ACCESS,
    NO_DISPLAY,
    NO_PYTHON,
    NO_SPACE,
    USAGE,
    BootstrapError,
    say,
)

TYPE_CHECKING = False  # the module "typing" is not worth its time here
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OLDEST, NEWEST = (3, 11), (3, 13)


def prepare(level: str) -> None:
    """Makes ready what `level` ("run", "test" or an optional part) needs. A second time this costs a few
    milliseconds."""
    import environment

    system_done = environment.system_stamp_of(level)
    # An optional part is Python alone; what the system must bring comes with "run".
    linux = sys.platform.startswith("linux") and level not in EXTRA_TITLES
    if environment.is_complete(level) and (system_done.exists() or not linux):
        return
    try:
        with environment.only_one():
            if not environment.is_complete(level):
                environment.fill(level)
            if linux and not system_done.exists():
                import debian

                debian.complete(level, system_done)
    except PermissionError as error:
        raise BootstrapError(NO_ACCESS.format(folder=environment.ROOT)) from error
    except OSError as error:
        raise BootstrapError(
            NO_SPACE if error.errno == errno.ENOSPC else f"Cài đặt không xong: {error}"
        ) from error


def has_display(variables: Mapping[str, str], platform: str = sys.platform) -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not platform.startswith("linux") or any(variables.get(name) for name in names)


def run(arguments: Sequence[str]) -> int:
    import environment

    prepare("run")
    if not has_display(os.environ):
        raise BootstrapError(NO_DISPLAY)
    # -P: an "app" folder where the person stands must not be taken for the program.
    command = [str(environment.PYTHON), "-P", "-m", "app", *arguments]
    if environment.WINDOWS:
        import subprocess

        return subprocess.call(command)
    os.execv(command[0], command)


def test(arguments: Sequence[str]) -> int:
    import subprocess

    import environment

    prepare("test")
    checks = (
        ("ruff check", ["ruff", "check", "."]),
        ("ruff format", ["ruff", "format", "--check", "."]),
        ("mypy", ["mypy", "--strict", "app"]),
        ("pytest", ["pytest", "-m", "", *arguments]),  # with the slow ones
    )
    worst = 0
    for name, command in checks:
        say(f"== {name}")
        status = subprocess.call(
            [str(environment.PYTHON), "-m", *command], cwd=environment.ROOT, stdin=subprocess.DEVNULL
        )
        worst = max(worst, abs(status))
    return worst


def add(arguments: Sequence[str]) -> int:
    """Optional parts stay for every later `run`, and are brought along when the program becomes newer."""
    for name in arguments:
        prepare(name)
        say(EXTRA_IS_THERE.format(title=EXTRA_TITLES[name]))
    return 0


def understood(arguments: Sequence[str]) -> bool:
    if not arguments or arguments[1:] in (["--help"], ["-h"]):
        return False
    if arguments[0] == "add":
        return len(arguments) > 1 and set(arguments[1:]) <= EXTRA_TITLES.keys()
    return arguments[0] in ("run", "test")


def supported_python() -> str | None:
    """An interpreter that the locked packages were made for, or None if this one is."""
    import shutil

    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return None
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        if found := shutil.which(f"python3.{minor}"):
            return found
    raise BootstrapError(NO_PYTHON)


def main(arguments: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    commands = {"run": run, "test": test, "add": add}
    if not understood(arguments):
        say(USAGE)
        return 0 if set(arguments) & {"--help", "-h"} else 2
    try:
        if other := supported_python():
            import subprocess

            return subprocess.call([other, str(Path(__file__).resolve()), *arguments])
        return commands[arguments[0]](arguments[1:])
    except BootstrapError as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print(INTERRUPTED, file=sys.stderr, flush=True)
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
