"""Measurements as ratios within one run: to a peer, a floor, or the same at another size."""
