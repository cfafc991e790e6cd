"""Accounts: who is whom by the mapping, and the sentence when it cannot be told."""

import pytest

from kotaku.store import NotAllowed
from kotaku.store.access import Actor
from kotaku.store.roles import account_actor

ROLES = {
    "Ketua@contoh.go.id": "penyaji",
    "kupang@contoh.go.id": "Korkot: Kota Kupang",
    "salah@contoh.go.id": "bos",
    "kosong@contoh.go.id": "korkot:",
}


def claims(email: object, **more: object) -> dict[str, object]:
    return {"email": email, "email_verified": True, **more}


def test_the_mapping_makes_presenter_and_korkot():
    assert account_actor(ROLES, claims("ketua@CONTOH.go.id", name="Ketua Tim")) == Actor(
        "presenter", "Ketua Tim (ketua@CONTOH.go.id)"
    )
    assert account_actor(ROLES, claims("kupang@contoh.go.id")) == Actor(
        "korkot", "kupang@contoh.go.id", "Kota Kupang"
    )


@pytest.mark.parametrize("email", ["asing@contoh.go.id", "", None])
def test_an_account_without_a_role_reads_only(email):
    assert account_actor(ROLES, claims(email)) is None
    assert account_actor({}, claims(email)) is None


@pytest.mark.parametrize("said", [{}, {"email_verified": False}, {"email_verified": "true"}])
def test_an_address_that_nobody_verified_gives_no_role(said):
    with pytest.raises(NotAllowed, match="terverifikasi"):
        account_actor(ROLES, {"email": "ketua@contoh.go.id", **said})


@pytest.mark.parametrize("email", ["salah@contoh.go.id", "kosong@contoh.go.id"])
def test_an_unknown_role_is_told_with_the_right_words(email):
    with pytest.raises(NotAllowed, match=r"tidak dikenal\. Tulis .penyaji. atau .korkot:"):
        account_actor(ROLES, claims(email))


@pytest.mark.parametrize("roles", ["penyaji", ["a"], 3])
def test_a_mapping_that_is_none_is_told(roles):
    with pytest.raises(NotAllowed, match="tidak terbaca"):
        account_actor(roles, claims("ketua@contoh.go.id"))


def test_a_long_name_leaves_the_address_whole():
    found = account_actor(ROLES, claims("ketua@contoh.go.id", name="a" * 200))
    assert found is not None
    assert found.name.endswith("(ketua@contoh.go.id)")
