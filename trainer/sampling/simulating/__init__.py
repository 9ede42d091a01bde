"""Playing sampling by risk beside a flat percentage, where it is known what is wrong. All pure.

`docs/sampling.md` says what world it is played in, and what came of it.
"""
