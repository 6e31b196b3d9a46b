"""The lock files: complete, exact, and naming no place to fetch from."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(level: str) -> dict[str, tuple[str, str, int]]:
    """Name → version, marker, number of hashes."""
    text = (ROOT / "installer" / f"lock-{level}.txt").read_text("utf-8")
    entries = re.sub(r"^#.*\n", "", text, flags=re.M).replace("\\\n", " ").splitlines()
    found = {}
    for entry in entries:
        match = re.fullmatch(r"([\w.-]+)==([\w.]+)(?: ; (.*?))?\s+(--hash=sha256:[0-9a-f]{64}\s*)+", entry)
        assert match, entry
        found[canonical(match[1])] = (match[2], match[3] or "", entry.count("--hash="))
    return found


def wanted(level: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    extras = {"run": (), "test": ("test", "kyso", "huyen")}.get(level, (level,))
    for extra in extras:
        names += project["project"]["optional-dependencies"][extra]
    return {canonical(re.match(r"[\w.-]+", name)[0]) for name in names}


@pytest.mark.parametrize("level", ["run", "test", "kyso", "huyen"])
def test_every_dependency_is_locked_with_hashes(level):
    assert wanted(level) <= locked(level).keys()


@pytest.mark.parametrize("level", ["run", "kyso", "huyen"])
def test_all_locks_agree(level):
    assert locked(level).items() <= locked("test").items()


@pytest.mark.parametrize("level", ["run", "test", "kyso", "huyen"])
def test_a_lock_names_no_place_to_fetch_from(level):
    text = (ROOT / "installer" / f"lock-{level}.txt").read_text("utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_what_is_only_for_some_machines_says_so_and_the_rest_is_for_all():
    """A compiled package carries wheels of Linux and Windows for three versions of Python."""
    versions = locked("test")
    assert versions["colorama"][1] == "sys_platform == 'win32'"
    for name in ("pikepdf", "pillow", "sqlalchemy", "lxml", "pyyaml"):
        assert versions[name][1] == ""
        assert versions[name][2] >= 3 * 2


def test_what_must_stay_out_is_out():
    """openpyxl opens numpy where it finds it, and the program starts 0.2 s later."""
    assert not {"numpy", "pandas", "pyside6", "pyside6-addons", "pytest-xvfb"} & locked("test").keys()
    assert locked("run")["pyside6-essentials"][0] == "6.11.3"
