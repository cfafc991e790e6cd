"""Master Schedules drawn over weeks or months."""
