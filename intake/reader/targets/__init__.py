"""Words around numbers become promised numbers."""
