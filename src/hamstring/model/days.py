"""Days, as people and files write them."""

from datetime import date


def day_of(text: str) -> date | None:
    """Read a day that is written as ``2026-01-31``; None for any other text, such as ``20260131`` or ``2026-W05-6``."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if str(found) == text else None
