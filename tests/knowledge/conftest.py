"""The rules, read once for all tests of them."""

import pytest

from knowledge.eligibility import Eligibility


@pytest.fixture(scope="session")
def eligibility() -> Eligibility:
    return Eligibility.load()
