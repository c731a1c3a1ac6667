"""The pytest runner, in parts: options, nodes, outcomes, scheduling, results, terminal, pytest-html."""
