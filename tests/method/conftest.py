"""What tests of the method share."""

import pytest

from tests.pekalongan import sound_kawasan


@pytest.fixture(scope="session")
def pekalongan(shared):
    """The 12 kawasan of Kota Pekalongan whose columns are not shifted."""
    return sound_kawasan(shared)
