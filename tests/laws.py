"""Laws of form: what holds between the parts of the content, whatever the single numbers are.

They come from anatomy, from plain mechanics, from the patterns in the rows of the dossier and from the formulation of
the planner. Each is a promise as in `promises`.
"""

from collections.abc import Iterator
from itertools import pairwise

from dossier import TOOLS, dossier, fired_by
from hamstring.content.catalogue import Catalogue
from hamstring.model.outcomes import Permission
from hamstring.model.practice import Position, Role, Station, Variant
from hamstring.model.screening import Asked, Rule

NOT_YET = Permission.NOT_TODAY

# ---------------------------------------------------------------------------- rules


def what_follows_is_answered_first(content: Catalogue) -> Iterator[str]:
    """Who has told half of a reason to stop is asked for the other half before there is a routine."""
    stopping = [rule for rule in content.rules.values() if rule.massage is NOT_YET]
    for name, asked in dossier().answered_first.items():
        found = dossier().brought([name])
        half = [set(rule.when) - found for rule in stopping if not found.isdisjoint(rule.when)]
        yield from (f"`{entry}` is left open after `{name}`" for entry in asked if not any(entry in left for left in half))


def what_asks_first_is_worked_lightly(content: Catalogue) -> Iterator[str]:
    """What a clinician has to allow is light when it is allowed."""
    asked = dossier().asked_first
    for rule in content.rules.values():
        if rule.massage is Permission.ASK_FIRST and rule.id not in asked.closes_a_place:
            most = asked.higher.get(rule.id, asked.cap)
            if rule.limits.max_pressure is None or rule.limits.max_pressure > most:
                yield f"{rule.id}: asks first and allows {rule.limits.max_pressure}, expected {most}"


def nobody_is_left_with_a_single_tool(content: Catalogue) -> Iterator[str]:
    """Tools are closed for what they do, some of them, or all are: hands only. One alone is nowhere left over."""
    for rule in content.rules.values():
        left = TOOLS - set(rule.limits.no_tools)
        if len(left) == 1:
            yield f"{rule.id}: of all tools only `{min(left)}` is left"


def two_troubles_are_worked_no_harder_than_one(content: Catalogue) -> Iterator[str]:
    """A rule of several findings presses no harder than each of them alone, and closes the places that each of them closes."""
    for rule in content.rules.values():
        if len(rule.when) > 1 and Permission.OK < rule.massage < NOT_YET:
            for name in rule.when:
                alone = [part for part in fired_by(content, dossier().brought([name])) if part.massage < NOT_YET]
                yield from (f"{rule.id}: {problem}" for part in alone for problem in _milder(rule, part))


def _milder(rule: Rule, part: Rule) -> Iterator[str]:
    most, own = part.limits.max_pressure, rule.limits.max_pressure
    if most is not None and (own is None or own > most):
        yield f"allows {own}, though `{part.id}` allows {most}"
    yield from (f"opens `{place}`, which `{part.id}` closes" for place in set(part.limits.keep_off) - set(rule.limits.keep_off))


# ---------------------------------------------------------------------------- stations


def _stations(content: Catalogue) -> dict[str, tuple[Variant, dict[Position, Station]]]:
    return {variant.id: (variant, {station.position: station for station in variant.at}) for variant in content.variants.values()}


STANDING_MOST = 3
"""2.10: hands, standing, are light only; and light is at most 3."""


def hands_feel_the_same_wherever(content: Catalogue) -> Iterator[str]:
    """2.10 names no level for hands but standing: no weight is on them, so where one sits or lies makes no difference."""
    for variant, at in _stations(content).values():
        if "hands" in {kind.value for kind in variant.tool_kinds}:
            seated = {(station.low, station.high) for place, station in at.items() if place is not Position.STANDING}
            standing = at.get(Position.STANDING)
            if len(seated) > 1:
                yield f"{variant.id}: {sorted(seated)} by position"
            elif standing is not None and (standing.low, standing.high) not in {(low, min(high, STANDING_MOST)) for low, high in seated}:
                yield f"{variant.id}: standing {standing.low} to {standing.high}"


YIELDING = (Position.FLOOR, Position.BED, Position.CHAIR)
"""2.10, the roller: medium on the floor, light to medium on a bed, light on a chair."""


