"""Which role an account has: the mapping that the operator of a server keeps with its secrets."""

from __future__ import annotations

from collections.abc import Mapping

from kotaku.store.access import KORKOT, PRESENTER, Actor, NotAllowed, actor

PRESENTER_WORD, KORKOT_WORD = "penyaji", "korkot"
NAME_LETTERS = 40  # of a name in the trail, so that the e-mail stands there whole


def account_actor(roles: object, claims: Mapping[str, object]) -> Actor | None:
    """Return who an account is; None when the mapping does not name it: it reads only.

    Parameters
    ----------
    roles : e-mail → "penyaji" or "korkot:<kab/kota>"; letters large or small make no difference
    claims : what the provider says: email, email_verified, name

    Raises
    ------
    NotAllowed
        The mapping is not one or says something else, or the provider did not verify the e-mail;
        the text says which and what to do.
    """
    email = str(claims.get("email") or "").strip()
    role = _role(roles, email)
    if role is None:
        return None
    if claims.get("email_verified") is not True:  # else a stranger could claim the address
        raise NotAllowed(
            f"Penyedia akun tidak menyatakan e-mail {email} terverifikasi, maka akun ini hanya "
            "membaca. Masuklah dengan kode, atau minta pengelola akun memverifikasinya."
        )
    word, _, place = (part.strip() for part in role.partition(":"))
    name = " ".join(str(claims.get("name") or "").split())[:NAME_LETTERS]
    who = f"{name} ({email})" if name else email
    if word.casefold() == PRESENTER_WORD and not place:
        return actor(PRESENTER, who)
    if word.casefold() == KORKOT_WORD and place:
        return actor(KORKOT, who, place)
    raise NotAllowed(
        f'Peran "{role}" untuk {email} pada [kotaku.peran] tidak dikenal. Tulis "penyaji" atau '
        '"korkot:nama kab/kota", lalu muat ulang.'
    )


def _role(roles: object, email: str) -> str | None:
    """Return the words of an account's role; None without one."""
    if not isinstance(roles, Mapping):
        raise NotAllowed(
            'Isi [kotaku.peran] tidak terbaca. Tulis satu baris tiap akun: "e-mail" = "penyaji".'
        )
    known = {str(key).strip().casefold(): str(value) for key, value in roles.items()}
    return known.get(email.casefold()) if email else None
