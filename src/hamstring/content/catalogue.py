"""The content as one immutable value, each kind read when it is first touched."""

import os
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from hamstring.content.files import ContentFiles, Folder, Shipped, read
from hamstring.content.kinds import KINDS, OVERLAY_KINDS, SINGLES, class_of
from hamstring.content.merging import Records, by_id, logic, records, with_made_rules
from hamstring.content.spelling import near
from hamstring.content.structuring import structured
from hamstring.errors import ContentError, RequestError, UnknownIdError

if TYPE_CHECKING:
    from hamstring.content.packs import Pack
    from hamstring.model.anatomy import Head, Muscle, MuscleGroup, Region
    from hamstring.model.cues import CueLine, Speech
    from hamstring.model.evidence import Source
    from hamstring.model.figure import Figure
    from hamstring.model.hazards import Hazard
    from hamstring.model.hurts import HurtQuestion
    from hamstring.model.knowledge import ArticleFact, Benefit, Conflict, Correction, GlossaryTerm, Manifest, Notice, Phrase, Question
    from hamstring.model.logic import Condition, Relations
    from hamstring.model.policy import GoalGuide, Policy
    from hamstring.model.practice import Demand, PositionGuide, Practice, Stretch, Technique, Tool, Variant, WarmUp
    from hamstring.model.screening import Advice, Contraindication, CoveredRow, Finding, OrdinaryCase, Rule, Screen, Stage, StopSign
    from hamstring.model.vignettes import Vignette
    from hamstring.model.week_policy import WeekPolicy


