"""From charts to one HTML file."""
