"""Tags provisions with the treaty articles and crime types they implement, with evidence."""

from indexer.tag.tagger import Candidate, Tagged, Tagger, TagInput

__all__ = ["Candidate", "TagInput", "Tagged", "Tagger"]
