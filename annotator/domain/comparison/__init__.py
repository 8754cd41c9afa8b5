"""How two renderings of the same words differ: word diff with moves, and overlap scores."""
