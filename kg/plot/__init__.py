"""Pictures for people who write reports: timeline, map, network and matrix of the projection, as SVG or PNG."""
