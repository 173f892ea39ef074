"""Work that takes long, or that a curator asks for: queued, run by a worker, watched, cancelled."""