class Catalogue:
    """All content, indexed by id. Immutable; each kind is read when it is first touched.

    Two threads may read the same kind at once; they get equal values.
    Every attribute below is a mapping from id to record, sorted by id.

    Attributes:
        figure: The drawing of the back of the thigh.
        manifest: Version, review dates and licence of the content.
        policy: The numbers of the planner and of screening.
        speech: How fast cues are spoken.
        weeks: The numbers of a week of sessions.

    Example:
        >>> from hamstring import catalogue
        >>> sorted(catalogue().muscles)
        ['biceps-femoris', 'semimembranosus', 'semitendinosus']
    """

    __slots__ = ("_extra", "_files", "_read")

    def __init__(self, files: Sequence[ContentFiles], extra: tuple["Rule", ...] = ()) -> None:
        self._files: tuple[ContentFiles, ...] = tuple(files)
        self._extra = extra
        self._read: dict[str, Any] = {}

    @classmethod
    def from_folder(cls, path: str | os.PathLike[str]) -> "Catalogue":
        """Load a folder: a whole content of its own if it has a manifest, otherwise a pack on the shipped content.

        Raises:
            ContentError: If the folder cannot be read, or a pack holds a kind that packs may not add to.
        """
        folder = Folder.load(path)
        return cls((folder,)) if "manifest" in folder.kinds() else cls((Shipped(), _as_pack(folder)))

    def with_rules(self, *rules: "Rule") -> "Catalogue":
        """Give a new catalogue with more rules. Rules can only be added, so no answer becomes milder.

        Raises:
            ContentError: If a rule has the id of another one, or names an unknown finding.

        Example:
            >>> from hamstring import Permission, Urgency, Rule, catalogue, triage
            >>> strict = Rule(id="mine-fever", row="", when=("fever",), urgency=Urgency.SEE_SOON,
            ...               massage=Permission.NOT_TODAY, why="We want to know.", advice="see-soon", editorial=True)
            >>> triage({"fever"}, catalogue=catalogue().with_rules(strict)).urgency >= Urgency.SEE_SOON
            True
        """
        return type(self)(self._files, (*self._extra, *rules))

    @property
    def base(self) -> "Catalogue | None":
        """The content that packs and rules were added to; None when nothing was added."""
        if len(self._files) == 1 and not self._extra:
            return None
        return _shipped() if isinstance(self._files[0], Shipped) else Catalogue(self._files[:1])

    def kind(self, name: str) -> Mapping[str, Any]:
        """Give all records of one kind by id.

        Raises:
            UnknownIdError: If there is no such kind.

        Example:
            >>> from hamstring import catalogue
            >>> "deep-vein-thrombosis" in catalogue().kind("glossary")
            True
        """
        if name not in KINDS:
            raise UnknownIdError("kind", {name: near(name, KINDS)})
        if name not in self._read:
            self._read[name] = self._records(name)
        found: Mapping[str, Any] = self._read[name]
        return found

    def _records(self, name: str) -> Mapping[str, Any]:
        found = records(self._files, name)
        if name == "rules":
            found = with_made_rules(found, [*(record.as_rule() for record in self.contraindications.values()), *self._extra])
        return MappingProxyType(Records(name, found))

    def relations(self) -> "tuple[Relations, ...]":
        """Give the part of the findings that decides, sorted by id; reads no more than that.

        Raises:
            ContentError: If a finding breaks its schema.
        """
        self._check_words("findings")
        return logic(self._files, "findings", class_of(("logic", "Relations")))

    def conditions(self) -> "tuple[Condition, ...]":
        """Give the part of all rules that decides, sorted by id; reads no more than that.

        Raises:
            ContentError: If a rule or contraindication breaks its schema, or an id stands twice.
        """
        self._check_words("contraindications", "rules")
        kind = class_of(("logic", "Condition"))
        found = [*logic(self._files, "contraindications", kind), *logic(self._files, "rules", kind)]
        found += [rule.condition for rule in self._extra]
        if self._extra or not all(files.is_checked for files in self._files):
            from hamstring.content.unchecked import refuse_unknown

            refuse_unknown(self)
        return by_id(found)

    def _check_words(self, *names: str) -> None:
        """Read records whole where nobody has checked them yet."""
        if not all(files.is_checked for files in self._files):
            for name in names:
                self.kind(name)

    def _single(self, name: str) -> Any:  # noqa: ANN401 - the properties below say their types
        if name not in self._read:
            raw = read(self._files[0], name)
            self._read[name] = structured(name, "", raw, class_of(SINGLES[name]))
        return self._read[name]

    @property
    def figure(self) -> "Figure":
        """The drawing of the back of the thigh."""
        return cast("Figure", self._single("figure"))

    @property
    def manifest(self) -> "Manifest":
        """Version, review dates and licence of the content."""
        return cast("Manifest", self._single("manifest"))

    @property
    def policy(self) -> "Policy":
        """The numbers of the planner and of screening."""
        return cast("Policy", self._single("policy"))

    @property
    def speech(self) -> "Speech":
        """How fast cues are spoken, and the seconds that go with it."""
        return cast("Speech", self._single("speech"))

    @property
    def weeks(self) -> "WeekPolicy":
        """The numbers of a week of sessions, and of the steps from session to session."""
        return cast("WeekPolicy", self._single("weeks"))

    @property
    def advice(self) -> "Mapping[str, Advice]":
        """What to do, by when, and what if it gets worse."""
        return self.kind("advice")

    @property
    def article(self) -> "Mapping[str, ArticleFact]":
        """Every fact of the source article, and the records that carry it."""
        return self.kind("article")

    @property
    def benefits(self) -> "Mapping[str, Benefit]":
        """Claims of benefit with their grades."""
        return self.kind("benefits")

    @property
    def conflicts(self) -> "Mapping[str, Conflict]":
        """Values that disagree, and how they were reconciled."""
        return self.kind("conflicts")

    @property
    def contraindications(self) -> "Mapping[str, Contraindication]":
        """Findings that alone forbid or limit self-massage."""
        return self.kind("contraindications")

    @property
    def corrections(self) -> "Mapping[str, Correction]":
        """Where the source article was corrected, and why."""
        return self.kind("corrections")

    @property
    def covered(self) -> "Mapping[str, CoveredRow]":
        """Parts of the rule table that a stricter rule covers."""
        return self.kind("covered")

    @property
    def cues(self) -> "Mapping[str, CueLine]":
        """What is said while a routine is followed."""
        return self.kind("cues")

    @property
    def demands(self) -> "Mapping[str, Demand]":
        """What positions, stations and stretches ask of the body."""
        return self.kind("demands")

    @property
    def findings(self) -> "Mapping[str, Finding]":
        """The yes/no questions."""
        return self.kind("findings")

    @property
    def glossary(self) -> "Mapping[str, GlossaryTerm]":
        """Terms in plain words."""
        return self.kind("glossary")

    @property
    def goals(self) -> "Mapping[str, GoalGuide]":
        """What a routine can be for."""
        return self.kind("goals")

    @property
    def groups(self) -> "Mapping[str, MuscleGroup]":
        """Muscle groups."""
        return self.kind("groups")

    @property
    def hazards(self) -> "Mapping[str, Hazard]":
        """What could go wrong, and what keeps it from happening."""
        return self.kind("hazards")

    @property
    def heads(self) -> "Mapping[str, Head]":
        """The four heads."""
        return self.kind("heads")

    @property
    def hurts(self) -> "Mapping[str, HurtQuestion]":
        """What is asked after somebody stopped because it hurts."""
        return self.kind("hurts")

    @property
    def muscles(self) -> "Mapping[str, Muscle]":
        """The three muscles."""
        return self.kind("muscles")

    @property
    def notices(self) -> "Mapping[str, Notice]":
        """Standing texts: intended use, emergency wording, how firm."""
        return self.kind("notices")

    @property
    def ordinary(self) -> "Mapping[str, OrdinaryCase]":
        """Ordinary cases that need no outcome."""
        return self.kind("ordinary")

    @property
    def phrases(self) -> "Mapping[str, Phrase]":
        """Lines of the outputs."""
        return self.kind("phrases")

    @property
    def positions(self) -> "Mapping[str, PositionGuide]":
        """Positions, the way down and the way up."""
        return self.kind("positions")

    @property
    def practices(self) -> "Mapping[str, Practice]":
        """Habits before, during, after and over weeks."""
        return self.kind("practices")

    @property
    def questions(self) -> "Mapping[str, Question]":
        """Questions and answers."""
        return self.kind("questions")

    @property
    def regions(self) -> "Mapping[str, Region]":
        """Parts of the back of the thigh, and the places never to press."""
        return self.kind("regions")

    @property
    def rules(self) -> "Mapping[str, Rule]":
        """All rules, those made of contraindications included."""
        return self.kind("rules")

    @property
    def screens(self) -> "Mapping[str, Screen]":
        """The questions in groups of at most seven."""
        return self.kind("screens")

    @property
    def sources(self) -> "Mapping[str, Source]":
        """Where claims come from."""
        return self.kind("sources")

    @property
    def stages(self) -> "Mapping[str, Stage]":
        """Stages of the graded return."""
        return self.kind("stages")

    @property
    def stop_signs(self) -> "Mapping[str, StopSign]":
        """Signs while working that mean: stop."""
        return self.kind("stop_signs")

    @property
    def stretches(self) -> "Mapping[str, Stretch]":
        """Stretches and movements for the end."""
        return self.kind("stretches")

    @property
    def techniques(self) -> "Mapping[str, Technique]":
        """Strokes."""
        return self.kind("techniques")

    @property
    def tools(self) -> "Mapping[str, Tool]":
        """Tools and props."""
        return self.kind("tools")

    @property
    def variants(self) -> "Mapping[str, Variant]":
        """Ways of doing a technique with a tool."""
        return self.kind("variants")

    @property
    def vignettes(self) -> "Mapping[str, Vignette]":
        """Patient stories, with the answer that is expected."""
        return self.kind("vignettes")

    @property
    def warmups(self) -> "Mapping[str, WarmUp]":
        """Easy movement beforehand."""
        return self.kind("warmups")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Catalogue):
            return NotImplemented
        return self is other or (self._files, self._extra) == (other._files, other._extra)

    def __hash__(self) -> int:
        return hash((self._files, self._extra))

    def __repr__(self) -> str:
        return f"Catalogue(content_version={self.manifest.content_version!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self._files, self._extra)

    def __copy__(self) -> "Catalogue":
        return self

    def __deepcopy__(self, _: object) -> "Catalogue":
        return self


