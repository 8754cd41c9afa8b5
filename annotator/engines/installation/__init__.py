"""Bringing a model in, from a folder or the hub: whole or not at all, and ready to be used without a network.

`adding` does all of it, with `hub` to fetch, `checkpoints` to tell what a folder holds, `converting` for CTranslate2,
and `placing` to put the finished folder among the others.
"""
