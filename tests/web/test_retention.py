"""Data older than the setting go by themselves, and never by a guess."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kotaku.store import Store
from web import retention

NOW = datetime.now(UTC)


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"KOTAKU_DATA_DIR": str(tmp_path)}


def kept(environ: dict[str, str], *ages: int) -> Store:
    store = Store.from_environment(environ)
    hand = store.writer("presenter", "Penyaji")
    for age in ages:
        data = f"a;b\n{age};1\n".encode()
        at, name = NOW - timedelta(days=age), f"{age}.csv"
        hand.save_dataset([(hand.save_upload(name, data, at=at, rules_version="x"), name)], at=at)
    return store


def run_once(environ: dict[str, str]) -> None:
    async def first_round() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(retention.keep_removing(environ), 1)

    asyncio.run(first_round())


def test_only_what_is_older_goes_and_the_trail_says_so(environ):
    store = kept(environ, 1, 29, 31, 400)
    run_once(environ | {retention.SETTING: "30"})
    assert sorted(one.name for one in store.datasets()) == ["1.csv", "29.csv"]
    assert retention.BY_ITSELF in store.trail()["oleh"].tolist()


@pytest.mark.parametrize("said", ["", "0", "-3", "tiga puluh", "30.5", "٣٠", "9999999"])
def test_nothing_goes_without_a_number_of_days(environ, said, capsys):
    store = kept(environ, 400)
    run_once(environ | {retention.SETTING: said})
    assert len(store.datasets()) == 1
    assert (retention.NO_DAYS in capsys.readouterr().out) == bool(said)
