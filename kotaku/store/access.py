"""Who may write what; checked at the write, wherever the wish came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from kotaku.store.errors import StoreError
from kotaku.words.safe import clean

Role = Literal["presenter", "korkot", "reader"]
PRESENTER, KORKOT, READER = get_args(Role)

PROVINCE = ""  # what concerns everybody
ONLY_READS = "Anda masuk sebagai pembaca. Hanya penyaji dan korkot yang dapat menyimpan perubahan."
NOT_YOURS = "{name} hanya dapat mengubah bagian {own}, bukan {other}."
PRESENTER_ONLY = "Hanya penyaji yang dapat mengubah ini. Minta penyaji, atau masukkan kode penyaji."


class NotAllowed(StoreError):  # noqa: N818 -- reads as what it says
    """The writer may not do this; nothing was changed."""


@dataclass(frozen=True)
class Actor:
    """Somebody with a role; a korkot has a kab/kota."""

    role: Role
    name: str
    kab_kota: str = PROVINCE

    def require(self, scope: str | None) -> None:
        """Do nothing when this actor may write there.

        Parameters
        ----------
        scope : str or None
            Kab/kota concerned, "" for what concerns the whole province, None for what every
            writer may add.

        Raises
        ------
        NotAllowed
            The sentence says who may.
        """
        if self.role == PRESENTER:
            return
        if self.role != KORKOT:
            raise NotAllowed(ONLY_READS)
        if scope == PROVINCE:
            raise NotAllowed(PRESENTER_ONLY)
        if scope is not None and _plain(scope) != _plain(self.kab_kota):
            raise NotAllowed(NOT_YOURS.format(name=self.name, own=self.kab_kota, other=scope))


def actor(role: str, name: str, kab_kota: str | None = None) -> Actor:
    """Return somebody with a role.

    Raises
    ------
    NotAllowed
        A writer without a name, or a korkot without a kab/kota.
    ValueError
        There is no such role.
    """
    if role not in get_args(Role):
        raise ValueError(f"unknown role {role!r}")
    who, where = clean(name, 80), clean(kab_kota, 120)
    if role != READER and not who:
        raise NotAllowed("Isi nama dahulu; setiap perubahan dicatat dengan nama pengubahnya.")
    if role == KORKOT and not where:
        raise NotAllowed("Pilih kabupaten/kota dahulu; korkot menyimpan untuk wilayahnya sendiri.")
    return Actor(role, who, where if role == KORKOT else PROVINCE)  # type: ignore[arg-type]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
