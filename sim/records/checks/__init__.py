"""What the commands ``tradewar check`` found when they were last run over the shipped model."""
