"""Indonesian numbers, dates and names as text."""
