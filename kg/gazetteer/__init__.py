"""What is known of names before an article is read: the index of places and actors, and how it is built.

Extraction looks names up in it, linking identifies entities by it; both read the same file.
"""
