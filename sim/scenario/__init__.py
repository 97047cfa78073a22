"""What if: typed scenarios, their loader and the dated policy timeline. No numerics."""
