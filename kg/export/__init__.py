"""Taking the graph out: RDF for the next store, a projection for graph viewers. `kg.seams` knows the formats."""
