"""One server outside may be named for the base map, and only as an address of pictures."""

from __future__ import annotations

import re

import pytest

from web import online_map, policy
from web.online_map import SETTING, SOURCE_SETTING

GOOD = "https://peta.contoh.go.id/dasar/{z}/{x}/{y}.png"


def connect(base_map: str) -> list[str]:
    (told,) = re.findall(r"connect-src ([^;]*)", policy.content("a.b:80", base_map))
    return str(told).split()


def test_without_the_setting_nobody_is_asked() -> None:
    assert online_map.chosen({}) is None
    assert online_map.origin({}) == ""
    assert not [word for word in connect("") if word.startswith("http")]


@pytest.mark.parametrize(
    ("template", "origin"),
    [
        (GOOD, "https://peta.contoh.go.id"),
        ("https://Peta.Contoh.go.id:8443/{z}/{y}/{x}", "https://peta.contoh.go.id:8443"),
        ("https://peta.contoh.go.id/?a=b&z={z}&x={x}&y={y}", "https://peta.contoh.go.id"),
        ("http://127.0.0.1:8000/{z}/{x}/{y}.png", "http://127.0.0.1:8000"),
        ("http://localhost/{z}/{x}/{y}.png", "http://localhost"),
    ],
)
def test_one_server_is_let_through_and_no_other(template: str, origin: str) -> None:
    settings = {SETTING: template}
    assert online_map.origin(settings) == origin
    found = online_map.chosen(settings)
    assert found is not None
    assert found.template == template
    assert [word for word in connect(origin) if word not in connect("")] == [origin]
    assert policy.content("a.b:80", origin).count(origin) == 1


@pytest.mark.parametrize(
    "template",
    [
        "peta.contoh.go.id/{z}/{x}/{y}.png",
        "http://peta.contoh.go.id/{z}/{x}/{y}.png",
        "https://peta.contoh.go.id/{z}/{x}.png",
        "https://peta.contoh.go.id/{z}/{x}/{y}/{s}.png",
        "https://{z}.contoh.go.id/{x}/{y}.png",
        "https:///{z}/{x}/{y}.png",
        "https://a;script-src *//{z}/{x}/{y}.png",
        "https://a b/{z}/{x}/{y}.png",
        "https://a,https://b/{z}/{x}/{y}.png",
        "https://orang:sandi@contoh.go.id/{z}/{x}/{y}.png",
        "https://*/{z}/{x}/{y}.png",
        "https://contoh.go.id\r\nx: y/{z}/{x}/{y}.png",
        "https://contoh.go.id/{z}/{x}/{y}.png#<b>",
        "http://127.0.0.1.contoh.go.id/{z}/{x}/{y}.png",
        "http://localhost@contoh.go.id/{z}/{x}/{y}.png",
        "javascript://localhost/{z}/{x}/{y}",
        GOOD + "a" * 500,
    ],
)
def test_what_is_no_address_of_pictures_is_refused_with_a_sentence(template: str) -> None:
    assert online_map.origin({SETTING: template}) == ""
    with pytest.raises(ValueError, match=f"{SETTING} harus alamat https"):
        online_map.chosen({SETTING: template})


def test_who_made_it_is_text_and_never_markup() -> None:
    found = online_map.chosen({SETTING: GOOD, SOURCE_SETTING: "<img src=x> & Badan"})
    assert found is not None
    assert found.source == "&lt;img src=x&gt; &amp; Badan"
    unnamed = online_map.chosen({SETTING: GOOD})
    assert unnamed is not None
    assert unnamed.source == "peta.contoh.go.id"
