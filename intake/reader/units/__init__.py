"""Names of units and the notes that say who leads and who assists."""
