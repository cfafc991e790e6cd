"""Where one file says two things of one quantity, the screen names the difference once."""

import pytest

from tests.pages.conftest import at_the_computer, folder, open_page, stored, text  # noqa: F401


@pytest.mark.parametrize(
    ("page", "sample", "words"),
    [
        ("peta", "Contoh NTB 2022", "sisa 361,50 ha menurut akun, 467,09 ha bila dijumlah"),
        ("kesiapan_audit", "Contoh NTB 2022", "Pengaduan terselesaikan"),
    ],
)
def test_the_screen_names_both_values_once(page, sample, words, open_page):  # noqa: F811
    assert text(open_page(page, sample)).count(words) == 1
