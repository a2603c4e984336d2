"""How fast the generator is, beside others that make the same pages from the same facts. `make bench` runs it all."""
