"""Several files together: what they say of one thing, its spelling, and what came before."""
