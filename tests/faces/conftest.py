"""What the pages' tests find once a process is found once here too."""

from tests.pages.conftest import _main_module, _what_stays_the_same_is_found_once

__all__ = ["_main_module", "_what_stays_the_same_is_found_once"]
