"""What is kept between sessions: uploads and data sets."""
