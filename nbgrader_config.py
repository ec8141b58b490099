load_subconfig("autograder/nbgrader_plugin/config.py")  # noqa: F821
