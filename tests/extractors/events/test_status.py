"""Whether an act took place, in sentences built by hand."""

from collections.abc import Callable
from typing import Any

import pytest



Read = Callable[[str, str], list[Any]]
