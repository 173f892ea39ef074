"""What an engine is: the neutral search plan, and the protocol's writing and reading halves."""
