"""factcheck finds where sources disagree."""
