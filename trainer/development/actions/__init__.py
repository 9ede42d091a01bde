"""Writing plans of development, choosing how each thing is done, and saying whether it helped."""
