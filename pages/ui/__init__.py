"""What the pages share, in rooms: bar, parts, upload, rakor, history."""
