"""The queries that engines are compared by: ten kinds, and thirty for equal sets."""

KINDS: dict[str, tuple[str, ...]] = {
    "one word": ("bribery", "extradition", "confiscation", "embezzlement", "whistleblower"),
    "three words": ("public official gift", "abuse of office", "proceeds of crime property", "false tax declaration", "witness protection programme"),
    "frequent words": ("court", "minister", "law", "person", "article"),
    "phrase": ('"public official"', '"money laundering"', '"due diligence"', '"pena de prisión"', '"agent public"'),
    "either word": ("bribe OR gratification", "soborno OR cohecho", "taxe OR impôt", "Strafe OR Buße", "взятка OR подкуп"),
    "without": ("bribery -foreign", "corruption -commission", "fraude -fiscal", "Bestechung -Abgeordnete", "suap -hakim"),
    "unspaced script": ("受贿", "贪污", "뇌물", "賄賂", "สินบน"),
    "inflected": ("Bestechungen", "взятки", "sobornos", "corruptions", "lahjukset"),
    "treaty article": ("uncac:15", "uncac:23", "uncac:20", "UNCAC 31", "uncac:44"),
    "word in one country": ("penalty country:se", "multa country:cl", "amende country:lu", "Gericht country:de", "rechter country:nl"),
}  # fmt: skip

EQUAL_SETS = tuple(query for queries in KINDS.values() for query in queries[:3])
