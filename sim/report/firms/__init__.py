"""What firms do: stocks, suppliers, switching."""
