"""The sample dossier, written once for all tests that only read it."""

from __future__ import annotations

import pytest

from tests.reports.dossier_sample import ban_put, evidence
from tests.reports.dossier_writing import Steps, Written, write


@pytest.fixture(scope="session")
def put(tmp_path_factory) -> Written:
    """Bản Pút with eight proofs."""
    folder = tmp_path_factory.mktemp("ban-put")
    return write(ban_put(evidence(folder)), folder / "Hồ sơ bản Pút.pdf")


@pytest.fixture
def steps() -> Steps:
    return Steps()
