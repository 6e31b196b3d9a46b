"""Ordered work: how far it is, and what is doubtful about an order.

Progress is never mixed with the verdict: work can be done and the indicator still unmet.
"""

from __future__ import annotations

from enum import StrEnum


class WorkProgress(StrEnum):
    NOT_STARTED = "not_started"
    DOING = "doing"
    DONE = "done"


class OrderRemark(StrEnum):
    """What the chairman should look at.

    An unmet indicator nobody was told of, no date, more than one lead, work called done that nothing proves.
    """

    UNASSIGNED = "unassigned"
    NO_DEADLINE = "no_deadline"
    SEVERAL_LEADS = "several_leads"
    NO_PROOF = "no_proof"
