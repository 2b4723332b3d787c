"""What can be said about self-massage, how sure it is, and where the source article was corrected."""

from datetime import date

import attrs

from hamstring.model.days import day_of
from hamstring.model.evidence import Grade


@attrs.frozen(kw_only=True)
class Figure:
    """One published number, with its source."""

    text: str
    source: str


@attrs.frozen(kw_only=True)
class Benefit:
    """A claim of benefit and how well it is supported.

    Attributes:
        claim: What can honestly be said.
        article_says: What the source article says.
        grade: How well it is supported.
        figures: Published numbers.
        lasts: How long the effect lasts, or an empty string.
        mechanism: True for a claim about how it works.

    Example:
        >>> from hamstring import Grade, catalogue
        >>> any(benefit.grade is Grade.CONTRADICTED for benefit in catalogue().benefits.values())
        True
    """

    id: str
    claim: str
    article_says: str
    grade: Grade
    text: str
    figures: tuple[Figure, ...] = ()
    lasts: str = ""
    mechanism: bool = False
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Correction:
    """What the article says, what we say, and why.

    Attributes:
        where: Records that carry the corrected version, as ``kind:id``.
    """

    id: str
    number: int
    article_says: str
    we_say: str
    why: str
    where: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Conflict:
    """Two values that disagree, and how they were reconciled."""

    id: str
    number: int
    value_a: str
    value_b: str
    where_a: str = ""
    where_b: str = ""
    resolution: str
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class ArticleFact:
    """One fact of the source article, and the records that carry it."""

    id: str
    section: str
    fact: str
    carried_by: tuple[str, ...]
    corrected_by: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Question:
    """A question that people ask, with an answer in plain words."""

    id: str
    question: str
    answer: str
    see: tuple[str, ...] = ()
    order: int
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class GlossaryTerm:
    """A term, what it means in plain words, and its other names."""

    id: str
    term: str
    plain: str
    also: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Notice:
    """A standing text: intended use, disclaimer, emergency wording, how firm, how to sit."""

    id: str
    title: str
    text: str
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Phrase:
    """A line of the outputs, with named gaps to fill."""

    id: str
    text: str
    sources: tuple[str, ...] = ()
    editorial: bool = False
    note: str = ""


@attrs.frozen(kw_only=True)
class Manifest:
    """What this content is.

    Attributes:
        content_version: Version of the content, apart from that of the code.
        schema: Version of the file schema.
        reviewed: ISO date of the last review by its authors.
        review_due: ISO date by which it should be reviewed again.
        clinician_reviewed: True once a clinician has reviewed it.
        licence: SPDX expression.
        rules_digest: sha256 of the rules; recomputed in the tests.
    """

    content_version: str
    schema: int
    reviewed: str
    review_due: str
    clinician_reviewed: bool
    licence: str
    rules_digest: str
    title: str
    language: str

    def is_due(self, on: date) -> bool:
        """Say whether the next review has come, so that the content may be out of date.

        Args:
            on: The day to judge by. The library reads no clock: give the day of your own.

        Returns:
            True from the day of the next review on, and also when the manifest names no day that can be read.

        Example:
            >>> from datetime import date
            >>> from hamstring import catalogue
            >>> catalogue().manifest.is_due(date(2026, 12, 1)), catalogue().manifest.is_due(date(2030, 1, 1))
            (False, True)
        """
        due = day_of(self.review_due)
        return due is None or date(on.year, on.month, on.day) >= due  # a datetime is a date too
