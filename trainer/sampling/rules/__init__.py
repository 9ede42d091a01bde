"""The rules of sampling: settings, shares by risk, and the draw. All pure."""
