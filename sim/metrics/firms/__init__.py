"""What firms do about a trade war: stocks, suppliers, output, and who could take whose place."""
