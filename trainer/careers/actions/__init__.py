"""Publishing the map, choosing what to work towards, and confirming what somebody did."""
