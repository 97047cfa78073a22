"""What governments do, say and bear."""
