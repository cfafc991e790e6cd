"""Pure builders of charts and maps: results in, go.Figure or pdk.Deck out."""
