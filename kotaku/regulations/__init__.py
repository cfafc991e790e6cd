"""The regulations as data files, with the types they load into."""
