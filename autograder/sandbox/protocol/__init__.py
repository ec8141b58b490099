"""All that crosses between processes: frames, plain data, their encoding."""
