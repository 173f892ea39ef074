"""Penalties that provisions threaten, read from their text."""

from indexer.penalties.read import penalties
from indexer.penalties.records import Penalty, PenaltyKind

__all__ = ["Penalty", "PenaltyKind", "penalties"]
