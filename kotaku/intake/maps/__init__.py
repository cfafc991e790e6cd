"""From the layers of map files to delineations: attributes, coordinates, units, findings."""
