"""Rakor KOTAKU: from rakor spreadsheets to kumuh figures; knows nothing of the browser."""

__version__ = "0.1.0"
