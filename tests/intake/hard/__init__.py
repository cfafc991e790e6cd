"""Tables of hectares as teams elsewhere build them: other words, places, sizes and kinds."""
