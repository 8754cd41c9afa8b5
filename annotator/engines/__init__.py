"""Machine translation behind one Protocol; the only place that knows sentencepiece, transformers or CTranslate2.

Importing this package, or `annotator.engines.registry`, loads none of them: an engine does when it is first used.
"""
