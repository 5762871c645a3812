"""What the tests need of the outside world: conda's emission, real shells, prefixes, toolkits and packages."""
