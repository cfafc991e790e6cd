"""Nothing that the project had is lost without a word."""

from tests.inventory import LIST, inventory


def test_what_is_listed_still_exists():
    listed = LIST.read_text(encoding="utf-8").splitlines()
    gone = sorted({*listed} - {*inventory()})
    assert len(listed) > 1000
    assert gone == [], "gone on purpose? python -m tests.inventory --tulis, and say why"
