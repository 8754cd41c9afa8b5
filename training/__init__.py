"""The pipeline that trains the small translation models which come with the app."""
