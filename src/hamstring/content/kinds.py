"""The kinds of content, and the class that the records of each have."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

KINDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "advice": ("screening", "Advice"),
        "article": ("knowledge", "ArticleFact"),
        "benefits": ("knowledge", "Benefit"),
        "conflicts": ("knowledge", "Conflict"),
        "contraindications": ("screening", "Contraindication"),
        "corrections": ("knowledge", "Correction"),
        "covered": ("screening", "CoveredRow"),
        "cues": ("cues", "CueLine"),
        "demands": ("practice", "Demand"),
        "findings": ("screening", "Finding"),
        "glossary": ("knowledge", "GlossaryTerm"),
        "goals": ("policy", "GoalGuide"),
        "groups": ("anatomy", "MuscleGroup"),
        "hazards": ("hazards", "Hazard"),
        "heads": ("anatomy", "Head"),
        "hurts": ("hurts", "HurtQuestion"),
        "muscles": ("anatomy", "Muscle"),
        "notices": ("knowledge", "Notice"),
        "ordinary": ("screening", "OrdinaryCase"),
        "phrases": ("knowledge", "Phrase"),
        "positions": ("practice", "PositionGuide"),
        "practices": ("practice", "Practice"),
        "questions": ("knowledge", "Question"),
        "regions": ("anatomy", "Region"),
        "rules": ("screening", "Rule"),
        "screens": ("screening", "Screen"),
        "sources": ("evidence", "Source"),
        "stages": ("screening", "Stage"),
        "stop_signs": ("screening", "StopSign"),
        "stretches": ("practice", "Stretch"),
        "techniques": ("practice", "Technique"),
        "tools": ("practice", "Tool"),
        "variants": ("practice", "Variant"),
        "vignettes": ("vignettes", "Vignette"),
        "warmups": ("practice", "WarmUp"),
    }
)
"""Each kind of content with the module and the class of its records."""

SINGLES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "figure": ("figure", "Figure"),
        "manifest": ("knowledge", "Manifest"),
        "policy": ("policy", "Policy"),
        "speech": ("cues", "Speech"),
        "weeks": ("week_policy", "WeekPolicy"),
    }
)
"""The files that hold one value instead of records."""

APART: Final = frozenset({"checklist"})
"""The files that one module each reads for itself."""

OVERLAY_KINDS: Final = frozenset(
    {"advice", "contraindications", "covered", "findings", "hazards", "ordinary", "rules", "screens", "sources", "vignettes"}
)
"""The kinds that a pack may add to; it can only add records, so answers can only become stricter."""


def class_of(kind: tuple[str, str]) -> type[Any]:
    """Import the class of a kind, from its module and its name."""
    module, name = kind
    found: type[Any] = getattr(import_module(f"hamstring.model.{module}"), name)
    return found
