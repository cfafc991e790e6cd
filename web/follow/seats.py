"""Places for who listens for another turn: not one device of the hall takes them all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

MOST = 400  # at once; a hall has fifty


@dataclass(eq=False)
class Seat:
    """One place, and whether it was given to somebody else."""

    client: str
    gone: bool = False


class Seats:
    """Gives places as long as there are some, then those of whoever holds the most."""

    def __init__(self, most: int = MOST) -> None:
        """Start empty."""
        self._most = most
        self._taken: list[Seat] = []

    def __len__(self) -> int:
        """Return how many listen."""
        return len(self._taken)

    def take(self, client: str) -> Seat | None:
        """Return a place; None when all are taken and nobody holds more than this client would.

        Parameters
        ----------
        client : the address the connection came from
        """
        if len(self._taken) >= self._most:
            held = Counter(seat.client for seat in self._taken)
            greedy, count = held.most_common(1)[0]
            if held[client] + 1 >= count:
                return None
            oldest = next(seat for seat in self._taken if seat.client == greedy)
            oldest.gone = True
            self._taken.remove(oldest)
        seat = Seat(client)
        self._taken.append(seat)
        return seat

    def leave(self, seat: Seat) -> None:
        """Give a place back."""
        if not seat.gone:
            self._taken.remove(seat)
