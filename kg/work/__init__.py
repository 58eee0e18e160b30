"""Understanding many articles: here, in several processes, or on a cluster. The outcomes are the same."""
