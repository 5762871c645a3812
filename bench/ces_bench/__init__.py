"""The benchmark behind bench/run: what an activation costs beside what else people use."""
