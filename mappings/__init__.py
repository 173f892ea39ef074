"""The vocabulary that every room shares: records, fields, languages, places, taxonomies.

Imports nothing of ours outside this package and opens no file but its own tables.
"""
