"""The official calculation: percent, score, class, works, reduction."""
