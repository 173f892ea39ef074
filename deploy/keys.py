"""Makes the API keys of elasticsearch-keys.json, once: each into the file KEYS/name/key.

Runs in the image of the library, which has no shell tools for it. Standard library only.
"""

import base64
import json
import os
import ssl
import urllib.request
from pathlib import Path

WANTED = json.loads(Path(__file__).with_name("elasticsearch-keys.json").read_text())
KEYS = Path(os.environ["KEYS"])
# Who runs the library in its image.
LIBRARY = 10001

context = ssl.create_default_context(cafile=os.environ["ELASTICSEARCH_CA"])
credentials = base64.b64encode(f"elastic:{os.environ['ELASTIC_PASSWORD']}".encode()).decode()
for name, roles in WANTED.items():
    file = KEYS / name / "key"
    if file.exists():
        continue
    asked = urllib.request.Request(
        f"{os.environ['ELASTICSEARCH_URL'].split(',')[0]}/_security/api_key",
        json.dumps({"name": f"legal-library-{name}", "role_descriptors": roles}).encode(),
        {"Authorization": f"Basic {credentials}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(asked, context=context, timeout=60) as answer:
        key = json.load(answer)["encoded"]
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name("unfinished")
    unfinished.write_text(key)
    unfinished.chmod(0o400)
    os.chown(unfinished, LIBRARY, LIBRARY)
    unfinished.replace(file)
