"""Tables, with or without their tabs, as rows of cells."""
