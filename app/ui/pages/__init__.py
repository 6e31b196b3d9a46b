"""One module a page; pages_index names them and loads each when it is first shown."""
