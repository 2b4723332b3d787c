"""Where the package is only on the path, no installer has told Hypothesis of it: do what its entry point does.

And in mutation runs forget what was worked out before the mutant was switched on, which would hide it.
"""

import functools
import gc
import os
from importlib import metadata

import pytest

from reviewed import book, reviewed

__all__ = ["book", "reviewed"]

try:
    metadata.distribution("hamstring-selfmassage")
except metadata.PackageNotFoundError:
    from hamstring._hypothesis import register

    register()


REMEMBERING = type(functools.cache(len))


@pytest.fixture(autouse=True, scope="session")
def _forget() -> None:
    if os.environ.get("MUTANT_UNDER_TEST"):
        for found in gc.get_objects():
            if isinstance(found, REMEMBERING) and (found.__module__ or "").startswith("hamstring"):
                found.cache_clear()
