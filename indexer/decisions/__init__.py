"""Curators' decisions on tags: found again in a law as it is now, and put above the rules."""

from indexer.decisions.rulings import Rulings, Standing, State, standings

__all__ = ["Rulings", "Standing", "State", "standings"]
