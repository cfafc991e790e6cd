"""The turns of Mode rakor."""
