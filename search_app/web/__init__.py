"""The Flask application: pages, JSON and their security headers."""
