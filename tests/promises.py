"""What the content must hold, said by hand from the safety dossier and from anatomy: apart from the content itself.

What the dossier says row by row stands in `dossier`, laws of form stand in `laws`; what needs more than a row stands here.
Each promise takes a content and tells what breaks it. The tests run them on the shipped content; the mutants must break them.
"""

from collections.abc import Callable, Iterator

import dossier
import laws
from hamstring.content.catalogue import Catalogue
from hamstring.model.anatomy import RegionKind
from hamstring.model.outcomes import Permission, Urgency
from hamstring.model.places import QUADRANTS
from hamstring.model.practice import Position
from hamstring.model.screening import Asked
from hamstring.safety.plainly import brought

Promise = Callable[[Catalogue], Iterator[str]]

OK, LIMITS, ASK, NOT = Permission

ADVICE: dict[str, tuple[Permission, ...]] = {
    "ask": (ASK,),
    "ask-clot-team": (ASK, NOT),
    "check": (LIMITS,),
    "choose": (LIMITS,),
    "emergency": (NOT,),
    "go": (LIMITS,),
    "knock": (LIMITS,),
    "leave": (LIMITS,),
    "pull": (LIMITS,),
    "rest": (NOT,),
    "same": (NOT,),
    "see-nurse": (LIMITS,),
    "see-soon": (OK, NOT),
    "see-soon-ask": (ASK,),
    "see-soon-light": (LIMITS,),
    "see-soon-nerve": (ASK, NOT),
    "see": (NOT,),
    "spare": (LIMITS,),
    "with": (LIMITS,),
}
"""The permission that an advice is worded for, by its id or by the first word of it."""

TWINS: dict[str, tuple[Urgency, tuple[str, ...]]] = {
    "chest-pain-or-collapse": (Urgency.EMERGENCY, ("chest-pain", "collapse", "sudden-breathlessness", "one-sided-weakness")),
    "cold-or-dead-leg": (Urgency.EMERGENCY, ("leg-cold-or-pale", "leg-dead")),
    "cramp": (Urgency.SAME_DAY, ("cramp-still-going",)),
    "dizzy-or-sick": (Urgency.SAME_DAY, ()),
    "electric-or-tingling": (Urgency.SEE_SOON, ("tingling-or-numb",)),
    "hand-wrist-shoulder-or-knee-pain": (Urgency.SELF_CARE, ("wrist-or-shoulder-trouble",)),
    "new-bruise-or-broken-skin": (Urgency.SELF_CARE, ("open-wound",)),
    "numb-between-the-legs": (Urgency.EMERGENCY, ("saddle-numbness", "bladder-or-bowel-change")),
    "pain-above-five": (Urgency.SELF_CARE, ()),
    "pain-that-rises": (Urgency.SELF_CARE, ()),
    "pop-or-sudden-pain": (Urgency.SEE_SOON, ("pop-or-snap",)),
    "pounding-headache-spinal-injury": (Urgency.EMERGENCY, ("pounding-headache",)),
    "swelling-or-hardness": (Urgency.SAME_DAY, ("one-leg-swelling", "hard-muscle")),
}
"""Stop signs, how urgent each is, and the findings that are the same thing noticed beforehand."""

CALLS = {Urgency.EMERGENCY: "Call your local emergency number", Urgency.SAME_DAY: "today", Urgency.SEE_SOON: "No more today"}
"""What a stop sign of each urgency must say."""

LOWER, UPPER = ("inner-lower", "outer-lower"), ("inner-upper", "outer-upper")

BORDERS: dict[str, tuple[str, ...]] = {
    "back-of-knee": LOWER,
    "buttock-crease": UPPER,
    "greater-trochanter": ("outer-upper",),
    "inner-knee": ("inner-lower",),
    "outer-knee": ("outer-lower",),
    "sit-bone": UPPER,
}
"""The places never to press, and the quadrants that border on each."""

PARTS = {
    **{name: (RegionKind.QUADRANT, (name,)) for name in QUADRANTS},
    **{half: (RegionKind.HALF, quadrants) for half, quadrants in (("lower", LOWER), ("upper", UPPER))},
    **{line: (RegionKind.LINE, (f"{line}-lower", f"{line}-upper")) for line in ("inner", "outer")},
    **{name: (RegionKind.KEEP_OUT, quadrants) for name, quadrants in BORDERS.items()},
}

OTHER_LEG = {"hands", "stick"}
"""With one leg shut the other one gets hands or a stick, on a chair."""


def advice_fits_the_permission(content: Catalogue) -> Iterator[str]:
    """Nobody who may massage is told to rest, and nobody who may not is told to go on."""
    for rule in content.rules.values():
        allowed = ADVICE.get(rule.advice) or ADVICE.get(rule.advice.partition("-")[0], ())
        if rule.massage not in allowed:
            yield f"{rule.id}: `{rule.advice}` is not worded for `{rule.massage}`"


