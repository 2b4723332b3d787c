"""Small contents, written down: findings that have to do with each other, rules, and nothing else of the real ones.

`made_up` puts one together by hand; `hamstring.strategies.contents` draws them.
"""

from collections.abc import Iterable

import attrs

from hamstring.content.catalogue import Catalogue
from hamstring.content.files import Folder, Shipped
from hamstring.model.logic import Condition, Placing, Relations, RuleLimits
from hamstring.model.outcomes import Permission, Urgency

KEEP_OUTS: dict[str, tuple[str, ...]] = {"buttock-crease": ("inner-upper", "outer-upper"), "outer-knee": ("outer-lower",)}
"""The keep-out places of a made-up content, with the quadrants that border on them."""


@attrs.frozen
class MadeUp:
    """A small content: what its findings have to do with each other, and its rules.

    Rules of one condition with an even place among the rules are written as contraindications. There are no
    muscles, tools or strokes in it: it is for `triage`, not for `plan_routine`.

    Attributes:
        relations: The findings: ids, aliases, places, what they imply and exclude.
        conditions: The rules.

    Example:
        >>> from hamstring import triage
        >>> from hamstring.strategies.made_up import finding, made_up, rule
        >>> content = made_up(finding("limp"), rule("rest", "limp")).load()
        >>> triage({"limp"}, catalogue=content).massage
        <Permission.NOT_TODAY: 'not-today'>
    """

    relations: tuple[Relations, ...]
    conditions: tuple[Condition, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of the findings, sorted."""
        return tuple(sorted(entry.id for entry in self.relations))

    def texts(self, *, words: str = "made up", backwards: bool = False) -> dict[str, str]:
        """Write the content files, with any words, and with records in either order."""
        step = -1 if backwards else 1
        single = [rule for place, rule in enumerate(self.conditions) if len(rule.when) == 1 and place % 2 == 0]
        return {
            "findings": "\n".join(_finding_text(entry, words) for entry in self.relations[::step]),
            "rules": "\n".join(_rule_text(rule, words) for rule in self.conditions[::step] if rule not in single),
            "contraindications": "\n".join(_contraindication_text(rule, words) for rule in single[::step]),
            "advice": "\n".join(_advice_text(level, words) for level in Urgency),
            "notices": "\n".join(_notice_text(name, words) for name in ("not-settled", "self-care")),
            "regions": "\n".join(_keep_out_text(name, near, words) for name, near in KEEP_OUTS.items()),
            "manifest": _MANIFEST,
            "policy": Shipped().text("policy").decode(),
        }

    def load(self, *, words: str = "made up", backwards: bool = False) -> Catalogue:
        """Make a new catalogue of the content, which shares nothing with any other one."""
        texts = self.texts(words=words, backwards=backwards)
        return Catalogue((Folder(tuple(sorted((kind, text.encode()) for kind, text in texts.items()))),))


_MANIFEST = """\
title = "made up"
language = "en"
content_version = "2001.1.1"
schema = 1
reviewed = "2001-01-01"
review_due = "2002-01-01"
clinician_reviewed = false
licence = "MIT"
rules_digest = ""
"""


def _texts(names: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def _finding_text(entry: Relations, words: str) -> str:
    lists = "".join(f"{field} = {_texts(getattr(entry, field))}\n" for field in ("aliases", "implies", "excludes"))
    return f'[{entry.id}]\nname = "{words}"\nask = "{words}?"\nkind = "sign"\nplace = "{entry.place.value}"\n{lists}editorial = true\n'


def _limits_text(told_limits: RuleLimits) -> str:
    parts: list[str] = []
    for field in attrs.fields(RuleLimits):
        value: tuple[str, ...] | int | None = getattr(told_limits, field.name)
        if value not in ((), None):
            parts.append(f"{field.name} = {_texts(value) if isinstance(value, tuple) else value}")
    return f"limits = {{ {', '.join(parts)} }}\n"


def _outcome_text(rule: Condition, words: str) -> str:
    return (
        f'urgency = "{rule.urgency}"\nmassage = "{rule.massage}"\n{_limits_text(rule.limits)}scope = "{rule.scope}"\n'
        f'why = "{words}, since {rule.id}."\nadvice = "{rule.urgency}"\neditorial = true\n'
    )


def _rule_text(rule: Condition, words: str) -> str:
    return f'[{rule.id}]\nrow = "R"\nwhen = {_texts(rule.when)}\n{_outcome_text(rule, words)}'


def _contraindication_text(rule: Condition, words: str) -> str:
    return f'[{rule.id}]\nrow = "C"\nfinding = "{rule.when[0]}"\ngrade = "relative"\n{_outcome_text(rule, words)}'


def _advice_text(level: Urgency, words: str) -> str:
    return (
        f'[{level}]\nurgency = "{level}"\ntext = "{words}"\ntime_frame = "now"\nif_worse = "{words}"\n'
        f'contact = "{words}"\neditorial = true\n'
    )


def _notice_text(name: str, words: str) -> str:
    return f'[{name}]\ntitle = "{words}"\ntext = "{words}: {name}."\neditorial = true\n'


def _keep_out_text(name: str, near: tuple[str, ...], words: str) -> str:
    return (
        f'[{name}]\nkind = "keep-out"\nname = "{words}"\nplain = "{words}"\nfind = "{words}"\n'
        f"quadrants = {_texts(near)}\neditorial = true\n"
    )


def finding(
    name: str,
    place: Placing = Placing.NONE,
    *,
    aliases: tuple[str, ...] = (),
    implies: tuple[str, ...] = (),
    excludes: tuple[str, ...] = (),
) -> Relations:
    """Make one finding by hand.

    Example:
        >>> finding("bruise", Placing.REGION, implies=("tender",)).implies
        ('tender',)
    """
    return Relations(id=name, place=place, aliases=aliases, implies=implies, excludes=excludes)


_USUAL = {
    Permission.WITH_LIMITS: RuleLimits(max_pressure=4),
    Permission.ASK_FIRST: RuleLimits(max_pressure=3),
}


def rule(
    name: str,
    *when: str,
    urgency: Urgency = Urgency.SELF_CARE,
    massage: Permission = Permission.NOT_TODAY,
    limits: RuleLimits | None = None,
    scope: str = "",
) -> Condition:
    """Make one rule by hand; what must have limits gets a ceiling of pressure unless told otherwise.

    Example:
        >>> rule("easy", "limp", "bruise", massage=Permission.WITH_LIMITS).when
        ('bruise', 'limp')
    """
    bound = _USUAL.get(massage, RuleLimits()) if limits is None else limits
    return Condition(id=name, when=tuple(sorted(when)), urgency=urgency, massage=massage, limits=bound, scope=scope)


def made_up(*entries: Relations | Condition) -> MadeUp:
    """Put a content together by hand, from findings and rules in any order.

    Example:
        >>> made_up(finding("limp"), rule("rest", "limp")).names
        ('limp',)
    """
    return MadeUp(
        tuple(entry for entry in entries if isinstance(entry, Relations)),
        tuple(entry for entry in entries if isinstance(entry, Condition)),
    )
