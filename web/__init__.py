"""The server around the pages: who is let in, what it says to browsers, routes of its own."""
