"""Forms about tasks."""
