"""What people read about instructions."""
