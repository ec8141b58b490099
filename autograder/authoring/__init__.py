"""What is proved or made before students see a lesson: build, lint, mutants, made-up classes."""
