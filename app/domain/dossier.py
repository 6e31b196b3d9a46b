"""What happens to a dossier once it has left the commune."""

from __future__ import annotations

from enum import StrEnum


class EventKind(StrEnum):
    """In the order in which they usually come."""

    SUBMITTED = "submitted"  # nộp
    RECEIVED = "received"  # tiếp nhận
    RETURNED = "returned"  # trả lại, with remarks per indicator
    APPRAISED = "appraised"  # thẩm định
    RECOGNISED = "recognised"  # quyết định công nhận
    ANNOUNCED = "announced"  # công bố
    WITHDRAWN = "withdrawn"  # thu hồi quyết định công nhận
