"""Charts as specs, and one renderer for each medium: browser, slides, pictures."""
