import os
import shutil
import statistics
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.slow  # CI runs it, the everyday suite does not


def test_a_second_run_starts_at_once_and_asks_nobody(filled):
    log = filled.log
    seconds = []
    for _ in range(5):
        before = time.perf_counter()
        second = filled.call("run", "--sample", "two")
        seconds.append(time.perf_counter() - before)
    assert (second.returncode, second.stdout, second.stderr) == (0, "started --sample two\n", "")
    assert filled.log == log
    assert statistics.median(seconds) < 1


def test_the_status_of_the_program_is_handed_on(filled):
    main = filled.root / "app" / "__main__.py"
    text = main.read_text("utf-8")
    try:
        main.write_text("raise SystemExit(7)", "utf-8")
        assert filled.call("run").returncode == 7
    finally:
        main.write_text(text, "utf-8")


def test_a_folder_named_app_beside_the_person_is_not_the_program(filled):
    other = filled.root.parent / "app"
    other.mkdir()
    (other / "__main__.py").write_text("print('wrong')", "utf-8")
    assert filled.call("run").stdout == "started\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Windows always has a screen")
@pytest.mark.parametrize("arguments", [["run"], ["run", "--sample"], ["run", "SỔ"]])
def test_without_a_screen_one_line_names_the_commands_that_need_none(filled, arguments):
    done = filled.call(*arguments, QT_QPA_PLATFORM="")
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert "không có màn hình" in line
    assert ".venv/bin/bansang sample SỔ" in line
    assert ".venv/bin/bansang dossier SỔ" in line


def test_a_moved_project_is_set_right_without_a_network(moved):
    done = moved.call("run", PIP_FIND_LINKS="")
    assert done.stdout.endswith("started\n"), done.stderr
    asked = subprocess.run(
        [moved.root / ".venv" / "bin" / "python", "-I", "-c", "import app; print(app.__file__)"],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
    )
    assert asked.stdout.strip() == str(moved.root / "app" / "__init__.py")


def lose_a_folder(project):
    shutil.rmtree(project.site / "tiny")


def cut_a_file_short(project):
    (project.root / ".venv" / "bansang-run.json").unlink()
    (project.site / "tiny" / "data.bin").write_bytes(b"x" * 10)


def stop_before_the_record(project):
    (project.root / ".venv" / "bansang-run.json").unlink()
    (project.site / "tiny" / "data.bin").unlink()
    (project.site / "tiny-1.0.dist-info" / "RECORD").unlink()


def break_the_stamp(project):
    (project.root / ".venv" / "bansang-run.json").write_text('{"digest": ', "utf-8")
    (project.site / "tiny" / "__init__.py").unlink()


@pytest.mark.parametrize(
    "damage",
    [lose_a_folder, cut_a_file_short, stop_before_the_record, break_the_stamp],
    ids=lambda f: f.__name__,
)
def test_a_damaged_package_is_installed_again(project, damage):
    damage(project)
    done = project.call("run")
    assert done.stdout.endswith("started\n"), done.stdout + done.stderr
    assert (project.site / "tiny" / "data.bin").stat().st_size == 1000
    assert (project.site / "tiny-1.0.dist-info" / "RECORD").exists()


def lose_the_interpreter(project):
    (project.root / ".venv" / "bin" / "python").unlink()


def lose_a_part_of_pip(project):
    (project.root / ".venv" / "bansang-run.json").unlink()
    (project.site / "pip" / "_internal" / "cache.py").unlink()


def put_a_file_in_its_place(project):
    shutil.rmtree(project.root / ".venv")
    (project.root / ".venv").write_text("not a folder", "utf-8")


@pytest.mark.skipif(os.name == "nt", reason="the places inside .venv have other names on Windows")
@pytest.mark.parametrize(
    "damage",
    [
        lose_the_interpreter,
        pytest.param(lose_a_part_of_pip, marks=pytest.mark.slow),
        pytest.param(put_a_file_in_its_place, marks=pytest.mark.slow),
    ],
    ids=lambda f: f.__name__,
)
def test_an_environment_that_does_not_run_is_made_anew(project, damage):
    damage(project)
    done = project.call("run")
    assert done.stdout.endswith("started\n"), done.stdout + done.stderr
    assert (project.site / "pip" / "_internal" / "cache.py").exists()


def test_two_runs_at_once_wait_for_each_other(project):
    lose_a_folder(project)
    both = [project.start("run", "one"), project.start("run", "two")]
    said = [process.communicate(timeout=90)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert [text.splitlines()[-1] for text in said] == ["started one", "started two"]
    assert sum("Đã cài xong" in text for text in said) == 1


def test_no_network_is_one_sentence_that_says_what_to_do(project):
    lose_a_folder(project)
    nowhere = {
        "PIP_NO_INDEX": "0",
        "PIP_FIND_LINKS": "",
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_RETRIES": "0",
    }
    done = project.call("run", PIP_EXTRA_INDEX_URL="", PIP_CONFIG_FILE=os.devnull, **nowhere)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "hãy nối mạng rồi chạy lại" in line


def test_a_package_that_is_not_the_locked_one_is_refused(project):
    lose_a_folder(project)
    lock = project.root / "installer" / "lock-run.txt"
    text = lock.read_text("utf-8")
    lock.write_text(text[: text.rindex(":") + 1] + "0" * 64 + "\n", "utf-8")
    done = project.call("run")
    assert done.returncode == 1
    assert "bansang-install.log" in done.stderr
    assert "HASH" in project.log.upper()
    assert not (project.site / "tiny").exists()


@pytest.mark.parametrize(
    ("arguments", "status"), [([], 2), (["start"], 2), (["--help"], 0), (["run", "-h"], 0)]
)
def test_wrong_use_and_help_show_both_commands(filled, arguments, status):
    done = filled.call(*arguments)
    assert done.returncode == status
    assert "bootstrap.py run [--sample]" in done.stdout
    assert "bootstrap.py test" in done.stdout
