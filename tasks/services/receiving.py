"""What the receipt of a task by its lead unit does to its part (签收)."""

from tasks.services.step import Step


def receive_lead(step: Step) -> None:
    _mark(step)


def deem_lead_received(step: Step) -> None:
    """`received_by` stays empty: nobody confirmed it (视同签收)."""
    _mark(step)


def _mark(step: Step) -> None:
    part = step.lead_part
    if part is not None:
        part.received_at, part.received_by = step.now, step.by
        part.save(update_fields=["received_at", "received_by"])
