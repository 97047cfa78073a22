"""A map of the world: coastlines, places of economies, curves between them, in one projection."""
