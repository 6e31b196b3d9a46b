"""What every test needs before Qt is imported: no screen, and the look of an ordinary one."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A desktop's own settings would change fonts, sizes and colours from one machine to the next.
os.environ.pop("QT_STYLE_OVERRIDE", None)
os.environ.pop("QT_SCALE_FACTOR", None)

# The commune's own time, wherever the tests run: a day begins at 17:00 UTC of the day before.
os.environ["TZ"] = "Asia/Ho_Chi_Minh"
if hasattr(time, "tzset"):
    time.tzset()


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample book of Chiềng Khoi on 20/4/2024, made once; a test that writes takes a copy."""
    from app.services.samples import create_sample

    folder = tmp_path_factory.mktemp("sample") / "Chiềng Khoi"
    create_sample(folder, now=lambda: datetime(2024, 4, 20, 3, 0, tzinfo=UTC)).close()
    return folder
