"""Does the model keep its promises: checks of books and theory on whole runs."""
