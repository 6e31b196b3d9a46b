"""The program is killed in the middle of its work: every confirmed save is there, nothing is half written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from app.services import assessments, history, places
from app.services.samples import create_sample
from app.services.workspace import open_book

ROOT = Path(__file__).parent.parent.parent
KILLS = 6

_SAVING = """
import sys
from pathlib import Path
from app.services import assessments, places
from app.services.workspace import open_book
book = open_book(Path(sys.argv[1]))
put = book.read(places.find_hamlet, name='put')
uid = book.read(assessments.sheet, round_uid=book.read(assessments.rounds_of, hamlet_uid=put.uid)[0].uid).rows[0].uid
number = int(sys.argv[2])
while True:
    number += 1
    values = {'explanation': f'lần {number}', 'remaining': str(number)}
    book.write(assessments.record, assessment_uid=uid, values=values)
    print(number, flush=True)
"""

_EXPORTING = """
import sys
from pathlib import Path
from app.cli import main
print('begun', flush=True)
main(['dossier', sys.argv[1], '--hamlet', 'put', '--out', sys.argv[2]])
"""

pytestmark = [pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL"), pytest.mark.slow]


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-B", "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


def test_every_confirmed_save_survives_a_kill(tmp_path: Path) -> None:
    create_sample(tmp_path / "so").close()
    confirmed = 0
    for kill in range(KILLS):
        process = start(_SAVING, tmp_path / "so", confirmed)
        assert process.stdout is not None
        for _line in range(3 + kill):
            confirmed = int(process.stdout.readline())
        time.sleep(0.002 * kill)
        process.send_signal(signal.SIGKILL)
        rest = process.communicate(timeout=30)[0].split()
        confirmed = int(rest[-1]) if rest else confirmed
        book = open_book(tmp_path / "so")
        put = book.read(places.find_hamlet, name="put")
        newest = book.read(assessments.rounds_of, hamlet_uid=put.uid)[0]
        row = book.read(assessments.sheet, round_uid=newest.uid).rows[0]
        assert int(row.remaining) in (confirmed, confirmed + 1)
        assert row.explanation == f"lần {row.remaining}"
        assert book.read(history.check_chain).broken_at is None
        confirmed = int(row.remaining)
        book.close()


def test_a_killed_export_leaves_the_old_dossier_or_a_whole_new_one(tmp_path: Path) -> None:
    create_sample(tmp_path / "so").close()
    target = tmp_path / "ho so.pdf"
    Image.new("RGB", (20, 20)).save(target, "PDF")
    before = target.read_bytes()
    for wait in (0.2, 0.5, 0.8):
        process = start(_EXPORTING, tmp_path / "so", target)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)
        assert target.read_bytes() == before or len(pypdf.PdfReader(target).pages) > 10
