"""How a figure came about, for page, paper and sheet."""
