"""Read tables as inference: candidates, identities that hold, and what is left open."""
