"""What a routine does to each zone of each leg: seconds, closed or open, and the spots in it."""

from fractions import Fraction

import attrs

from hamstring.model.places import QUADRANTS, Leg
from hamstring.model.requests import TenderSpot
from hamstring.model.routines import Routine
from hamstring.outputs.how_to import WORK


@attrs.frozen(kw_only=True)
class Zone:
    """One quadrant of one leg.

    Attributes:
        leg: Left or right.
        region: Id of the quadrant.
        seconds: Seconds of work on it; work that passes over several counts in equal parts.
        is_closed: True when nothing in the routine touches it.
        spots: The tender spots in it, with their numbers from 1.
    """

    leg: Leg
    region: str
    seconds: int
    is_closed: bool
    spots: tuple[tuple[int, TenderSpot], ...] = ()


def zones_of(routine: Routine) -> tuple[Zone, ...]:
    """List the zones, left leg first. The seconds on the zones of a leg add up to its seconds of work.

    Example:
        >>> from hamstring import plan_routine
        >>> from hamstring.outputs.zones import zones_of
        >>> sum(zone.seconds for zone in zones_of(plan_routine(minutes=5, complete=True))) > 0
        True
    """
    spots = tuple(enumerate(routine.request.spots, 1))
    return tuple(
        Zone(
            leg=leg,
            region=region,
            seconds=seconds,
            is_closed=f"{leg}:{region}" in routine.closed,
            spots=tuple((number, spot) for number, spot in spots if (spot.leg, spot.region) == (leg, region)),
        )
        for leg in Leg.BOTH.each
        for region, seconds in _seconds(routine, leg).items()
    )


def _seconds(routine: Routine, leg: Leg) -> dict[str, int]:
    """Share out the work on one leg in whole seconds that add up; what is left over goes where the most was cut."""
    exact = dict.fromkeys(QUADRANTS, Fraction(0))
    for segment in routine.segments:
        if segment.kind in WORK and segment.leg is leg:
            for name in segment.quadrants:
                exact[name] += Fraction(segment.seconds, len(segment.quadrants))
    found = {name: int(share) for name, share in exact.items()}
    left_over = int(sum(exact.values())) - sum(found.values())
    for name in sorted(exact, key=lambda name: found[name] - exact[name])[:left_over]:
        found[name] += 1
    return found
