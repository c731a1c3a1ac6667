"""Pictures of what was judged: which pages and regions, taken out of the evidence, kept with it."""
