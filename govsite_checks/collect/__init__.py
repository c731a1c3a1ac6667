"""The only package that touches the network: fetch, plan, politeness, robots, guard."""
