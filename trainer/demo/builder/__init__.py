"""Come here for what plays the organisation's past, day by day, through the real actions."""
