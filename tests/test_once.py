"""What is kept with an object: each question apart, a few answers, none of another object."""

from __future__ import annotations

from dataclasses import dataclass, field

from kotaku.once import MOST, once


@dataclass(frozen=True)
class Owner:
    asked: list[object] = field(default_factory=list)


@once
def _told(owner: Owner, about: object) -> object:
    owner.asked.append(about)
    return about


def test_an_answer_is_worked_out_once_and_the_oldest_is_let_go() -> None:
    owner = Owner()
    for about in (*range(MOST), *range(MOST)):
        assert _told(owner, about) == about
    assert owner.asked == [*range(MOST)]
    _told(owner, MOST)
    _told(owner, 0)
    assert owner.asked == [*range(MOST), MOST, 0]


def test_an_object_keeps_no_answer_of_another_nor_of_a_function_of_the_same_name() -> None:
    def other() -> object:
        def _told(owner: Owner, about: object) -> object:
            return [owner, about]

        _told.__qualname__, _told.__module__ = "_told", "elsewhere"
        return once(_told)(one, 1)

    one, two = Owner(), Owner()
    assert _told(one, 1) == 1
    assert other() == [one, 1]
    assert _told(two, 1) == 1
    assert two.asked == [1]
