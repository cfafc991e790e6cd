"""The rakor itself: in which order the teams speak, what each turn shows, what was promised."""

from kotaku.meeting.agenda import (
    ORDERS,
    PROVINCE,
    agenda_of,
    clusters_of,
    position,
    shifted,
    turn_title,
)
from kotaku.meeting.from_file import ORIGIN, UNKEPT, new_in_file, standing
from kotaku.meeting.promises import (
    STATUS_WORDS,
    age_words,
    late_words,
    of_places,
    promises_answer,
    sessions_of,
)
from kotaku.meeting.related import related

__all__ = [
    "ORDERS",
    "ORIGIN",
    "PROVINCE",
    "STATUS_WORDS",
    "UNKEPT",
    "age_words",
    "agenda_of",
    "clusters_of",
    "late_words",
    "new_in_file",
    "of_places",
    "position",
    "promises_answer",
    "related",
    "sessions_of",
    "shifted",
    "standing",
    "turn_title",
]
