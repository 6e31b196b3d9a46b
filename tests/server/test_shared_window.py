"""A window over a book on a server shows what somebody else has written."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from app.domain.verdict import Verdict
from app.services.server_books import make_server_book, remember_server
from app.services.workspace import open_book
from app.ui.context import Context
from app.ui.others_watch import OthersWatch
from app.ui.tasks import TaskRunner
from tests.server.test_server_book import Silent, _row

NOW = datetime(2024, 4, 20, 3, 0, tzinfo=UTC)


def test_what_others_write_is_shown(qtbot, address: str, sample_folder: Path, tmp_path: Path) -> None:
    from app.services import assessments

    remember_server(tmp_path / "chung", address)
    make_server_book(tmp_path / "chung", sample_folder, Silent())
    mine, theirs = (open_book(tmp_path / "chung", now=lambda: NOW) for _person in range(2))
    tasks = TaskRunner()
    context = Context(mine, tasks, 2024)
    watch = context.findChild(OthersWatch)
    seen = []
    context.changed.connect(lambda: seen.append(True))
    watch.look()
    assert seen == []
    theirs.write(assessments.record, assessment_uid=_row(theirs, "1.2").uid, values={"claimed": Verdict.MET})
    watch.look()
    assert seen == [True]
    watch.look()
    assert seen == [True]
    mine.write(assessments.record, assessment_uid=_row(mine, "4.3").uid, values={"claimed": Verdict.MET})
    qtbot.waitUntil(lambda: len(seen) == 2)
    watch.look()
    assert seen == [True, True]
    tasks.shutdown()
    for book in (mine, theirs):
        book.close()
