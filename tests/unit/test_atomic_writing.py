import errno
import os

import pytest

from app.errors import Cancelled, StorageError
from app.files.atomic import write_atomically
from app.files.storage_errors import storage_error


def test_the_file_appears_under_its_name_only_when_whole(tmp_path):
    target = tmp_path / "Hồ sơ bản Pút.pdf"
    with write_atomically(target) as part:
        part.write_bytes(b"mot nua")
        assert not target.exists()
        part.write_bytes(b"ca hai nua")
    assert target.read_bytes() == b"ca hai nua"
    assert list(tmp_path.iterdir()) == [target]


def break_off(target, raised):
    with write_atomically(target) as part:
        part.write_bytes(b"newer")
        raise raised


@pytest.mark.parametrize("raised", [Cancelled(), ValueError("x")])
def test_what_goes_wrong_leaves_the_older_file_alone(tmp_path, raised):
    target = tmp_path / "a"
    target.write_bytes(b"older")
    with pytest.raises(type(raised)):
        break_off(target, raised)
    assert target.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [target]


def test_a_part_left_by_a_power_cut_is_overwritten(tmp_path):
    (tmp_path / "a.part").write_bytes(b"left over")
    with write_atomically(tmp_path / "a") as part:
        part.write_bytes(b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert not (tmp_path / "a.part").exists()


def test_a_folder_in_the_place_of_the_file_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(StorageError), write_atomically(tmp_path / "a") as part:
        part.write_bytes(b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "đã đầy"),
        (errno.EROFS, "chỉ cho đọc"),
        (errno.EACCES, "Không có quyền"),
        (errno.ENOENT, "Không tìm thấy"),
        (errno.EFBIG, "không nhận tệp lớn"),
        (errno.EBUSY, "đang mở"),
        (errno.ENAMETOOLONG, "quá dài"),
        (errno.EIO, "báo lỗi"),
    ],
)
def test_each_refusal_of_the_disk_has_its_sentence(tmp_path, code, words):
    path = tmp_path / "USB" / "Hồ sơ {x}.pdf"
    error = storage_error(OSError(code, os.strerror(code)), path)
    assert words in error.sentence
    assert "“Hồ sơ {x}.pdf”" in error.sentence
    assert str(tmp_path) not in error.sentence
