"""The back of the thigh: muscles, their heads, and the places where hands may and may not go."""

from enum import Enum

import attrs

from hamstring.model.places import Line


class RegionKind(Enum):
    """What a region is: a quadrant to work, a union of quadrants, or a place never to press."""

    QUADRANT = "quadrant"
    HALF = "half"
    LINE = "line"
    KEEP_OUT = "keep-out"


@attrs.frozen(kw_only=True)
class OntologyIds:
    """Identifiers of one structure in public ontologies; only those that were seen in a published file."""

    uberon: str | None = None
    fma: str | None = None
    ta98: str | None = None
    ta2: str | None = None
    wikidata: str | None = None
    bto: str | None = None
    efo: str | None = None
    sctid: str | None = None


@attrs.frozen(kw_only=True)
class Innervation:
    """The nerve that moves a head, with its roots."""

    nerve: str
    roots: str


@attrs.frozen(kw_only=True)
class Action:
    """One movement at one joint."""

    joint: str
    movement: str


@attrs.frozen(kw_only=True)
class MuscleGroup:
    """Muscles that are named together.

    Attributes:
        actions: What the group does, in plain words.
        notes: Exceptions and disputed points.
        nerves: Nerves on the way that must not be pressed.
        problems: What the group is prone to.
    """

    id: str
    name: str
    latin: str = ""
    plain: str
    muscles: tuple[str, ...]
    actions: tuple[str, ...]
    notes: tuple[str, ...] = ()
    nerves: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    ids: OntologyIds = OntologyIds()
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Muscle:
    """One muscle, by its English name in *Terminologia Anatomica*.

    Attributes:
        plain: What it is, in plain words.
        heads: Ids of its heads.
        line: The line of the back of the thigh on which it lies.
        ids: Identifiers in public ontologies.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue().muscles["semitendinosus"].ids.uberon
        'UBERON:0001375'
    """

    id: str
    name: str
    latin: str
    plain: str
    group: str
    heads: tuple[str, ...]
    line: Line
    ids: OntologyIds = OntologyIds()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Head:
    """One head of a muscle: where it starts and ends, its nerve, what it does.

    Attributes:
        crosses_hip: False for the short head of biceps femoris, which starts on the femur.
        quadrants: Regions of the back of the thigh under which it lies.
    """

    id: str
    name: str
    muscle: str
    proximal_attachment: str
    distal_attachment: str
    innervation: Innervation
    actions: tuple[Action, ...]
    crosses_hip: bool
    quadrants: tuple[str, ...]
    ids: OntologyIds = OntologyIds()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Region:
    """A part of the back of the thigh.

    Attributes:
        kind: Quadrant, half, line or keep-out.
        find: How to find it with the hand.
        quadrants: The quadrants it covers; for a keep-out those that border on it and close with it.
        heads: Heads that lie under a quadrant.
        why: Why a keep-out is never pressed.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue().regions["upper"].quadrants
        ('inner-upper', 'outer-upper')
    """

    id: str
    kind: RegionKind
    name: str
    plain: str
    find: str
    quadrants: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    why: str = ""
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""
