"""What was found in a dossier that came on a stick."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FileState(StrEnum):
    """Worst first."""

    ALTERED = "altered"
    MISSING = "missing"
    UNSAFE = "unsafe"  # a path that leaves the folder, a link, a device: never opened
    UNREADABLE = "unreadable"
    EXTRA = "extra"  # below data/ and in no manifest
    SOUND = "sound"
    BESIDE = "beside"  # beside data/ and in no manifest; allowed, and vouched for by nobody


FAULTS = frozenset(
    {FileState.ALTERED, FileState.MISSING, FileState.UNSAFE, FileState.UNREADABLE, FileState.EXTRA}
)


class BagFault(StrEnum):
    """What is wrong with the folder as a whole."""

    NO_BAG = "no_bag"  # no bagit.txt
    GROWING = "growing"  # the export was cut off
    BAD_DECLARATION = "bad_declaration"
    NO_MANIFEST = "no_manifest"
    BAD_MANIFEST = "bad_manifest"  # the file named is garbled, too large or contradicts itself
    WRONG_TOTALS = "wrong_totals"  # Payload-Oxum
    NO_PAYLOAD = "no_payload"


@dataclass(frozen=True, slots=True)
class CheckedFile:
    path: str
    state: FileState
    size: int = 0


@dataclass(frozen=True, slots=True)
class FoundFault:
    """`name` is the file at fault, "" for the folder."""

    fault: BagFault
    name: str = ""


@dataclass(frozen=True, slots=True)
class BagReport:
    """`files` in the order of their paths."""

    files: tuple[CheckedFile, ...]
    faults: tuple[FoundFault, ...]
    algorithms: tuple[str, ...]

    def count(self, state: FileState) -> int:
        return sum(file.state is state for file in self.files)

    @property
    def complete(self) -> bool:
        """All that is named is there, and nothing else in data/."""
        absent = (FileState.MISSING, FileState.EXTRA, FileState.UNSAFE)
        return not self.faults and not any(file.state in absent for file in self.files)

    @property
    def intact(self) -> bool:
        """Complete, and every byte as the manifests say."""
        return not self.faults and not any(file.state in FAULTS for file in self.files)
