"""What all charts share: look, wording, marks, fans."""
