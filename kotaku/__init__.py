"""Rakor KOTAKU: from rakor spreadsheets to kumuh figures; knows nothing of the browser."""
