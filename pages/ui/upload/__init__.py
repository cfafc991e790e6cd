"""Where data come in and are put right."""
