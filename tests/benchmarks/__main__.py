"""`python tests/benchmarks [NAME …]`: every figure with its floor in the same run, as one table.

Each module beside this one has `run()`, which returns lines of (name, median in its unit, ratio or None).
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(wanted: list[str]) -> int:
    modules = sorted(path.stem for path in HERE.glob("bench_*.py"))
    chosen = [name for name in modules if not wanted or name.removeprefix("bench_") in wanted]
    print(f"{'':62}{'median':>12}{'ratio':>8}")
    for name in chosen:
        print(f"— {name.removeprefix('bench_')}")
        for label, figure, ratio in importlib.import_module(name).run():
            print(f"  {label:60}{figure:12.2f}{'' if ratio is None else f'{ratio:7.2f}×'}", flush=True)
    return 0 if chosen else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
