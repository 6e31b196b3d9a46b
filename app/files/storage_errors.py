"""The operating system's refusals in one Vietnamese sentence each, saying what to do."""

from __future__ import annotations

import errno
from pathlib import Path

from app.errors import StorageError
from app.i18n import _

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_DENIED = frozenset({errno.EACCES, errno.EPERM})
_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR})
# ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: another program holds the file open.
_WINDOWS_IN_USE = frozenset({32, 33})


def storage_error(error: OSError, path: Path) -> StorageError:
    """The sentence for what happened while `path` was read or written; names the file, not its whole path."""
    return StorageError(_sentence(error).format(name=path.name, folder=path.parent.name or str(path.parent)))


def _sentence(error: OSError) -> str:
    code = error.errno
    if getattr(error, "winerror", None) in _WINDOWS_IN_USE or code in (errno.EBUSY, errno.ETXTBSY):
        return _("Tệp “{name}” đang mở trong chương trình khác: hãy đóng chương trình đó rồi làm lại.")
    if code in _FULL:
        return _("Ổ đĩa đã đầy nên không ghi được “{name}”: hãy xóa bớt tệp hoặc chọn nơi khác rồi làm lại.")
    if code == errno.EROFS:
        return _("Ổ đĩa chỉ cho đọc nên không ghi được “{name}”: hãy mở khóa ghi của USB hoặc chọn nơi khác.")
    if code in _DENIED:
        return _("Không có quyền đọc hoặc ghi “{name}” trong thư mục “{folder}”: hãy chọn thư mục khác.")
    if code in _ABSENT:
        return _(
            "Không tìm thấy “{name}” trong thư mục “{folder}”: hãy kiểm tra USB còn cắm không rồi làm lại."
        )
    if code == errno.EFBIG:
        return _("Ổ đĩa không nhận tệp lớn như “{name}”: hãy chọn ổ khác hoặc bớt minh chứng rồi làm lại.")
    if code == errno.ENAMETOOLONG:
        return _("Tên “{name}” quá dài: hãy đặt tên ngắn hơn rồi làm lại.")
    return _("Ổ đĩa báo lỗi với tệp “{name}”: hãy thử ổ khác; nếu vẫn lỗi, gửi nhật ký cho người hỗ trợ.")
