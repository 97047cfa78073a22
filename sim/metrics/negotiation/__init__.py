"""How two governments negotiate, and how it ends."""
