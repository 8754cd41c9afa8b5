"""The pipeline that makes the lexicons in `annotator/lexicons`: word translations counted in aligned parallel text."""
