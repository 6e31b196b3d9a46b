"""Optional parts: added once, kept by every later run, and no burden where they cannot be had."""

import os
import statistics
import time

import pytest

pytestmark = pytest.mark.slow  # CI runs it, the everyday suite does not

NOWHERE = {
    "PIP_NO_INDEX": "0",
    "PIP_FIND_LINKS": "",
    "PIP_INDEX_URL": "http://127.0.0.1:9/",
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_RETRIES": "0",
}


@pytest.fixture
def signing(project):
    done = project.call("add", "kyso")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert done.stdout.endswith("Phần ký số PDF đã sẵn sàng: hãy mở lại Bản Sáng nếu đang mở.\n")
    assert (project.site / "tinysign").is_dir()
    return project


def test_a_later_run_keeps_the_part_and_asks_nobody(signing):
    log = signing.log
    seconds = []
    for _ in range(3):
        before = time.perf_counter()
        done = signing.call("run", "two", **NOWHERE)
        seconds.append(time.perf_counter() - before)
    assert (done.returncode, done.stdout, done.stderr) == (0, "started two\n", "")
    assert signing.log == log
    assert (signing.site / "tinysign").is_dir()
    assert statistics.median(seconds) < 1


def test_adding_it_again_needs_no_network(signing):
    log = signing.log
    done = signing.call("add", "kyso", **NOWHERE)
    assert (done.returncode, done.stderr) == (0, "")
    assert signing.log == log


def test_without_a_network_one_sentence_and_the_program_starts_as_before(project):
    done = project.call("add", "kyso", **NOWHERE)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "hãy nối mạng rồi chạy lại" in line
    log = project.log
    assert project.call("run", **NOWHERE).stdout == "started\n"
    assert project.log == log
    assert not (project.root / ".venv" / "bansang-extra-kyso").exists()


def test_a_newer_program_brings_the_part_along(signing):
    lock = signing.root / "installer" / "lock-run.txt"
    lock.write_text("# newer\n" + lock.read_text("utf-8"), "utf-8")
    (signing.site / "tinysign" / "__init__.py").unlink()
    done = signing.call("run")
    assert done.stdout.endswith("started\n"), done.stdout + done.stderr
    assert (signing.site / "tinysign" / "__init__.py").is_file()


def test_a_damaged_part_is_mended_by_adding_it_again(signing):
    (signing.root / ".venv" / "bansang-kyso.json").unlink()
    (signing.site / "tinysign" / "__init__.py").write_text("", "utf-8")
    done = signing.call("add", "kyso")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (signing.site / "tinysign" / "__init__.py").read_text("utf-8") == "VALUE = 2\n"
    assert signing.call("run").stdout == "started\n"


def test_a_new_environment_has_the_part_too(signing):
    (signing.root / ".venv" / "bin" / "python").unlink()
    done = signing.call("run")
    assert done.stdout.endswith("started\n"), done.stdout + done.stderr
    assert (signing.site / "tinysign").is_dir()
    assert (signing.root / ".venv" / "bansang-extra-kyso").exists()


@pytest.mark.parametrize("arguments", [["add"], ["add", "kyso", "khác"], ["add", "--help"]])
def test_wrong_use_shows_the_commands_and_adds_nothing(filled, arguments):
    done = filled.call(*arguments)
    assert done.returncode == (0 if "--help" in arguments else 2)
    assert "bootstrap.py add kyso|huyen" in done.stdout
    assert not (filled.site / "tinysign").exists()
