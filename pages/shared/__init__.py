"""What the pages share: the data library, the bar of filters, cards, tables, explanations."""
