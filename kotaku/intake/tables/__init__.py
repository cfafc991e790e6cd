"""From the blocks of a sheet to canonical tables."""
