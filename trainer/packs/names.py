"""What the parts of a pack are called."""

MANIFEST, SIGNATURE, PUBLIC_KEY = "manifest.json", "manifest.sig", "public-key.txt"
DOCUMENT, INDEX, PAPER, README = "pack.json", "index.html", "index.pdf", "README.txt"
