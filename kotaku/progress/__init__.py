"""Progress of the programme: Master Schedule and its kin."""
