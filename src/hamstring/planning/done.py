"""What was done already in a session: read from a request, and what it leaves of the bounds on work."""

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.spelling import nearest
from hamstring.errors import RequestError, UnknownIdError
from hamstring.model.places import QUADRANTS, Leg
from hamstring.model.practice import Role
from hamstring.model.requests import RoutineRequest


@attrs.frozen
class Done:
    """So many seconds of work on one quadrant, with the stroke where it is known."""

    leg: Leg
    quadrant: str
    seconds: int
    variant: str

    def __str__(self) -> str:
        place = f"{self.leg.value}:{self.quadrant}:{self.seconds}"
        return f"{place}:{self.variant}" if self.variant else place


def done_of(catalogue: Catalogue, request: RoutineRequest) -> tuple[Done, ...]:
    """Read what was done already.

    Raises:
        RequestError: If an entry has another form.
        UnknownIdError: If a region or a variant is unknown.
    """
    return tuple([_done(catalogue, entry) for entry in request.done])


def _done(catalogue: Catalogue, entry: str) -> Done:
    policy = catalogue.policy
    most_s = 60 * policy.minutes_high
    leg, _, rest = entry.partition(":")
    quadrant, _, rest = rest.partition(":")
    seconds, colon, variant = rest.partition(":")
    legs = {one.value: one for one in Leg.BOTH.each}
    known = leg in legs and seconds.isascii() and seconds.isdigit() and len(seconds) <= len(str(most_s)) and (variant or not colon)
    if not known or not 0 < int(seconds) <= most_s or int(seconds) % policy.grain_s:
        form = f"`leg:region:seconds` or `leg:region:seconds:variant`, the seconds a multiple of {policy.grain_s} up to {most_s}"
        raise RequestError("done", entry, form)
    if quadrant not in QUADRANTS:
        raise UnknownIdError("region", nearest([quadrant], QUADRANTS))
    if variant and variant not in catalogue.variants:
        raise UnknownIdError("variant", nearest([variant], catalogue.variants))
    return Done(legs[leg], quadrant, int(seconds), variant)


def leg_caps(known: tuple[Done, ...], legs: tuple[Leg, ...], most_s: int) -> tuple[int, ...]:
    """Give the seconds of work that are left for each leg."""
    return tuple(max(0, most_s - sum(entry.seconds for entry in known if entry.leg is leg)) for leg in legs)


def session_cap(known: tuple[Done, ...], most_s: int | None) -> int | None:
    """Give the seconds of work that are left for the session, or None without a bound."""
    return None if most_s is None else max(0, most_s - sum(entry.seconds for entry in known))


def swept(catalogue: Catalogue, known: tuple[Done, ...], legs: tuple[Leg, ...]) -> tuple[int, ...]:
    """Give the half seconds of sweeps that each quadrant of each leg has had; of what names no stroke all counts."""
    sweeps = [entry for entry in known if not entry.variant or catalogue.variants[entry.variant].role is Role.SWEEP]
    return tuple(
        sum(2 * entry.seconds for entry in sweeps if entry.leg is leg and entry.quadrant == name) for leg in legs for name in QUADRANTS
    )


def done_with(known: tuple[Done, ...], variant: str) -> int:
    """Give the seconds of a variant on the leg that had most of it."""
    same = [entry for entry in known if entry.variant == variant]
    return max(sum(entry.seconds for entry in same if entry.leg is leg) for leg in Leg.BOTH.each)
