"""The offline map: coastline, points, delineations."""
