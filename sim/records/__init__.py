"""What is kept: declared tables, the recorder, the results folder and its manifest."""
