"""PySide6 6.12.0 on Python 3.11 ends the process after some thousand calls that return nothing."""

import subprocess
import sys

LOOP = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
for n in range(20_000):
    label.setText(str(n))
print(label.text())
"""


def test_twenty_thousand_calls_do_not_end_the_process():
    done = subprocess.run([sys.executable, "-c", LOOP], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "19999"), done.stderr