def stop_signs_are_as_urgent_as_findings(content: Catalogue) -> Iterator[str]:
    """A sign that comes while working is as urgent as the same thing noticed beforehand, and says so."""
    if sorted(content.stop_signs) != sorted(TWINS):
        yield f"stop signs: {sorted(set(content.stop_signs) ^ set(TWINS))}"
    for sign in content.stop_signs.values():
        urgency, findings = TWINS.get(sign.id, (None, ()))
        if sign.urgency is not urgency:
            yield f"{sign.id}: `{sign.urgency}`, expected `{urgency}`"
        for name in findings:
            found = brought(content, [name])
            own = max(rule.urgency for rule in content.rules.values() if set(rule.when) <= found)
            if own > sign.urgency:
                yield f"{sign.id}: `{sign.urgency}`, though `{name}` is `{own}`"
        if (call := CALLS.get(sign.urgency, "")) not in sign.then:
            yield f"{sign.id}: expected `{call}` in what then"
        if sign.urgency < Urgency.EMERGENCY and sign.then.startswith(CALLS[Urgency.EMERGENCY]):
            yield f"{sign.id}: `{sign.urgency}` begins like an emergency"


def emergencies_come_first(content: Catalogue) -> Iterator[str]:
    """Stop signs are read by somebody in trouble: the more urgent one stands first."""
    signs = sorted(content.stop_signs.values(), key=lambda sign: sign.order)
    ranks = [sign.urgency.rank for sign in signs if sign.urgency is Urgency.EMERGENCY or sign is signs[0]]
    if signs[0].urgency is not Urgency.EMERGENCY or len(ranks) < 2:
        yield f"{signs[0].id} stands first"


def parts_of_the_thigh_are_where_they_are(content: Catalogue) -> Iterator[str]:
    """The places never to press are all there, and close the quadrants that border on them."""
    told = {name: (region.kind, tuple(sorted(region.quadrants))) for name, region in content.regions.items()}
    yield from (name for name in sorted({*told, *PARTS}) if told.get(name) != PARTS.get(name))


def the_other_leg_is_spared(content: Catalogue) -> Iterator[str]:
    """With one leg shut, the other one is worked with hands or a stick, on a chair."""
    limits = content.policy.other_leg
    tools = {tool.kind.value for tool in content.tools.values() if tool.is_planned} - OTHER_LEG
    yield from (f"other_leg allows `{name}`" for name in sorted(tools - set(limits.no_tools)))
    for position in content.positions.values():
        barred = position.id == Position.CHAIR.value or set(position.demands) & set(limits.no_demands)
        if not barred:
            yield f"other_leg allows `{position.id}`"
        if not set(position.demands) <= set(limits.no_demands):
            yield f"other_leg allows part of `{position.id}`"


SPOT = "spot"
"""The screen that is opened by naming a tender spot, and by no finding."""


def what_is_urgent_is_asked_in_time(content: Catalogue) -> Iterator[str]:
    """What alone means help today is asked in each session, or right after the finding that it brings with it."""
    for screen in content.screens.values():
        openers = set(screen.opens_with)
        if screen.asked is Asked.FOLLOW_UP and not openers and screen.id != SPOT:
            yield f"{screen.id}: nothing opens it"
        if screen.id == SPOT and screen.asked is not Asked.FOLLOW_UP:
            yield f"{screen.id}: is asked of whom named no spot"
        for name in screen.findings if screen.asked is not Asked.SESSION and screen.id != SPOT else ():
            for rule in content.rules.values():
                urgent = rule.urgency >= Urgency.SAME_DAY and name in rule.when
                if urgent and screen.asked is Asked.FOLLOW_UP and openers.isdisjoint(brought(content, rule.when)):
                    yield f"{screen.id}: `{rule.id}` needs `{name}`, which nothing opens"
                if urgent and screen.asked is Asked.ONCE and rule.when == (name,):
                    yield f"{screen.id}: `{name}` is asked only once"


def sessions_come_before_the_rest(content: Catalogue) -> Iterator[str]:
    """What is asked each time comes first, then what it opens, then what is asked once."""
    places = [Asked.SESSION, Asked.FOLLOW_UP, Asked.ONCE]
    order = [places.index(screen.asked) for screen in sorted(content.screens.values(), key=lambda screen: screen.order)]
    if order != sorted(order):
        yield "screens stand in another order"


PROMISES: tuple[tuple[tuple[str, ...], Promise], ...] = (
    (("rules", "contraindications"), advice_fits_the_permission),
    (("stop_signs",), stop_signs_are_as_urgent_as_findings),
    (("stop_signs",), emergencies_come_first),
    (("regions",), parts_of_the_thigh_are_where_they_are),
    (("policy", "positions", "tools"), the_other_leg_is_spared),
    (("screens",), what_is_urgent_is_asked_in_time),
    (("screens",), sessions_come_before_the_rest),
    *dossier.PROMISES,
    *laws.PROMISES,
)
"""Each promise with the kinds that it looks at first."""
