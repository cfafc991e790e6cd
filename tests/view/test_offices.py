"""The programme goes on under other names: every face says those that Profil gives."""

from kotaku.evaluation import Settings, evaluate
from kotaku.output.blocks import Paragraph, Signatures
from kotaku.output.minutes_content import minutes
from kotaku.view import View
from tests.tables import dataset

LATER = {
    "program": "PPKT",
    "kementerian": "Kementerian Perumahan dan Kawasan Permukiman",
    "balai": "BP3KP Nusa Tenggara II",
    "pokja": "Pokja PKP Kupang",
}
PLACE = {"id_lokasi": "L1", "kab_kota": "Kota Kupang", "kelurahan": "Oesapa", "luas_sk_ha": 5.0}


def seen(**profile: str) -> View:
    rows = [{"kunci": key, "nilai": value} for key, value in profile.items()]
    found = dataset(profil=rows, lokasi=[PLACE])
    return View(found, evaluate(found, Settings()))


def test_a_meeting_without_a_name_carries_the_programme_s() -> None:
    assert seen(**LATER).title == "Rapat koordinasi PPKT"
    assert seen().title == "Rapat koordinasi KOTAKU"


def test_the_minutes_name_ministry_and_offices_and_who_signs() -> None:
    blocks = minutes(seen(**LATER))
    assert Paragraph(" · ".join(list(LATER.values())[1:])) in blocks
    signed = next(block for block in blocks if isinstance(block, Signatures))
    assert signed.roles[-1] == "Kepala BP3KP Nusa Tenggara II"


def test_profil_may_name_who_signs() -> None:
    blocks = minutes(seen(penandatangan="Ketua Pokja PKP; PPK; "))
    signed = next(block for block in blocks if isinstance(block, Signatures))
    assert signed.roles == ("Ketua Pokja PKP", "PPK")
