"""Where a claim comes from, and how far it can be trusted."""

from enum import Enum

import attrs

from hamstring.model.ordered import Ordered


class Grade(Ordered):
    """How well a claim is supported, the best last.

    Example:
        >>> from hamstring import Grade
        >>> Grade.CONTRADICTED < Grade.LIMITED < Grade.STRONG
        True
    """

    CONTRADICTED = "contradicted"
    INSUFFICIENT = "insufficient"
    LIMITED = "limited"
    MODERATE = "moderate"
    STRONG = "strong"


class SourceKind(Enum):
    """What sort of text a source is."""

    CONSENSUS = "consensus"
    REVIEW = "review"
    TRIAL = "trial"
    OBSERVATIONAL = "observational"
    CASE_REPORT = "case-report"
    GUIDELINE = "guideline"
    PUBLIC_GUIDANCE = "public-guidance"
    LEAFLET = "leaflet"
    REFERENCE_WORK = "reference-work"
    DATASET = "dataset"
    INDUSTRY = "industry"
    COMMENTARY = "commentary"
    WEB_PAGE = "web-page"
    ARTICLE = "article"


class ReadAs(Enum):
    """How much of a source was read, and through whom."""

    FULL_TEXT = "full-text"
    ABSTRACT = "abstract"
    EXCERPT = "excerpt"
    MIRROR = "mirror"
    SECONDARY = "secondary"
    TITLE_ONLY = "title-only"
    NOT_READ = "not-read"


@attrs.frozen(kw_only=True)
class Source:
    """One published text, and how it was read.

    Attributes:
        id: Stable id, such as ``bartsch-2021``.
        title: Title as printed; a description in square brackets where the title was not seen.
        authors: Names as printed; an organisation is one name.
        year: Year of publication, or None where it was not stated.
        kind: What sort of text it is.
        published_in: Journal, volume and pages, or the site.
        doi: Digital object identifier without the resolver's address, or None.
        url: Public address, or None.
        read_as: How much of it was read.
        read_where: Where the text that was read stood, when that was not the original.
        checked: ISO date on which it was found again, or None.
        not_located: True when neither a DOI nor an address is known.
        note: An honest remark.

    Example:
        >>> from hamstring import catalogue
        >>> catalogue().sources["bartsch-2021"].doi
        '10.3390/jcm10225360'
    """

    id: str
    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    kind: SourceKind
    published_in: str = ""
    doi: str | None = None
    url: str | None = None
    read_as: ReadAs
    read_where: str = ""
    checked: str | None = None
    not_located: bool = False
    note: str = ""
