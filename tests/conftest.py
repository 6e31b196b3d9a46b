"""What every test needs before Qt is imported: no screen, and the look of an ordinary one."""

import os
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A desktop's own settings would change fonts, sizes and colours from one machine to the next.
os.environ.pop("QT_STYLE_OVERRIDE", None)
os.environ.pop("QT_SCALE_FACTOR", None)

# The commune's own time, wherever the tests run: a day begins at 17:00 UTC of the day before.
os.environ["TZ"] = "Asia/Ho_Chi_Minh"
if hasattr(time, "tzset"):
    time.tzset()
