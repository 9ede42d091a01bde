"""Pages measured beside their floor: `./run bench`."""
