"""Template processes, which have imported everything, and the replicas that they fork in milliseconds."""
