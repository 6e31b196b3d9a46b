"""The system's part: the libraries that Qt opens, from the packages of Debian and Ubuntu."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from sentences import BootstrapError, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Without these Qt cannot even be imported.
CORE_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
# Without these Qt cannot open a window on X11; on Wayland it can.
WINDOW_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "java": "default-jre-headless",
    "softhsm2-util": "softhsm2",  # a token to sign with
    "pg_lsclusters": "postgresql",
    "7z": "p7zip-full",  # what a district would open an encrypted archive with
}
# A real browser for the page that lies on a stick. Ubuntu has none as a package: without it those tests are skipped.
TEST_BROWSERS = ("chromium", "chromium-browser")
# The validator of PDF/A-1b.
TEST_JARS = {
    "pdfbox2.jar": "libpdfbox2-java",
    "jakarta-activation.jar": "libjakarta-activation-java",
    "jaxb-api.jar": "libjaxb-api-java",
    "javax.activation.jar": "libactivation-java",
    "bcprov.jar": "libbcprov-java",
    "bcmail.jar": "libbcmail-java",
    "bcpkix.jar": "libbcpkix-java",
}
JARS = Path("/usr/share/java")


def missing_libraries(libraries: Mapping[str, str]) -> list[str]:
    """The apt packages of those libraries that cannot be loaded."""
    missing = []
    for soname, package in libraries.items():
        try:
            ctypes.CDLL(soname)
        except OSError:
            missing.append(package)
    return missing


def missing_programs(programs: Mapping[str, str]) -> list[str]:
    return [package for program, package in programs.items() if shutil.which(program) is None]


def missing_files(folder: Path, files: Mapping[str, str]) -> list[str]:
    return [package for name, package in files.items() if not (folder / name).exists()]


def complete(level: str, done: Path) -> None:
    """Adds what the system lacks. Raises if the program cannot start without it; libraries that only one
    kind of screen needs are asked for, and Qt is left to try. `done` is touched when nothing is missing."""
    packages = missing_libraries(CORE_LIBRARIES | WINDOW_LIBRARIES)
    if level == "test":
        packages += missing_programs(TEST_PROGRAMS) + missing_files(JARS, TEST_JARS)
    if packages:
        say("Đang cài thư viện hệ thống: " + " ".join(packages) + "…")
        try:
            install(packages)
        except BootstrapError as error:
            if level == "test" or missing_libraries(CORE_LIBRARIES):
                raise
            say(str(error))
            return
    if level == "test":
        add_browser()
    done.touch()


def add_browser() -> None:
    """For the tests that open a page in one; they are skipped where apt has none."""
    if any(map(shutil.which, TEST_BROWSERS)):
        return
    try:
        install(TEST_BROWSERS[:1])
    except BootstrapError:
        say("Không cài được chromium: bỏ qua các kiểm tra trang MO-TRUOC.html trong trình duyệt.")


def install(packages: Sequence[str]) -> None:
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        raise BootstrapError(f"Máy thiếu các gói {' '.join(packages)}: hãy cài chúng rồi chạy lại lệnh này.")
    ask = BootstrapError(f"Hãy chạy một lần dòng sau rồi chạy lại lệnh này:  sudo {' '.join(line)}")
    become_root: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo") or subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode:
            raise ask
        become_root = ["sudo", "-n"]
    become_root += ["env", "DEBIAN_FRONTEND=noninteractive"]
    # The lists of a fresh machine are empty or old: a first failure is answered by fetching them.
    for command in (line, ["apt-get", "update"], line):
        done = subprocess.run([*become_root, *command], stdin=subprocess.DEVNULL, capture_output=True)
        if command is line and done.returncode == 0:
            return
    raise ask
