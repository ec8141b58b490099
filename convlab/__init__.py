"""What a lesson imports: checks, pictures, widgets, quizzes and data."""
