"""The same work done with libraries, so that every ratio has both sides in the same run."""
