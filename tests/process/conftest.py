"""A world for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.process.running import World, world


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as found:
        yield found
