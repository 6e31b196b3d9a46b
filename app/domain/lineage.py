"""What became of units over time: predecessors and successors, never in a circle."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class ChangeKind(StrEnum):
    MERGE = "merge"  # several become one
    SPLIT = "split"  # one becomes several
    RENAME = "rename"  # the same unit under another name
    TRANSFER = "transfer"  # the same unit under another commune


def find_cycle(successions: Iterable[tuple[str, str]]) -> list[str]:
    """The keys of one circle of (predecessor, successor) pairs in order, [] when there is none.

    A unit that only changed its name succeeds itself: such pairs are no circle.
    """
    successors: dict[str, list[str]] = {}
    for predecessor, successor in successions:
        if predecessor != successor:
            successors.setdefault(predecessor, []).append(successor)
    done: set[str] = set()
    for start in sorted(successors):
        path: list[str] = []
        waiting: list[tuple[str, int]] = [(start, 0)]
        while waiting:
            key, depth = waiting.pop()
            done.update(path[depth:])  # all that follows them was seen: never walked again
            del path[depth:]
            if key in path:
                return path[path.index(key) :]
            if key in done:
                continue
            path.append(key)
            waiting.extend((successor, depth + 1) for successor in reversed(successors.get(key, [])))
        done.update(path)
    return []
