"""Formats, in and out: one module per format.

In: `read.read_bytes`, `plain_text.read_text` and `url.fetch` turn anything that a person has into an `Extraction`.
The format libraries (trafilatura, lxml, python-docx, pypdf, charset-normalizer) take up to a second to import, so
`read` imports a format's module when the first such file comes, and importing this package costs nothing.
"""