@cache
def _shipped() -> Catalogue:
    return Catalogue((Shipped(),))


def _as_pack(files: Folder) -> Folder:
    """Refuse what only a whole content may hold, and files that nothing would read."""
    for kind in files.kinds():
        if kind not in OVERLAY_KINDS:
            matches = near(kind, OVERLAY_KINDS)
            hint = f"; did you mean `{matches[0]}.toml`?" if matches else ""
            raise ContentError(f"{kind}.toml", "", "", f"a pack may add to {', '.join(sorted(OVERLAY_KINDS))} only{hint}")
    return files


def catalogue(packs: "Sequence[str | os.PathLike[str] | Pack]" = ()) -> Catalogue:
    """Give the shipped content, with packs added on request.

    A pack is a folder with content files that add findings, rules and what belongs to them. A pack can only add:
    by monotonicity it can only make answers stricter. Nothing is ever added unasked.

    Args:
        packs: Folders, or packs of `hamstring.content.packs.installed_packs`, to add in this order.

    Returns:
        The catalogue. Without packs it is made once; two threads may make it twice and get equal values.

    Raises:
        ContentError: If a pack cannot be read, holds a kind that packs may not add to, or reuses an id.
        RequestError: If ``packs`` is a bare path or pack instead of a list of them.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue() is catalogue()
        True
    """
    if packs == ():
        return _shipped()
    from hamstring.content.packs import Pack

    if isinstance(packs, str | bytes) or not isinstance(packs, Sequence):
        raise RequestError("packs", packs, "a list of folders")
    if not packs:
        return _shipped()
    folders = [pack.load() if isinstance(pack, Pack) else Folder.load(pack) for pack in packs]
    return Catalogue((Shipped(), *map(_as_pack, folders)))
