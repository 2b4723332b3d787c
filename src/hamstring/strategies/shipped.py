"""Records of the content, as strategies."""

from typing import Any

from hypothesis import strategies as st

from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.safety.vignettes import VignetteResult, run_vignettes


def records(kind: str, content: Catalogue | None = None) -> st.SearchStrategy[Any]:
    """Draw records of one kind of content: tools, stretches, sources and so on.

    Shrinks to the first id of the alphabet.

    Args:
        kind: Name of the kind, as for `Catalogue.kind`.
        content: Whose records, or None for the shipped content.

    Raises:
        UnknownIdError: On the first draw, if there is no such kind.

    Example:
        >>> from hypothesis import given
        >>> from hamstring.strategies import records
        >>> @given(records("tools"))
        ... def every_tool_has_a_name(tool):
        ...     assert tool.name
        >>> every_tool_has_a_name()
    """
    return st.deferred(lambda: st.sampled_from(list((content or catalogue()).kind(kind).values())))


def vignette_results(content: Catalogue | None = None) -> st.SearchStrategy[VignetteResult]:
    """Draw what came of a patient story or of a boundary case.

    Shrinks to the first story.

    Args:
        content: The content to examine, or None for the shipped one.

    Example:
        >>> from hypothesis import given
        >>> from hamstring.strategies import vignette_results
        >>> @given(vignette_results())
        ... def the_shipped_content_passes(result):
        ...     assert result.passed
        >>> the_shipped_content_passes()
    """
    return st.deferred(lambda: st.sampled_from(run_vignettes(content)))
