"""What knows nothing of courses: files, texts, databases."""