def what_yields_is_no_firmer(content: Catalogue) -> Iterator[str]:
    """The roller is firmest on the floor, softer on a bed, softest on a chair."""
    for variant, at in _stations(content).values():
        if "roller" in {kind.value for kind in variant.tool_kinds}:
            for one, other in pairwise([at[place] for place in YIELDING if place in at]):
                if other.low > one.low or other.high > one.high:
                    yield f"{variant.id}: firmer on `{other.position.value}` than on `{one.position.value}`"


def the_other_foot_takes_weight(content: Catalogue) -> Iterator[str]:
    """With the other foot down the roller begins softer than without; a pause is the plain roller that stands still."""
    told = _stations(content)
    _, light = told["roller-light"]
    _, plain = told["roller-plain"]
    _, pause = told["roller-pause"]
    for place, station in plain.items():
        if place in light and light[place].low >= station.low:
            yield f"roller-light begins no softer on `{place.value}`"
        if place in pause and (pause[place].low, pause[place].high) != (station.low, station.high):
            yield f"roller-pause weighs other than roller-plain on `{place.value}`"


def friction_is_the_strongest_stroke(content: Catalogue) -> Iterator[str]:
    """1.5, 7.17: friction begins above every stroke that is not firm, so a low ceiling closes it first."""
    others = [station.low for variant, at in _stations(content).values() for station in at.values() if _is_gentle(variant)]
    for variant, at in _stations(content).values():
        for station in at.values() if variant.role is Role.FRICTION else ():
            if station.low <= max(others):
                yield f"{variant.id} on {station.position.value}: begins at {station.low}"


def _is_gentle(variant: Variant) -> bool:
    return variant.role is not Role.FRICTION and variant.after is None


# ---------------------------------------------------------------------------- words, screens, numbers


def each_stop_sign_has_its_own_words(content: Catalogue) -> Iterator[str]:
    """No two signs tell the same thing to do, or sound the same."""
    for field in ("do", "short"):
        texts = [getattr(sign, field) for sign in content.stop_signs.values()]
        yield from sorted({f"two signs say `{text}`" for text in texts if texts.count(text) > 1})


def what_can_stop_is_asked_before_what_only_limits(content: Catalogue) -> Iterator[str]:
    """Among questions that are asked at the same time, those that could forbid it come before those that set a limit."""
    for asked in Asked:
        screens = sorted((screen for screen in content.screens.values() if screen.asked is asked), key=lambda screen: screen.order)
        worst = [_worst(content, screen.findings) >= Permission.ASK_FIRST for screen in screens]
        if worst != sorted(worst, reverse=True):
            yield f"{asked.value}: {[screen.id for screen in screens]}"


def _worst(content: Catalogue, names: tuple[str, ...]) -> Permission:
    return max((rule.massage for rule in content.rules.values() if not set(names).isdisjoint(rule.when)), default=Permission.OK)


def numbers_of_the_planner_fit_each_other(content: Catalogue) -> Iterator[str]:
    """There is time to get ready before each block, a firmer hold is a hold, and a focus weighs more than no focus."""
    policy = content.policy
    if policy.lead_in_s < policy.grain_s:
        yield f"lead_in_s {policy.lead_in_s}: no time to get ready"
    if not policy.hold_s.low <= policy.firm_finish_s <= policy.hold_s.high:
        yield f"firm_finish_s {policy.firm_finish_s}: no hold"
    if policy.focus_weight <= policy.line_weight:
        yield f"focus_weight {policy.focus_weight}: a focus changes nothing"


PROMISES = (
    (("rules",), what_follows_is_answered_first),
    (("rules", "contraindications"), what_asks_first_is_worked_lightly),
    (("rules", "contraindications"), nobody_is_left_with_a_single_tool),
    (("rules",), two_troubles_are_worked_no_harder_than_one),
    (("variants",), hands_feel_the_same_wherever),
    (("variants",), what_yields_is_no_firmer),
    (("variants",), the_other_foot_takes_weight),
    (("variants",), friction_is_the_strongest_stroke),
    (("stop_signs",), each_stop_sign_has_its_own_words),
    (("screens",), what_can_stop_is_asked_before_what_only_limits),
    (("policy",), numbers_of_the_planner_fit_each_other),
)
"""Each promise with the kinds that it looks at first."""
