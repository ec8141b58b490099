"""What lessons show beside pictures: races, tables of shapes, digits at other places."""
